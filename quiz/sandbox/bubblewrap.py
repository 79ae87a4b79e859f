"""Bubblewrap around the fork server: a file system that holds what it needs and nothing else, and no network.

Where the program `bwrap` is there and the system lets it work, the solutions, the home folder and the project do not
exist for a runner, not even as names and sizes. Landlock and the filter of system calls come on top.
"""

from __future__ import annotations

import os
import shutil
import site
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from quiz.sandbox import landlock

LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")
FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/sys/devices/system/cpu")  # Debian's BLAS is an alternative
SANDBOX = Path(__file__).parent
APART = ("--unshare-user-try", "--unshare-ipc", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try")
OWN_PROCESSES = ("--unshare-pid", "--proc", "/proc")
SEEN_PROCESSES = ("--ro-bind", "/proc", "/proc")  # within a container a new /proc is often refused


def program() -> str | None:
    """Where bubblewrap is."""
    return shutil.which("bwrap")


def prefix(python: str, flavour: str, *, own_processes: bool = True) -> list[str]:
    """What to put before the command line of a fork server that `python` runs. Descriptors are passed on as they are.

    Everything is bound where it is outside, read-only: a folder first, then what hides its packages, then the packages
    that are allowed. Whether the system permits it shows when it is run.
    """
    command = [program() or "bwrap", *APART, *(OWN_PROCESSES if own_processes else SEEN_PROCESSES), "--die-with-parent"]
    command += ["--cap-drop", "ALL", "--dev", "/dev", "--tmpfs", "/tmp"]
    folders = list(_folders())
    for folder in folders:
        command += _bound(folder)
    for hidden in _packages_folders():
        if any(folder in hidden.parents for folder in folders) and os.path.isdir(hidden):
            command += ["--tmpfs", str(hidden)]
    command += _interpreter(Path(python))
    for path in (*landlock.packages(flavour), SANDBOX.parent / "__init__.py", SANDBOX):
        command += ["--ro-bind", str(path), str(path)]
    for file in FILES:
        command += ["--ro-bind-try", file, file]
    return [*command, "--remount-ro", "/tmp", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _folders() -> Iterator[Path]:
    """The system's libraries, Python's own, and the standard library; none that lies in another."""
    private = (Path(os.path.expanduser("~")), SANDBOX)  # a path of libraries may be as wide as "/"
    further = [
        folder
        for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":")
        if os.path.isabs(folder) and not any(place.is_relative_to(os.path.realpath(folder)) for place in private)
    ]
    libdir = sysconfig.get_config_var("LIBDIR")
    wanted = [*LIBRARIES, *([libdir] if libdir else []), *further, *landlock.standard_library()]
    found: list[Path] = []
    for folder in sorted(map(Path, wanted), key=lambda folder: len(folder.parts)):
        if os.path.isdir(folder) and not any(other in (folder, *folder.parents) for other in found):
            found.append(folder)
            yield folder


def _bound(folder: Path) -> list[str]:
    if folder.is_symlink():  # /lib is /usr/lib on most systems
        return ["--symlink", os.readlink(folder), str(folder)]
    return ["--ro-bind", str(folder), str(folder)]


def _packages_folders() -> set[Path]:
    """Where packages lie: of this environment, of the Python it was made from, of the system."""
    folders = (*landlock.standard_library(), Path("/usr/lib/python3"))
    return {folder / kind for folder in folders for kind in ("site-packages", "dist-packages")} | {
        Path(folder) for folder in site.getsitepackages()
    }


def _interpreter(python: Path) -> list[str]:
    """The program where it really lies, the links that lead there, and what makes it a virtual environment's."""
    program = Path(os.path.realpath(python))
    settings = python.parent.parent / "pyvenv.cfg"
    own_libraries = (program.parent.parent / "lib").glob("libpython*.so*")
    bound = [path for path in (program, settings, *own_libraries) if os.path.isfile(path)]
    command = [word for path in bound for word in ("--ro-bind", str(path), str(path))]
    return command if program == python else [*command, "--symlink", str(program), str(python)]
