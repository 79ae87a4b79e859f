"""The verb review: in the app, or line by line."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.printing import MINUTES
from quiz.cli.world import World, now
from quiz.errors import QuizError

if TYPE_CHECKING:
    from textual.screen import Screen

    from quiz.course.course import Course
    from quiz.progress.log import Log
    from quiz.ui.services import Services


@click.command()
@click.argument("query", nargs=-1)
@click.option("--plain", is_flag=True, help="Line by line, for screen readers and pipes.")
@click.option("--ascii", "only_ascii", is_flag=True, help="With --plain: ASCII characters only.")
@click.option("--minutes", type=MINUTES, help="What fits into so many minutes, best first.")
@click.option("--timed", is_flag=True, help="Concept cards against the clock: 90 seconds, then the curveball.")
@click.pass_obj
def review(
    world: World, query: tuple[str, ...], plain: bool, only_ascii: bool, minutes: float | None, timed: bool
) -> None:
    """Review what is due, or with QUERY the cards that it finds, due or not: quiz review unit:softmax.

    With --plain every prompt takes an answer or a command; /help lists them. The end of input ends the sitting.
    """
    text = " ".join(query)
    if text and minutes:
        raise click.UsageError("write a QUERY or --minutes, not both")
    if plain:
        _review_plainly(world, text, only_ascii, minutes or inf, timed)
    else:
        _review_in_the_app(world, text, minutes or inf, timed)


def _review_plainly(world: World, text: str, only_ascii: bool, minutes: float, timed: bool) -> None:
    from quiz.cli.plain.console import Console
    from quiz.cli.plain.sitting import Sitting
    from quiz.study.session import Session

    with world.log() as log:
        world.copy_of_today(log)
        course = world.course()
        if text:
            session = Session.over(log, _found(course, log, text), now())
        else:
            session = Session(log, course.items(), now(), minutes=minutes)
        ascii = only_ascii or world.config.maths == "ascii"
        Sitting(log, course, session, now, Console.standard(), ascii=ascii, timed=timed).run()


def _review_in_the_app(world: World, text: str, minutes: float, timed: bool) -> None:
    from quiz.cli.app import open_app

    def opening(services: Services) -> Screen[Any]:
        from quiz.ui.screens.review import ReviewScreen

        items = _found(services.course, services.log, text) if text else None
        return ReviewScreen(items, text, minutes=minutes, timed=timed)

    open_app(world, opening)


def _found(course: Course, log: Log, text: str) -> list[str]:
    from quiz.study.search import search_items

    items = search_items(course, log, text, now())
    if not items:
        raise QuizError(f"no card meets `{text}`", hint="quiz review without a query asks what is due.")
    return items
