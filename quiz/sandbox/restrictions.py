"""What is taken away from a runner before it reads the submission.

Each step is best effort. Landlock and a system-call filter belong at the end of `apply`, after the limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
from dataclasses import asdict, dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
SIGKILL = 9


@dataclass(frozen=True)
class Limits:
    """How much one submission may use: processor seconds, bytes above what is mapped at the start, bytes of files."""

    cpu_seconds: int = 12
    memory: int = 512 << 20
    file_bytes: int = 1 << 20
    open_files: int = 64

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def mapped_bytes() -> int:
    """The address space that this process has mapped."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return 1 << 30
    return pages * resource.getpagesize()


def close_descriptors(keep: set[int]) -> None:
    """Close every descriptor that is not in `keep`."""
    low = 0
    for kept in sorted(keep):
        if low < kept:  # an empty range that ends at 0 would close everything
            os.closerange(low, kept)
        low = kept + 1
    os.closerange(low, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; leave at once when it is dead already."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def apply(limits: Limits, mapped: int) -> None:
    """Set the resource limits of this process. `mapped` is the address space of the fork server.

    The limit on address space is relative: NumPy and torch map hundreds of megabytes before any work is done.
    """
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    for name, value in (
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_AS, mapped + limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(name, (value, value))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
