"""Which machine and which file a log lives in, so that a copy of it never goes on under the same device name."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path


def random_device() -> str:
    """A new name for this device."""
    return os.urandom(5).hex()


def home_of(path: Path) -> str:
    """A short text that stays the same while this machine uses this file, and is another one for any copy of it.

    It hashes the machine's name and the number that the file system gave to the file: a copy has another number, on
    this machine or on the next. Where numbers change by themselves (some network folders, memory sticks) the log takes
    a new name more often, which costs nothing but a name.
    """
    return hashlib.sha256(f"{_machine()} {path.stat().st_ino}".encode()).hexdigest()[:16]


def this_machine() -> str:
    """A short text that names this machine, whatever file it uses."""
    return hashlib.sha256(_machine().encode()).hexdigest()[:16]


def _machine() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    with suppress(OSError):
        name += Path("/etc/machine-id").read_text(encoding="ascii")
    return name
