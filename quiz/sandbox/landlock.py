"""Landlock: what files a runner may read, and that it may not write, connect or signal. Linux 5.13 and later.

An allow-list: a folder below an allowed one cannot be taken out again. So the standard library is allowed by entries
without `site-packages`, and packages are allowed by name; solutions, the home folder and the project are nowhere.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import struct
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # system calls, the same on every architecture
QUERY_VERSION, PATH_BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE = 1 << 14
ON_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
CAN_REFUSE_TRUNCATION = 3  # from this version on
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # number of file rights by version; 16 from version 5 on
NETWORK, SCOPES = 0b11, 0b11  # bind and connect TCP (version 4); abstract sockets and signals (version 6)
PACKAGES = {"numpy": ("numpy", "numpy.libs"), "torch": ("numpy", "numpy.libs", "torch", "torch.libs", "torchgen")}
NEEDED_BY_TORCH = ("functorch", "typing_extensions", "sympy", "mpmath", "networkx", "jinja2", "filelock", "fsspec")

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """The kernel's Landlock version, 0 when there is none."""
    if not sys.platform.startswith("linux"):
        return 0  # the number means another system call there
    try:
        found: int = _libc.syscall(CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(QUERY_VERSION))
        return max(0, found)
    except (AttributeError, OSError):
        return 0


def ruleset(readable: Iterable[Path]) -> int | None:
    """A descriptor of the rules, to be enforced later; None when the kernel has no Landlock.

    Built once in the fork server and inherited: some hundred rules cost milliseconds.
    """
    kernel = version()
    if not kernel:
        return None
    handled = (1 << RIGHTS.get(kernel, 16)) - 1
    attributes = struct.pack("QQQ", handled, NETWORK if kernel >= 4 else 0, SCOPES if kernel >= 6 else 0)
    size = 8 if kernel < 4 else 16 if kernel < 6 else 24
    rules: int = _libc.syscall(CREATE, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules < 0:
        return None
    for path in readable:
        _allow(rules, path, (READ_FILE | READ_DIR | EXECUTE) & handled)
    _allow(rules, Path(os.devnull), (READ_FILE | WRITE_FILE) & handled)
    return rules


def enforce(rules: int) -> bool:
    """Keep this process to the rules from now on. Needs no-new-privileges. False when the kernel refuses."""
    return bool(_libc.syscall(RESTRICT, rules, 0) == 0)


def readable_paths(flavour: str) -> Iterator[Path]:
    """What a submission of this flavour may read: the standard library, named packages, the system's libraries."""
    for folder in standard_library():
        yield from (entry for entry in folder.iterdir() if entry.name not in ("site-packages", "dist-packages"))
    yield from packages(flavour)
    yield from (Path(name) for name in ("/etc/ld.so.cache", "/dev/urandom", "/sys/devices/system/cpu"))
    yield from _system_libraries()


def standard_library() -> set[Path]:
    """Its folders: most systems have one, some have another for what is compiled."""
    base = {"platbase": sys.base_exec_prefix}  # not the virtual environment's
    return {Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_path("platstdlib", vars=base))}


def packages(flavour: str) -> Iterator[Path]:
    """The folders and files of the packages that a submission of this flavour may import."""
    for name in PACKAGES[flavour] + (NEEDED_BY_TORCH if flavour == "torch" else ()):
        yield from _package(name)


def _package(name: str) -> Iterator[Path]:
    if name.endswith(".libs"):  # a folder of shared libraries beside the package, which cannot be imported
        beside = next(_package(name.removesuffix(".libs")), None)
        if beside and (beside.parent / name).is_dir():
            yield beside.parent / name
        return
    found = importlib.util.find_spec(name)
    if found and found.origin:
        yield Path(found.origin).parent if found.submodule_search_locations else Path(found.origin)


def _system_libraries() -> Iterator[Path]:
    """Shared libraries; on systems whose library folder also holds Python's packages, file by file."""
    triplet = sysconfig.get_config_var("MULTIARCH")
    for folder in (Path("/lib"), Path("/usr/lib"), Path("/usr/local/lib")):
        if triplet and os.path.isdir(folder / triplet):
            yield folder / triplet
    for folder in (Path("/lib64"), Path("/usr/lib64"), Path(sysconfig.get_config_var("LIBDIR") or "/usr/lib")):
        if os.path.isdir(folder):  # which is False, too, for one that may not be looked at
            yield from folder.glob("*.so*")


def _allow(rules: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    wanted = rights if path.is_dir() else rights & ON_A_FILE
    _libc.syscall(ADD, rules, PATH_BENEATH, struct.pack("=Qi", wanted, descriptor), 0)
    os.close(descriptor)
