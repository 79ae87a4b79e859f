"""Which kata comes next, and why; which ones a card asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from quiz.course.card import Card
from quiz.course.course import Course
from quiz.course.katas import KataPage
from quiz.errors import CourseError
from quiz.progress import attempts
from quiz.progress.attempts import KataState
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.kata_map import Spot, Standing, in_order, spot_of

States = Mapping[str, KataState]


def propose(course: Course, log: Log, now: Instant, *, besides: str = "") -> KataPage | None:
    """The kata to do at `now`, by what the log says; see `next_kata`."""
    if not course.katas:
        return None
    day = log.day(now)
    lapsed = forgotten(course, attempts.lapsed(log, day))
    return next_kata(course, attempts.katas(log), day, forgotten=lapsed, besides=besides)


def next_kata(
    course: Course, states: States, today: date, *, forgotten: Mapping[str, Card] | None = None, besides: str = ""
) -> KataPage | None:
    """The kata to do now: one that is due again, else one that was begun, else the first open one.

    Of the open ones those come first whose prerequisites are solved, and among them those that belong to a card that
    was `forgotten` (see there). None when nothing is left for today; `besides` is not proposed.
    """
    spots = _spots(course, states, today)
    there = [spot for spot in spots.values() if spot.name != besides and spot.standing in _RANKS]
    best = min(there, key=lambda spot: _rank(spot, spots, forgotten or {}), default=None)
    return best.page if best else None


def why(
    page: KataPage, course: Course, states: States, today: date, *, forgotten: Mapping[str, Card] | None = None
) -> str:
    """One or two sentences on why this kata is, or is not yet, the one to do."""
    spots = _spots(course, states, today)
    card = (forgotten or {}).get(page.id)
    reason = _reason(spots[page.id], spots, today)
    return f"Because you forgot {short_name(card)}. {reason}" if card else reason


def practising(course: Course, card: Card) -> tuple[KataPage, ...]:
    """The katas that practise what a card asks: the card names them, or they name the card."""
    return tuple(page for page in course.katas if page.id in card.katas or card.id in page.cards)


def offered(course: Course, states: States, today: date, card: Card) -> tuple[KataPage, ...]:
    """The katas that practise what a card asks, those to be done before those that are solved."""
    there = practising(course, card)
    pages = [page for page in in_order(course) if page in there]
    spots = {page.id: spot_of(course, page, states, today) for page in pages}
    return tuple(
        sorted(pages, key=lambda page: spots[page.id].solved and spots[page.id].standing is not Standing.AGAIN)
    )


def forgotten(course: Course, lapsed: Iterable[str]) -> dict[str, Card]:
    """Katas by name, each with the card that asks for it and was forgotten last.

    `lapsed`: `quiz.progress.attempts.lapsed(log, day)`.
    """
    found: dict[str, Card] = {}
    for item in lapsed:
        try:
            card = course.card(item)
        except CourseError:
            continue  # a card of another course, or one that is gone
        for page in practising(course, card):
            found.setdefault(page.id, card)
    return found


def short_name(card: Card) -> str:
    """A card in a few words: its id where an author has chosen one."""
    return f"“{card.id.replace('-', ' ')}”" if card.stamped else f"“{card.question}”"


_RANKS = {Standing.AGAIN: 0, Standing.TRIED: 1, Standing.OPEN: 2}


def _spots(course: Course, states: States, today: date) -> dict[str, Spot]:
    return {page.id: spot_of(course, page, states, today) for page in in_order(course)}


def _rank(spot: Spot, spots: Mapping[str, Spot], forgotten: Mapping[str, Card]) -> tuple[object, ...]:
    """The smaller the sooner; the order of the course decides ties."""
    assert spot.page is not None
    due = spot.state.due if spot.state and spot.standing is Standing.AGAIN else None
    waits = any(_unsolved(spot.page, spots)) if spot.standing is Standing.OPEN else False
    return _RANKS[spot.standing], due or date.min, waits, spot.name not in forgotten


def _reason(spot: Spot, spots: Mapping[str, Spot], today: date) -> str:
    assert spot.page is not None
    state = spot.state
    match spot.standing:
        case Standing.AGAIN:
            assert state is not None
            seen = ", its answer was looked at" if state.revealed else ""
            return f"Due again {_since(state.due, today)}{seen}: from a blank page."
        case Standing.SEEN:
            return f"You have seen the answer. It comes back {_on(state, today)}, from a blank page."
        case Standing.SOLVED | Standing.HELPED:
            how = "Solved with hints" if spot.standing is Standing.HELPED else "Solved"
            back = (
                f"it comes back {_on(state, today)}" if state and state.due else "from a blank page it may still help"
            )
            return f"{how}; {back}."
        case Standing.TRIED:
            tries = state.attempts if state else 0
            return f"Begun: {tries} {'attempt' if tries == 1 else 'attempts'}, not passed yet."
    waits_for = list(_unsolved(spot.page, spots))
    if waits_for:
        return f"Easier after {_listed(waits_for)}."
    solved = [name for name in spot.page.prerequisites if name in spots]
    return f"You have solved what it builds on: {_listed(solved)}." if solved else "It needs no other kata first."


def _unsolved(page: KataPage, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Prerequisites that exist and were never solved; a planned one holds nobody up."""
    return (name for name in page.prerequisites if name in spots and not spots[name].solved)


def _since(day: date | None, today: date) -> str:
    return "today" if day is None or day == today else f"since {_day(day)}"


def _on(state: KataState | None, today: date) -> str:
    day = state.due if state else None
    if day is None:
        return "later"
    return "tomorrow" if (day - today).days == 1 else f"on {_day(day)}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
