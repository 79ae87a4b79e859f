"""Verbs for who writes a course: check, new, stamp, maths, answers."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import click

from quiz.cli.grading import kata_name
from quiz.cli.printing import NOT_PASSED, PASSED, as_json, plural, show
from quiz.cli.world import World
from quiz.errors import QuizError


@click.command()
@click.argument("course", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--no-katas", is_flag=True, help="Check the cards only: run no code of the course.")
@click.option("--kata", help="Grade this kata only.")
@click.option("--table", type=click.Path(path_type=Path, dir_okay=False), help="Write the table of katas here.")
@as_json
@click.pass_obj
def check(
    world: World, course: Path | None, no_katas: bool, kata: str | None, table: Path | None, as_json: bool
) -> int:
    """Everything an author can get wrong, with file and line.

    COURSE is a folder; without it, --course, the course you are in, or the bundled one is checked, and your own decks
    beside it.
    """
    from quiz.authoring.check import check as check_course
    from quiz.grading.client import INSTALL_HINT, missing_packages

    world = World(course, world.workspace_option) if course else world.of_author()
    missing = [] if no_katas else missing_packages()
    with contextlib.ExitStack() as stack:
        judge = None if no_katas or missing else stack.enter_context(world.judge())
        name = kata_name(kata) if kata else None
        report = check_course(world.course(own=course is None), judge, name, cache=world.paths.cache)
    if table:
        from quiz.authoring.kata_table import table as kata_table

        try:
            table.write_text(kata_table(report.kata_checks), encoding="utf-8")
        except OSError as error:
            raise QuizError(f"the table cannot be written: {error.strerror}", file=table) from error
    cards = sum(report.cards.values())
    facts = f"{report.units} units, {cards} cards, {report.katas} katas, {report.wrong_answers} wrong answers"
    notes = [f"The katas were not graded: {', '.join(missing)} missing. {INSTALL_HINT}"] if missing else []
    show(report.as_json(), as_json, [*(str(p) for p in report.problems), *notes, _found(facts, len(report.problems))])
    return NOT_PASSED if report.problems else PASSED


@click.group()
def new() -> None:
    """Begin a card, or a kata of a course: --course, or the one you are in."""


@new.command(name="kata")
@click.argument("place")
@click.pass_obj
def new_kata(world: World, place: str) -> None:
    """Write the files of the kata PLACE, such as 05_backprop/my_kata, with everything named."""
    from quiz.authoring.new import new_kata as make

    for file in make(world.of_author().course_folder, place):
        click.echo(file)


@new.command(name="card")
@click.argument("deck", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("question")
@click.pass_obj
def new_card(world: World, deck: Path, question: str) -> None:
    """Append a card that asks QUESTION to the markdown file DECK; a bare name is one of your own decks."""
    from quiz.authoring.new import deck_file
    from quiz.authoring.new import new_card as make

    own = world.paths.decks
    file = deck_file(deck, own)
    mine = world.course().items_by_unit().get("own", []) if file.is_relative_to(own) else []
    click.echo(f"{file}: {make(file, question, [item[len('own:') :].partition('#')[0] for item in mine])}")


@click.command()
@click.pass_obj
def stamp(world: World) -> None:
    """Write an id under the heading of every card that has none, so that edits keep its history.

    Those of the course (--course, the one you are in, or the bundled one) and those of your own decks.
    """
    from quiz.authoring.stamp import stamp as stamp_cards

    course = world.of_author().course()
    stamped = stamp_cards(course)
    for change in course.reworded:
        click.echo(f"{change.card.file}:{change.card.line}: not stamped, it asked “{change.question}” before.")
        click.echo(f"  To keep its history write <!-- id: {change.id} --> under it; else run quiz stamp again.")
    for card in stamped:
        click.echo(f"{card.file}:{card.line}: {card.id}")
    click.echo(f"{len(stamped)} {plural(len(stamped), 'card')} stamped.")


@click.command()
@click.argument("latex")
@click.option("--ascii", "plain", is_flag=True, help="ASCII characters only.")
@click.option("--width", type=click.IntRange(1), help="Columns; the default is the terminal's.")
@as_json
def maths(latex: str, plain: bool, width: int | None, as_json: bool) -> None:
    """Lay out one formula: quiz maths '\\frac{e^{z_i}}{\\sum_j e^{z_j}}'."""
    import shutil

    from quiz.maths import block, check, line

    if wrong := check(latex):
        raise QuizError(f"this formula cannot be laid out: {wrong}")
    rows = block(latex, width or shutil.get_terminal_size().columns, ascii=plain)
    show({"latex": latex, "rows": rows, "line": line(latex, ascii=plain)}, as_json, rows)


@click.command()
@click.argument("file", type=click.File("rb"))
def answers(file: Any) -> None:
    """Assess typed answers: JSON lines in, JSON lines out (docs/cards.md)."""
    from quiz.answers.answer_file import assess_line

    for number, row in enumerate(file, 1):
        if row.strip():
            try:
                click.echo(json.dumps(assess_line(json.loads(row.decode("utf-8"))), ensure_ascii=False))
            except (ValueError, RecursionError) as error:
                raise QuizError(_reason(error), file=Path(file.name), line=number) from error


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "the line is not UTF-8"
    return str(error) if isinstance(error, ValueError) else "the line is nested too deeply"


def _found(facts: str, problems: int) -> str:
    return f"{facts}: {problems} {plural(problems, 'problem')}" if problems else f"{facts}: no problem"
