"""What a submission is kept from, in plain words. Nothing here depends on the system: every program can say it."""

from __future__ import annotations

from collections.abc import Collection

LIMITS, MEMORY = "time and output are limited", "memory is limited"
PRIVILEGES = "no special rights, and none can be gained"
FILES, CALLS = "files out of reach, nothing can be written", "no network, no new processes, no signals to others"
BOX = "your files and the network do not even exist for it"
NEEDED = (LIMITS, MEMORY, PRIVILEGES, FILES, CALLS)  # before a stranger's code is run
PROTECTIONS = (*NEEDED, BOX)
REMEDIES = {
    MEMORY: "Linux",
    PRIVILEGES: "Linux",
    FILES: "Linux 5.13 or later with Landlock, or bubblewrap",
    CALLS: "Linux on x86-64 or 64-bit ARM",
    BOX: "bubblewrap, and a system that lets users have namespaces",
}


def lacking(held: Collection[str], wanted: Collection[str] = PROTECTIONS) -> list[str]:
    """The protections that do not hold, each with what would bring it."""
    return [f"{name} (needs {REMEDIES[name]})" if name in REMEDIES else name for name in wanted if name not in held]


def extra(held: Collection[str]) -> list[str]:
    """Those that would be welcome and are not needed, each with what would bring it."""
    return lacking(held, [name for name in PROTECTIONS if name not in NEEDED])
