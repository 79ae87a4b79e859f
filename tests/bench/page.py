"""The part of a page that is generated: what stands between two markers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

BEGIN, END = "<!-- figures: begin, written by tests/bench/all.py --write -->", "<!-- figures: end -->"
HEADER_LINES = 2


def read(page: Path) -> str:
    """What stands between the two markers. Raises ValueError when they are missing."""
    _, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    text, end, _ = rest.partition(END)
    if not (begin and end):
        raise _missing(page)
    return text.strip()


def write(page: Path, text: str) -> None:
    """Put `text` between the two markers; the rest of the page stays. Raises ValueError when they are missing."""
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    whole, found = between.subn(lambda _: f"{BEGIN}\n\n{text}\n\n{END}", page.read_text(encoding="utf-8"))
    if not found:
        raise _missing(page)
    page.write_text(whole, encoding="utf-8")


def write_table(page: Path, machine: str, table: str, *, whole: bool) -> None:
    """Put a table into the page, or, not `whole`, its rows in place of those with the same commands.

    `machine`: what it was measured with, in a sentence. Raises ValueError as `write` and `rows_of` do.
    """
    if not whole:
        before, new = rows_of(page, machine), table.splitlines()
        table = "\n".join([*new[:HEADER_LINES], *exchanged(before, new[HEADER_LINES:])])
    write(page, f"{machine}\n\n{table}")


def rows_of(page: Path, machine: str) -> list[str]:
    """The rows of the table there. Raises ValueError where they were not measured with this machine."""
    known, _, table = read(page).partition("\n\n")
    if known != machine:
        raise ValueError(f"{page} was measured with\n{known}\nand this with\n{machine}\nMeasure all of it.")
    return table.splitlines()[HEADER_LINES:]


def exchanged(rows: Sequence[str], new: Sequence[str]) -> list[str]:
    """The rows with `new` in place of those that have its commands: where the first of them stood, else at the end."""
    commands = {_command(row) for row in new}
    place = next((n for n, row in enumerate(rows) if _command(row) in commands), len(rows))
    return [*rows[:place], *new, *(row for row in rows[place:] if _command(row) not in commands)]


def _command(row: str) -> str:
    """The last cell."""
    return row.rstrip("| ").rpartition("| ")[2]


def _missing(page: Path) -> ValueError:
    return ValueError(f"{page}: the markers are missing: write {BEGIN} and {END}, each on a line of its own")
