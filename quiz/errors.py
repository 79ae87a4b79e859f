"""Errors a person can act on, and problems found in a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class QuizError(Exception):
    """Something went wrong that the user can act on.

    `message` says what, `hint` the next step; `file` and `line` say where, when there is a place.
    """

    def __init__(self, message: str, *, hint: str = "", file: Path | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line

    def __str__(self) -> str:
        place = "" if self.file is None else f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return f"{place}{self.message}" + (f"\n{self.hint}" if self.hint else "")


class ConfigError(QuizError):
    """The configuration file holds something that is not understood."""


class CourseError(QuizError):
    """A course, a deck or a kata cannot be read."""


class LogError(QuizError):
    """The log of reviews and attempts cannot be read or written."""


class DamagedLogError(LogError):
    """The log holds what cannot be read; `quiz doctor --recover` goes on without it."""


class JudgeError(QuizError):
    """The judge cannot be started, reached, or used for this kata."""


class QueryError(QuizError):
    """A search cannot be understood."""


class WorkspaceError(QuizError):
    """The learner's workspace cannot be read or written."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an author or a learner has to put right in a file; `line` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"
