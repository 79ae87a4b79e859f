"""Front matter: `key: value` lines between two `---` lines, a small subset of YAML.

A value is a text, perhaps in quotes, or a list `[a, b]`. Blank lines and lines that begin with `#` do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.course.markdown import Complain

_KEY = re.compile(r"(?P<key>[A-Za-z_]+):(?:\s+(?P<value>.*))?")


@dataclass(frozen=True)
class Entry:
    """A value and its line, counted from 0."""

    line: int
    value: str | tuple[str, ...]


def front_matter(lines: Sequence[str], complain: Complain) -> tuple[dict[str, Entry], int]:
    """The entries, and the line on which the body begins."""
    if not lines or lines[0].rstrip() != "---":
        complain(0, "the front matter is missing: begin the file with a line `---`, `key: value` lines and `---`")
        return {}, 0
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        complain(0, "the front matter does not end: write `---` on the line under it")
        return {}, len(lines)
    entries: dict[str, Entry] = {}
    for number in range(1, end):
        line = lines[number].strip()
        if line and not line.startswith("#"):
            _read(number, line, entries, complain)
    return entries, end + 1


def _read(number: int, line: str, entries: dict[str, Entry], complain: Complain) -> None:
    match = _KEY.fullmatch(line)
    if not match:
        complain(number, f"`{line}` is not understood: write `key: value` or `key: [a, b]`")
    elif match["key"] in entries:
        complain(number, f"`{match['key']}` stands here twice")
    else:
        entries[match["key"]] = Entry(number, _value(number, (match["value"] or "").strip(), complain))


def _value(number: int, text: str, complain: Complain) -> str | tuple[str, ...]:
    if not text.startswith("["):
        return _unquoted(text)
    if not text.endswith("]"):
        complain(number, "a list ends on its line: write `[a, b]`")
    inside = text.strip("[]").strip()
    parts = [_unquoted(part.strip()) for part in inside.split(",")] if inside else []
    if "" in parts:
        complain(number, "a list has an empty place: write `[a, b]`")
    return tuple(parts)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0] else text
