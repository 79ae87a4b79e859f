"""Verbs that tell how far the learner is, and fit FSRS to it: due, streak, plan, stats, optimise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from quiz.cli.printing import MINUTES, NOT_PASSED, PASSED, as_json, plural, show
from quiz.cli.world import World, now

if TYPE_CHECKING:
    from quiz.study.summary import Due


@click.command()
@click.option("--minutes", type=MINUTES, help="What a sitting of so many minutes would ask.")
@as_json
@click.pass_obj
def due(world: World, minutes: float | None, as_json: bool) -> None:
    """How many cards and katas wait today, and which cards will not stay."""
    from math import inf

    from quiz.study import summary
    from quiz.study.leeches import leeches
    from quiz.study.naming import called

    with world.log() as log:
        course = world.course()
        waiting = summary.due(log, course.items(), now(), katas=course.kata_items(), minutes=minutes or inf)
        stuck = leeches(log, course)
    lines = _left(waiting)
    if waiting.katas:
        names = [item.partition("kata/")[2] for item in waiting.katas]
        lines.append(f"{len(names)} {plural(len(names), 'kata')} again: {', '.join(names)}.")
    for leech in stuck[:3]:
        lines.append(f"Forgotten {leech.lapses} times: {called(course, leech.item)}. What helps: {leech.advice[0]}.")
    show(waiting.as_json() | {"leeches": [leech.as_json() for leech in stuck]}, as_json, lines)


def _left(waiting: Due) -> list[str]:
    """What is left of today, and what waits beyond it."""
    from quiz.study.agenda import said

    cards = f"{waiting.due} {plural(waiting.due, 'card')} due, {waiting.new} new {waiting.share}"
    rest = [f"{said(waiting.rest, waiting.days)}."] if waiting.rest else []
    return [f"{cards}, about {waiting.minutes:.0f} min.", *rest]


@click.command()
@as_json
@click.pass_obj
def streak(world: World, as_json: bool) -> None:
    """Days in a row on which you studied."""
    from dataclasses import asdict

    from quiz.study import summary
    from quiz.study.goal import goal

    with world.log() as log:
        found, wanted = summary.streak_of(log, now()), goal(log, now())
    today = "today is done" if found.studied_today else "today is still open"
    days = f"{found.length} {plural(found.length, 'day')} in a row ({today}), best {found.best}"
    facts = json.loads(json.dumps(asdict(found), default=str)) | {"goal": wanted.as_json() if wanted else None}
    done = [f"Today's goal: {wanted.said}."] if wanted else []
    show(facts, as_json, [f"{days}, {found.freezes} {plural(found.freezes, 'freeze')} in hand.", *done])


@click.command()
@click.argument("date", required=False)
@click.option("--clear", "cleared", is_flag=True, help="Forget the date: there is no interview to plan for.")
@as_json
@click.pass_obj
def plan(world: World, date: str | None, cleared: bool, as_json: bool) -> None:
    """The way to the interview on DATE (as 2026-12-15): what you would recall that day, and what today adds to it."""
    from quiz.scheduling.plan_outlook import outlook
    from quiz.study import plan as plans
    from quiz.study import summary
    from quiz.study.kata_plan import kata_plan, lines

    if date is not None and not date.strip():
        raise click.UsageError("the DATE is empty: write it year first, as 2026-12-15, or leave it out")
    if date and cleared:
        raise click.UsageError("write a DATE or --clear, not both")
    with world.log() as log:
        if date:
            plans.set_date(log, date, now())
        elif cleared:
            plans.clear(log, now())
        course = world.course()
        situation, katas = plans.situation(log, course, now()), kata_plan(log, course, now())
        ahead = plans.interview(log, now())
        waiting = summary.due(log, course.items(), now())
    if situation is None:
        nothing = "No interview ahead. Name its day, year first: quiz plan YYYY-MM-DD"
        if ahead:
            nothing = f"Interview on {ahead}, and no card to plan for: all of them are suspended, or there are none."
        show({"interview": ahead and ahead.isoformat()}, as_json, [nothing])
        return
    found = outlook(situation)
    text = [*plans.lines(found, [f"Today: {' '.join(_left(waiting))}"]), "", *lines(katas)]
    left = {name: getattr(waiting, name) for name in ("due", "new", "minutes", "rest")}
    show(found.as_json() | left | {"katas": katas.as_json()}, as_json, text)


@click.command()
@as_json
@click.pass_obj
def stats(world: World, as_json: bool) -> None:
    """Figures: what you know, how well you recall it, what comes."""
    from quiz.study import summary
    from quiz.study.kata_map import again
    from quiz.study.leeches import cards_ever, leeches
    from quiz.study.waiting import card_of

    with world.log() as log:
        course = world.course()
        found = summary.stats(log, course.items(), now(), katas=course.kata_items())
        stuck, ever = leeches(log, course), cards_ever(log, course)
        units = summary.by_unit(log, course.items_by_unit())
    share = found.retention.share
    recalled = "no review of a known card yet" if share is None else f"{share:.0%} recalled, aim {found.aim:.0%}"
    if found.mature.share is not None:
        recalled += f"; of cards that came back after three weeks or more {found.mature.share:.0%}"
    solved = sum(kata.solved for kata in found.katas.values())
    tried = sum(kata.attempts > 0 for kata in found.katas.values())
    counts, shaky = found.counts, len({card_of(leech.item) for leech in stuck})
    show(
        found.as_json() | {"units": units, "leeches": [leech.as_json() for leech in stuck]},
        as_json,
        [
            f"Cards: {counts.known} known, {counts.learning} learning, {counts.new} new.",
            f"Recall over half a year: {recalled}.",
            f"Next seven days: {', '.join(str(n) for n in found.forecast[:7])} cards.",
            f"Katas: {solved} solved, {tried} tried, {len(again(found.katas, found.day))} due again.",
            *([f"Leeches: {ever}, of which {shaky} still shaky; quiz due names the worst."] if ever else []),
        ],
    )


@click.command()
@click.option("--apply", "applied", is_flag=True, help="Use the fitted weights from now on.")
@click.option("--reset", is_flag=True, help="Go back to the published weights.")
@as_json
@click.pass_obj
def optimise(world: World, applied: bool, reset: bool, as_json: bool) -> int:
    """Fit FSRS to your own reviews, and say how much better it predicts the latest of them.

    Days that were written stay as they are; the fit decides about the reviews to come. Needs the extra `optimize`.
    """
    from quiz.study import optimise as optimiser

    if applied and reset:
        raise click.UsageError("write --apply or --reset, not both")
    with world.log() as log:
        if reset:
            changed = optimiser.use(log, None, now())
            show({"applied": changed}, as_json, [f"The published weights hold{'' if changed else ' already'}."])
            return PASSED
        found = optimiser.fit(log)
        used = applied and found.helps and optimiser.use(log, found.parameters, now())
    show(found.as_json() | {"applied": used}, as_json, optimiser.lines(found, asked=applied))
    return PASSED if found.helps or found.in_use or not applied else NOT_PASSED
