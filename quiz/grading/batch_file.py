"""The file of results of a batch: one line of JSON for each entry, in ASCII.

ASCII, since strangers' names and texts may hold what acts upon a terminal, or what other programs take for the end of a
line. It may have been cut off anywhere, so it is read byte by byte.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from quiz.errors import QuizError

AGAIN = "again"  # a key of lines that say that the judge failed: they are tried again


def line(verdict: dict[str, Any]) -> str:
    """A verdict as it is written."""
    return json.dumps(verdict, ensure_ascii=True)


def done_in(out: Path) -> set[tuple[str, str]]:
    """(learner, kata) of every whole line; a last line that was cut off does not count.

    Raises QuizError, also for what is no file: a device may have no end.
    """
    done = set[tuple[str, str]]()
    with _told_of(out):
        if not out.exists():
            return done
        if not out.is_file():
            raise QuizError("is no file", hint="Without --out the lines go to the standard output.", file=out)
        with out.open("rb") as lines:
            for each in lines:
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    result = json.loads(each.decode())
                    if not result.get(AGAIN):
                        done.add((result["learner"], result["kata"]))
    return done


@contextlib.contextmanager
def reopened(out: Path) -> Iterator[TextIO]:
    """The file, to be appended to; a last line that was cut off is ended first. Raises QuizError (a full disk)."""
    with _told_of(out):
        cut_off = out.exists() and out.stat().st_size > 0 and _last_byte(out) != b"\n"
        with out.open("a", encoding="ascii") as stream:
            if cut_off:
                stream.write("\n")
            yield stream


def _last_byte(out: Path) -> bytes:
    with out.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1)


@contextlib.contextmanager
def _told_of(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise QuizError(f"cannot be read or written: {error.strerror}", file=out) from error
