"""Lines out, lines in: the same on a terminal, for a screen reader and through a pipe."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable
from typing import TextIO


class Console:
    """Writes no escapes, whatever the texts hold. On a terminal a prompt waits on its line, else it is a line too."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source, self._target = source, target
        self._terminal = source.isatty() and target.isatty()

    @classmethod
    def standard(cls) -> Console:
        """Standard input and output; what their encoding lacks is replaced."""
        for stream in (sys.stdin, sys.stdout):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        if sys.stdin.isatty():
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401  arrows and backspace edit the line
        return cls(sys.stdin, sys.stdout)

    def say(self, lines: Iterable[str]) -> None:
        """Write these lines."""
        for line in map(printable, lines):
            self._target.write("\n".join(self._broken(line)) + "\n")
        self._target.flush()

    def _broken(self, line: str) -> list[str]:
        """The line, on a terminal broken between words."""
        if not self._terminal:
            return [line]
        indent = line[: len(line) - len(line.lstrip())]
        width = max(20, shutil.get_terminal_size().columns - 1)
        return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False) or [""]

    def ask(self, prompt: str) -> str:
        """Write a prompt and read a line. Raises EOFError at the end of input."""
        if self._terminal:
            *above, last = self._broken(printable(prompt))
            self.say(above)
            return printable(input(f"{last} ")).strip()
        self.say([prompt])
        line = self._source.readline()
        if not line:
            raise EOFError
        return printable(line).strip()


def printable(text: str) -> str:
    """The text with a blank for every control character, so that it moves no cursor and changes no colour."""
    return "".join(" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
