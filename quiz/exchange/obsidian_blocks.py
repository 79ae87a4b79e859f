"""The blocks of an Obsidian note that may be cards, with the schedule that stands in comments below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from quiz.exchange.foreign_markdown import put_aside

SIGNS = ("?", "??")  # on a line of their own, between the sides of a card of several lines

_SCHEDULE = re.compile(r"[ \t]*<!--SR:(.*?)-->")
_DUE = re.compile(r"(?:^|!)(?:[a-z]+,)?(\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4})")
_NEVER = date(2000, 1, 1)  # what the plugin writes for a card that is new
_BLOCK_ID = re.compile(r"[ \t]\^([a-zA-Z0-9-]+)[ \t]*$")
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")


@dataclass
class Block:
    """Lines without a blank one between them, or one line that is a card.

    `line`: the first one's number; `heading`: the one above; `name`: the block's id in Obsidian, if it has one;
    `due`: the days on which its cards are due, None for a new one.
    """

    line: int
    heading: str
    lines: list[str] = field(default_factory=list)
    due: list[date | None] = field(default_factory=list)
    name: str = ""

    def take(self, row: str) -> None:
        """Add a line, without its schedule and its id."""
        if schedule := _SCHEDULE.search(row):
            self.due += map(_day, _DUE.findall(schedule[1]))
            row = _SCHEDULE.sub("", row)
        if name := _BLOCK_ID.search(row):
            self.name, row = name[1], _BLOCK_ID.sub("", row)
        if row.strip():
            self.lines.append(row)

    @property
    def is_divided(self) -> bool:
        """Whether it has two sides of several lines."""
        return any(row.strip() in SIGNS for row in self.lines)

    @property
    def is_one_line_card(self) -> bool:
        return len(self.lines) == 1 and has_sign(self.lines[0])


def has_sign(row: str) -> bool:
    """Whether a line has `::` outside code and maths."""
    return "::" in put_aside(row)[0]


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of a note. Code may hold blank lines; text before a line with `::` is no part of its card."""
    block, fence = Block(1, ""), ""
    start = _above(lines)
    for number, row in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(row)
        if fence:
            block.lines.append(row)
            fence = "" if mark and mark[1].startswith(fence) else fence
            continue
        heading = _HEADING.fullmatch(row)
        if heading or not row.strip():
            yield block
            block = Block(number + 1, heading[1] if heading else block.heading)
            continue
        if not row.strip().startswith("<!--SR:") and (
            block.is_one_line_card or (has_sign(row) and not block.is_divided)
        ):
            yield block
            block = Block(number, block.heading)
        fence = mark[1] if mark else ""
        block.take(row)
    yield block


def _above(lines: Sequence[str]) -> int:
    """How many lines of front matter there are."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((number + 1 for number, row in enumerate(lines[1:], 1) if row.strip() == "---"), 0)


def _day(text: str) -> date | None:
    """A day, year first or last; None for one that is none, or stands for a new card."""
    parts = text.split("-")
    try:
        day = date.fromisoformat("-".join(parts if len(parts[0]) == 4 else parts[::-1]))
    except ValueError:
        return None
    return None if day == _NEVER else day
