"""The part of a page that is generated: what stands between two markers."""

from __future__ import annotations

import re
from pathlib import Path

BEGIN, END = "<!-- figures: begin, written by tests/bench/all.py --write -->", "<!-- figures: end -->"


def write(page: Path, text: str) -> None:
    """Put `text` between the two markers; the rest of the page stays. Raises ValueError when they are missing."""
    between = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    whole, found = between.subn(lambda _: f"{BEGIN}\n\n{text}\n\n{END}", page.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{page}: the markers are missing: write {BEGIN} and {END}, each on a line of its own")
    page.write_text(whole, encoding="utf-8")
