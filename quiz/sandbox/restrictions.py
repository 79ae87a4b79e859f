"""What is taken away from a runner before it reads the submission.

Each step is best effort, and what holds on this machine is found out by a trial, so that `quiz doctor` can say it in
plain words.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import struct
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from quiz.sandbox import landlock, seccomp
from quiz.sandbox.protections import CALLS, FILES, LIMITS, MEMORY, PRIVILEGES

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
CAPABILITIES_VERSION = 0x20080522
SIGKILL = 9
MOST_DESCRIPTORS = 1 << 16  # where a process may have any number of them
LINUX = sys.platform.startswith("linux")

_libc = ctypes.CDLL(None)


@dataclass(frozen=True)
class Limits:
    """How much one submission may use: processor seconds, bytes above what is mapped at the start, bytes of files."""

    cpu_seconds: int = 12
    memory: int = 512 << 20
    file_bytes: int = 1 << 20
    open_files: int = 64

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@dataclass(frozen=True)
class Confinement:
    """What has been prepared: the address space mapped before any submission is read, Landlock's rules, the filter of
    system calls, and that filter for where Landlock does not keep files from being emptied.
    """

    mapped: int | None
    rules: int | None
    watched: seccomp.Filter | None
    unwatched: seccomp.Filter | None

    @classmethod
    def prepare(cls, flavour: str) -> Confinement:
        """Measure and build, once, after everything is imported."""
        refuses = landlock.version() >= landlock.CAN_REFUSE_TRUNCATION
        return cls(
            mapped_bytes(),
            landlock.ruleset(landlock.readable_paths(flavour)),
            seccomp.Filter.prepare(may_cut_off=refuses),
            seccomp.Filter.prepare(may_cut_off=False),
        )

    def apply(self, limits: Limits) -> list[str]:
        """Confine this process; returns which of NEEDED hold now.

        The limit on address space is relative: NumPy and torch map hundreds of megabytes before any work is done.
        """
        _first_to_be_killed()
        held = [LIMITS] if _limit(limits) else []
        if self.mapped is not None and _limit_to({resource.RLIMIT_AS: self.mapped + limits.memory}):
            held.append(MEMORY)
        if LINUX and _no_new_privileges():
            held.append(PRIVILEGES)
            watched = self.rules is not None and landlock.enforce(self.rules)
            if watched:
                held.append(FILES)
            calls = self.watched if watched else self.unwatched
            if calls is not None and calls.enforce(os.getpid()):
                held.append(CALLS)
        if self.rules is not None:
            os.close(self.rules)
        return held


def trial(confinement: Confinement) -> list[str]:
    """Which protections hold here: a child tries them all and tells."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, json.dumps(confinement.apply(Limits())).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return list(json.loads(said)) if said else []


def mapped_bytes() -> int | None:
    """The address space that this process has mapped; None where the system does not tell, or does not limit it."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError):
        return None
    return pages * resource.getpagesize()


def limit_memory(more: int) -> None:
    """Let this process map only so many bytes more than it has mapped, where the system can tell."""
    mapped = mapped_bytes()
    if mapped is not None:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (mapped + more, resource.getrlimit(resource.RLIMIT_AS)[1]))


def close_descriptors(keep: set[int]) -> None:
    """Close every descriptor that is not in `keep`."""
    low = 0
    for kept in sorted(keep):
        if low < kept:  # an empty range that ends at 0 would close everything
            os.closerange(low, kept)
        low = kept + 1
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(low, most if 0 <= most < MOST_DESCRIPTORS else MOST_DESCRIPTORS)


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when its parent dies; leave at once when it is dead already."""
    with contextlib.suppress(OSError, AttributeError):
        _libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _first_to_be_killed() -> None:
    """Where memory runs out on the whole machine, let this process be the one to go."""
    with contextlib.suppress(OSError):
        file = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        os.write(file, b"1000")
        os.close(file)


def _limit(limits: Limits) -> bool:
    return _limit_to(
        {
            resource.RLIMIT_CPU: limits.cpu_seconds,
            resource.RLIMIT_FSIZE: limits.file_bytes,
            resource.RLIMIT_NOFILE: limits.open_files,
            resource.RLIMIT_CORE: 0,
        }
    )


def _limit_to(wanted: dict[int, int]) -> bool:
    try:
        for name, value in wanted.items():
            resource.setrlimit(name, (value, value))
    except (OSError, ValueError):
        return False
    return True


def _no_new_privileges() -> bool:
    """Give up every capability, which root has without asking, and the means to gain any."""
    try:
        none = _libc.capset(struct.pack("Ii", CAPABILITIES_VERSION, 0), bytes(24)) == 0
        return none and bool(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
