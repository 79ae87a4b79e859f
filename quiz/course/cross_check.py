"""What no file can know alone: ids used twice, names of what does not exist, circles of prerequisites."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from quiz.course.card import Card
from quiz.course.katas import KataPage
from quiz.course.order import cycles
from quiz.course.spelling import nearest
from quiz.errors import Problem

_OTHERWISE = {
    "card": "write the id of a card; one with problems of its own does not count",
    "kata": "write its folder in `exercises/`, or add it to `planned_katas` in `content/course.toml`",
}


def without_doubles(cards: Sequence[Card]) -> tuple[tuple[Card, ...], list[Problem]]:
    """The first card of each id, and a problem for each further one."""
    first: dict[str, Card] = {}
    problems = []
    for card in cards:
        other = first.setdefault(card.id, card)
        if other is not card:
            taken = f"the id `{card.id}` is taken" if card.stamped else "the question is asked"
            message = f"{taken} by {other.file}:{other.line}: write another `<!-- id: … -->` under this heading"
            problems.append(Problem(card.file, card.line, message))
    return tuple(first.values()), problems


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


def check_links(cards: Sequence[Card], pages: Sequence[KataPage], kata_names: Collection[str]) -> Iterator[Problem]:
    """Cards and katas that are named but not there; `kata_names` are all that exist or are planned."""
    card_ids = {card.id for card in cards}
    for card in cards:
        yield from _unknown(card.file, card.line, "after", "card", card.after, card_ids)
        yield from _unknown(card.file, card.line, "kata", "kata", card.katas, kata_names)
    for page in pages:
        yield from _unknown(page.readme, 1, "cards", "card", page.cards, card_ids)
        yield from _unknown(page.readme, 1, "prerequisites", "kata", page.prerequisites, kata_names)


def check_cycles(cards: Sequence[Card], pages: Sequence[KataPage]) -> Iterator[Problem]:
    """Prerequisites that wait for each other."""
    by_id = {card.id: card for card in cards}
    for cycle in cycles({card.id: [need for need in card.after if need in by_id] for card in cards}):
        card = by_id[cycle[0]]
        line = _line(card.file, card.line, "after", cycle[1])
        yield Problem(card.file, line, f"prerequisites in a circle: {' after '.join(cycle)}: leave one `after` out")
    folders = {page.id: page for page in pages}
    for cycle in cycles({page.id: [need for need in page.prerequisites if need in folders] for page in pages}):
        readme = folders[cycle[0]].readme
        line = _line(readme, 1, "prerequisites", cycle[1])
        yield Problem(readme, line, f"prerequisites in a circle: {' after '.join(cycle)}: leave one of them out")


def _unknown(
    file: Path, start: int, key: str, what: str, names: Sequence[str], known: Collection[str]
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            right = f"did you mean `{near}`?" if near else _OTHERWISE[what]
            line = _line(file, start, key, name)
            yield Problem(file, line, f"`{key}` names no {what} of this course: `{name}`: {right}")


def _line(file: Path, start: int, key: str, name: str) -> int:
    """The line from `start` on that has the key and the name."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return next(
        (at for at in range(start, len(lines) + 1) if f"{key}:" in lines[at - 1] and name in lines[at - 1]), start
    )
