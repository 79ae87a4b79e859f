"""What no file can know alone: ids used twice, names of what does not exist, circles of prerequisites."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.course.entry import Entry, prerequisites
from quiz.course.files import OWN
from quiz.course.katas import KataPage
from quiz.course.markdown import source_lines
from quiz.course.order import cycles
from quiz.course.spelling import nearest
from quiz.errors import Problem

_SUGGESTIONS = 20  # the nearest of ten thousand names is found in a fifth of a second
_OTHERWISE = {
    "card": "write the id of a card; one with problems of its own does not count",
    "kata": "write its folder in `exercises/`, or add it to `planned_katas` in `content/course.toml`",
    "picture": "write its data, `content/plots/<name>.json`",
}


def without_doubles(entries: Sequence[Entry]) -> tuple[list[Entry], list[Problem]]:
    """The first card of each name, and a problem for each further one."""
    first: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        other = first.setdefault(entry.name, entry)
        if other is not entry:
            taken = f"the id `{entry.id}` is taken" if entry.stamped else "the question is asked"
            message = f"{taken} by {other.file}:{other.line}: write another `<!-- id: … -->` under this heading"
            problems.append(Problem(entry.file, entry.line, message))
    return list(first.values()), problems


def without_double_katas(pages: Sequence[KataPage]) -> tuple[tuple[KataPage, ...], list[Problem]]:
    """The first kata of each name, and a problem for each further one."""
    first: dict[str, KataPage] = {}
    problems = []
    for page in pages:
        other = first.setdefault(page.id, page)
        if other is not page:
            message = f"a kata `{page.id}` is also in {other.folder}: rename one of the folders"
            problems.append(Problem(page.readme, 1, message))
    return tuple(first.values()), problems


def check_links(
    entries: Sequence[Entry], pages: Sequence[KataPage], kata_names: Collection[str], plots: Collection[str] = ()
) -> Iterator[Problem]:
    """Cards, katas and pictures that are named but not there; `kata_names` are all that exist or are planned."""
    for number, link in enumerate(_dead(entries, pages, kata_names, plots)):
        near = nearest(link.name, link.known) if number < _SUGGESTIONS else None
        right = f"did you mean `{near}`?" if near else _OTHERWISE[link.what]
        line = _line(link.file, link.start, link.key, link.name)
        yield Problem(link.file, line, f"`{link.key}` names no {link.what} of this course: `{link.name}`: {right}")


class _Link(NamedTuple):
    """A name under a key, somewhere from the line `start` on, and what could stand there."""

    file: Path
    start: int
    key: str
    what: str
    name: str
    known: Collection[str]


def _dead(
    entries: Sequence[Entry], pages: Sequence[KataPage], kata_names: Collection[str], plots: Collection[str]
) -> Iterator[_Link]:
    card_ids = {entry.id for entry in entries if entry.unit != OWN}
    with_own = card_ids | {entry.id for entry in entries}
    for entry in entries:
        ids = with_own if entry.unit == OWN else card_ids
        for key, what, names, known in (
            ("after", "card", entry.after, ids),
            ("kata", "kata", entry.katas, kata_names),
            ("plot", "picture", entry.plots, plots),
        ):
            yield from (_Link(entry.file, entry.line, key, what, name, known) for name in names if name not in known)
    for page in pages:
        for key, what, names, known in (
            ("cards", "card", page.cards, card_ids),
            ("prerequisites", "kata", page.prerequisites, kata_names),
        ):
            yield from (_Link(page.readme, 1, key, what, name, known) for name in names if name not in known)


def check_cycles(entries: Sequence[Entry], pages: Sequence[KataPage]) -> Iterator[Problem]:
    """Prerequisites that wait for each other."""
    there = {entry.name: entry for entry in entries}
    needs = prerequisites(entries)
    for cycle in cycles({name: [need for need in needs[name] if need in there] for name in needs}):
        entry, ids = there[cycle[0]], [there[name].id for name in cycle]
        line = _line(entry.file, entry.line, "after", ids[1])
        yield Problem(entry.file, line, f"prerequisites in a circle: {' after '.join(ids)}: leave one `after` out")
    folders = {page.id: page for page in pages}
    for cycle in cycles({page.id: [need for need in page.prerequisites if need in folders] for page in pages}):
        readme = folders[cycle[0]].readme
        line = _line(readme, 1, "prerequisites", cycle[1])
        yield Problem(readme, line, f"prerequisites in a circle: {' after '.join(cycle)}: leave one of them out")


def _line(file: Path, start: int, key: str, name: str) -> int:
    """The line from `start` on that has the key and the name."""
    lines = source_lines(file.read_text(encoding="utf-8"))
    return next(
        (at for at in range(start, len(lines) + 1) if f"{key}:" in lines[at - 1] and name in lines[at - 1]), start
    )
