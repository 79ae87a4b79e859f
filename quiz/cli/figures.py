"""Verbs that tell how far the learner is: due, streak, plan, stats."""

from __future__ import annotations

import json

import click

from quiz.cli.printing import as_json, plural, show
from quiz.cli.world import World, now


@click.command()
@as_json
@click.pass_obj
def due(world: World, as_json: bool) -> None:
    """How many cards wait today."""
    from quiz.study import summary

    with world.log() as log:
        waiting = summary.due(log, world.course().items(), now())
    cards = f"{waiting.due} {plural(waiting.due, 'card')} due, {waiting.new} new of {waiting.new_per_day} a day"
    show(waiting.as_json(), as_json, [f"{cards}, about {waiting.minutes:.0f} min."])


@click.command()
@as_json
@click.pass_obj
def streak(world: World, as_json: bool) -> None:
    """Days in a row on which you studied."""
    from dataclasses import asdict

    from quiz.study import summary

    with world.log() as log:
        found = summary.streak_of(log, now())
    today = "today is done" if found.studied_today else "today is still open"
    days = f"{found.length} {plural(found.length, 'day')} in a row ({today}), best {found.best}"
    facts = json.loads(json.dumps(asdict(found), default=str))
    show(facts, as_json, [f"{days}, {found.freezes} {plural(found.freezes, 'freeze')} in hand."])


@click.command()
@click.argument("date", required=False)
@click.option("--clear", "cleared", is_flag=True, help="Forget the date: there is no interview to plan for.")
@as_json
@click.pass_obj
def plan(world: World, date: str | None, cleared: bool, as_json: bool) -> None:
    """The way to the interview on DATE (as 2026-12-15): what you would recall that day, and what today adds to it."""
    from quiz.scheduling.plan_outlook import outlook
    from quiz.study import plan as plans

    if date and cleared:
        raise click.UsageError("write a DATE or --clear, not both")
    with world.log() as log:
        if date:
            plans.set_date(log, date, now())
        elif cleared:
            plans.clear(log, now())
        situation = plans.situation(log, world.course(), now())
    if situation is None:
        show({"interview": None}, as_json, ["No interview ahead. Name its day, year first: quiz plan YYYY-MM-DD"])
        return
    found = outlook(situation)
    show(found.as_json(), as_json, plans.lines(found))


@click.command()
@as_json
@click.pass_obj
def stats(world: World, as_json: bool) -> None:
    """Figures: what you know, how well you recall it, what comes."""
    from quiz.study import summary

    with world.log() as log:
        found = summary.stats(log, world.course().items(), now())
    share = found.retention.share
    recalled = "no review of a known card yet" if share is None else f"{share:.0%} recalled, aim {found.aim:.0%}"
    solved = sum(kata.solved for kata in found.katas.values())
    counts = found.counts
    show(
        found.as_json(),
        as_json,
        [
            f"Cards: {counts.known} known, {counts.learning} learning, {counts.new} new.",
            f"Recall over half a year: {recalled}.",
            f"Next seven days: {', '.join(str(n) for n in found.forecast[:7])} cards.",
            f"Katas: {solved} solved, {len(found.katas)} tried.",
        ],
    )
