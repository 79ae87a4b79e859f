"""What comes of a runner: a result of a call, the reason why there is none, and how the runner ended."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from quiz.sandbox.text import clean

# Characters of what is told of an exception. One may take twelve of the bytes that a frame is described in.
TYPE, MESSAGE, TRACEBACK = 100, 1000, 3000
LAST_LINE = 999_999  # that a submission may have
STAGES = ("forbidden", "load", "missing", "call", "return")


@dataclass(frozen=True)
class Returned:
    """What a call gave back, and its arguments as they were afterwards.

    `shared`: an array of the result lies in the memory of an argument, as the runner says.
    """

    value: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    shared: bool = False


@dataclass(frozen=True)
class Failed:
    """Why there is no result. `stage` is one of STAGES; for forbidden `message` is the name, `line` its line."""

    stage: str
    type: str = ""
    message: str = ""
    traceback: str = ""
    memory: bool = False
    in_driver: bool = False
    missing: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Ending:
    """How a runner ended: wait status, whether we killed it, what it printed, where its stack stood."""

    status: int
    killed: bool
    output: str
    dump: str

    @property
    def signal(self) -> int:
        """The signal that ended it, 0 when it left by itself."""
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0

    @property
    def exit_status(self) -> int:
        return os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else 0


def failure(meta: dict[str, Any]) -> Failed:
    """The facts of an ERROR frame; whatever is malformed in it is replaced by nothing."""

    def text(key: str, most: int) -> str:
        value = meta.get(key)
        return clean(value[:most]) if type(value) is str else ""

    names = meta.get("missing")
    missing = tuple(clean(name[:100]) for name in names[:20] if type(name) is str) if type(names) is list else ()
    stage = meta["stage"] if meta.get("stage") in STAGES else "call"
    line = meta["line"] if type(meta.get("line")) is int and 0 < meta["line"] <= LAST_LINE else 0
    memory, in_driver = meta.get("memory") is True, meta.get("in_driver") is True
    told = text("type", TYPE), text("message", MESSAGE), text("traceback", TRACEBACK)
    return Failed(stage, *told, memory, in_driver, missing, line)
