"""What arrived -> the learner's decks and log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quiz.course.course import Course
from quiz.errors import Problem
from quiz.exchange.arrival import Arrival
from quiz.exchange.own_decks import Changes, OwnDecks
from quiz.exchange.sorting import Sorting
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import past

_AHEAD_MS = 86_400_000  # how far another machine's clock may be ahead of this one


@dataclass
class Report:
    """What an import did, or would do.

    `of_course`: cards that the course has just so, and that are not doubled; `reviews` and `known`: those that the log
    lacked, and those that it had; `acts`: due days, suspensions and flags.
    """

    form: str
    decks: Changes = field(default_factory=Changes)
    of_course: int = 0
    reviews: int = 0
    known: int = 0
    acts: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON."""
        cards = {name: len(getattr(self.decks, name)) for name in ("new", "changed", "same", "edited")}
        return {
            "form": self.form,
            "cards": {**cards, "of_course": self.of_course, "left_out": len(self.problems)},
            "decks": [str(file) for file in self.decks.files],
            "reviews": {"new": self.reviews, "known": self.known},
            "acts": self.acts,
            "lost": self.lost,
            "problems": [{"file": str(p.file), "line": p.line, "message": p.message} for p in self.problems],
        }

    def lines(self, dry_run: bool) -> Iterator[str]:
        """The report for people."""
        decks = self.decks
        cards = {
            "new": decks.new,
            "changed": decks.changed,
            "as before": decks.same,
            "kept as you edited them": decks.edited,
        }
        counts = [f"{len(ids)} {what}" for what, ids in cards.items() if ids]
        counts += [f"{self.of_course} of the course itself"] if self.of_course else []
        yield f"{self.form}: {'a dry run, nothing was written' if dry_run else 'taken in'}"
        yield f"  cards: {', '.join(counts) or 'none'}"
        yield from (f"  deck: {file}" for file in decks.files)
        if self.reviews or self.known:
            yield f"  reviews: {self.reviews} new, {self.known} known"
        if self.acts:
            yield f"  due days, suspensions and flags: {self.acts}"
        yield from lines_of_lost(self.lost)
        if self.problems:
            yield f"Left out, {len(self.problems)}:"
            yield from map(str, self.problems)


def lines_of_lost(lost: Mapping[str, int]) -> Iterator[str]:
    """What could not be kept, a line each."""
    if lost:
        yield "Not kept, or kept in another form:"
        yield from (f"  {what}: {count}" for what, count in lost.items())


def take_in(
    arrival: Arrival,
    course: Course,
    decks: Path,
    log: Log,
    moment: past.Moment,
    now: Instant,
    *,
    history: bool = True,
    dry_run: bool = False,
) -> Report:
    """Write what arrived into the learner's decks (the folder `decks`) and the log, and say what came of it.

    Without `history` only cards come, and with `dry_run` nothing is written. Taking in the same twice changes nothing.
    Raises WorkspaceError or LogError when something cannot be read or written; the log is as it was then, and no deck
    was written unless one of several decks failed.
    """
    report = Report(arrival.form, problems=list(arrival.problems))
    sorting = Sorting(course, OwnDecks(decks), arrival.lost, report.problems)
    report.decks = sorting.own.changes(sorting.cards(arrival.cards))
    report.of_course = sorting.of_course
    reviews = [replace(one, item=item) for one in arrival.past if history and (item := sorting.item(one.item))]
    dated = [one for one in reviews if 0 < one.milliseconds <= now.microseconds // 1000 + _AHEAD_MS]
    arrival.lost["reviews dated before 1970 or in the future"] += len(reviews) - len(dated)
    reviews = dated
    standings = [replace(one, item=item) for one in arrival.standings if history and (item := sorting.item(one.item))]
    if dry_run:
        due = {one.item: one.due for one in standings if one.due}
        report.reviews = len(past.news(log, arrival.device, reviews, due, moment))
        report.reviews += sum(log.event(event.id) is None for event in arrival.events)
    else:
        with log.writing():  # the decks are written last, so that a log that refuses something leaves them alone
            came = past.take_in(log, arrival.device, reviews, standings, arrival.events, moment, now)
            report.decks.write()
        report.reviews, report.acts = came
        arrival.lost["due days that were moved there, left as they are here"] += past.moved(log, reviews, standings)
    report.known = len(reviews) + len(arrival.events) - report.reviews
    report.lost = dict(+arrival.lost)
    return report
