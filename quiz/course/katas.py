"""Kata folders -> pages: front matter, statement, hints, what to say afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quiz.course.front_matter import Entry, front_matter
from quiz.course.kata_body import read_body
from quiz.course.markdown import source_lines
from quiz.course.source import Source
from quiz.course.spelling import nearest
from quiz.errors import Problem

Flavour = Literal["numpy", "torch"]
_KEYS = ("title", "difficulty", "prerequisites", "cards", "flavour", "forbids")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class KataHeader:
    """What the front matter of a kata says, and where its files are. `prerequisites` are katas."""

    id: str
    unit: str
    title: str
    difficulty: int
    prerequisites: tuple[str, ...]
    cards: tuple[str, ...]
    flavour: Flavour
    forbids: tuple[str, ...]
    folder: Path
    stub: Path
    checks: Path
    solution: Path

    @property
    def readme(self) -> Path:
        """The file of the page."""
        return self.folder / "README.md"


@dataclass(frozen=True, kw_only=True)
class KataPage(KataHeader):
    """One coding exercise as the learner sees it."""

    statement: str
    hints: tuple[str, ...]
    afterwards: str


def read_page(folder: Path, unit: str, solutions: Path) -> tuple[tuple[KataPage, ...], tuple[Problem, ...]]:
    """The page of `exercises/<unit>/<kata>/`, none when its README has problems."""
    try:
        source, header, start = _read(folder, unit, solutions)
    except (OSError, UnicodeDecodeError) as error:
        return (), (Problem(folder / "README.md", 1, f"cannot be read: {error}"),)
    body = read_body(source, start)
    problems = _problems(source, header)
    page = KataPage(**vars(header), statement=body.statement, hints=body.hints, afterwards=body.afterwards)
    return () if problems else (page,), problems


def read_header(folder: Path, unit: str, solutions: Path) -> tuple[KataHeader, tuple[Problem, ...]]:
    """The front matter alone, without a markdown parser. Raises OSError or UnicodeDecodeError."""
    source, header, _ = _read(folder, unit, solutions)
    return header, _problems(source, header)


def missing_files(page: KataHeader) -> list[Problem]:
    """Files of a kata that are not there."""
    wanted = {"stub": page.stub, "checks": page.checks, "solution": page.solution}
    return [
        Problem(file, 1, f"the {what} of the kata `{page.id}` is missing: write this file")
        for what, file in wanted.items()
        if not file.is_file()
    ]


def _read(folder: Path, unit: str, solutions: Path) -> tuple[Source, KataHeader, int]:
    """The source, its header, and the line on which the body begins."""
    source = Source(source_lines((folder / "README.md").read_text(encoding="utf-8")))
    entries, start = front_matter(source.lines, source.complain)
    for key, entry in entries.items():
        if key not in _KEYS:
            near = nearest(key, _KEYS)
            right = f"did you mean `{near}`?" if near else f"known keys: {', '.join(_KEYS)}"
            source.complain(entry.line, f"unknown key `{key}`: {right}")
    if not _NAME.fullmatch(folder.name):
        source.complain(0, f"the folder `{folder.name}` names the kata: small letters, digits and `_`")
    source.lines = [""] * start + list(source.lines[start:])
    header = KataHeader(
        id=folder.name,
        unit=unit,
        title=_title(source, entries),
        difficulty=_difficulty(source, entries),
        prerequisites=_names(source, entries, "prerequisites"),
        cards=_names(source, entries, "cards"),
        flavour=_flavour(source, entries),
        forbids=_names(source, entries, "forbids"),
        folder=folder,
        stub=folder / f"{folder.name}.py",
        checks=folder / f"test_{folder.name}.py",
        solution=solutions / unit / f"{folder.name}.py",
    )
    return source, header, start


def _problems(source: Source, header: KataHeader) -> tuple[Problem, ...]:
    return tuple(sorted({Problem(header.readme, line + 1, message) for line, message in source.problems}))


def _title(source: Source, entries: dict[str, Entry]) -> str:
    entry = entries.get("title")
    if entry is None or not isinstance(entry.value, str) or not entry.value:
        source.complain(entry.line if entry else 0, "the kata has no title: write `title: Softmax`")
        return ""
    return entry.value


def _difficulty(source: Source, entries: dict[str, Entry]) -> int:
    entry = entries.get("difficulty")
    if entry is None or not isinstance(entry.value, str) or not re.fullmatch("[1-5]", entry.value):
        source.complain(entry.line if entry else 0, "the difficulty is a number from 1 to 5: write `difficulty: 2`")
        return 1
    return int(entry.value)


def _flavour(source: Source, entries: dict[str, Entry]) -> Flavour:
    entry = entries.get("flavour")
    if entry is not None and entry.value == "torch":
        return "torch"
    if entry is not None and entry.value != "numpy":
        source.complain(entry.line, "the flavour is `numpy` or `torch`")
    return "numpy"


def _names(source: Source, entries: dict[str, Entry], key: str) -> tuple[str, ...]:
    entry = entries.get(key)
    if entry is not None and isinstance(entry.value, str):
        source.complain(entry.line, f"`{key}` is a list: write `{key}: [{entry.value}]`")
        return ()
    return tuple(entry.value) if entry else ()
