"""Verbs for what comes from other programs and goes to them: export, import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.printing import NOT_PASSED, PASSED, as_json, show
from quiz.cli.world import World, now

if TYPE_CHECKING:
    from quiz.scheduling.day import Instant

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("query", nargs=-1)
@click.option("--unit", help="Only the cards of this unit, as in a query: softmax.")
@click.option("--anki", type=_FILE, help="An Anki package, .apkg, with schedule and reviews.")
@click.option("--csv", type=_FILE, help="The cards as a table.")
@click.option("--jsonl", type=_FILE, help="The cards as JSON lines.")
@click.option("--reviews", type=_FILE, help="The reviews of the cards: .csv, or JSON lines under any other name.")
@click.option("--log", "log_folder", type=click.Path(path_type=Path, file_okay=False), help="The whole log as text.")
@as_json
@click.pass_obj
def export(
    world: World,
    query: tuple[str, ...],
    unit: str | None,
    anki: Path | None,
    csv: Path | None,
    jsonl: Path | None,
    reviews: Path | None,
    log_folder: Path | None,
    as_json: bool,
) -> None:
    """Write cards for other programs, all or those that QUERY finds: quiz export --anki cards.apkg unit:softmax.

    The log goes as a whole, into a folder with a file for each device: git merges it, and quiz import takes it in.
    """
    from quiz.exchange import giving_out

    if not (anki or csv or jsonl or reviews or log_folder):
        raise click.UsageError("say what to write: --anki FILE, --csv FILE, --jsonl FILE, --reviews FILE, --log FOLDER")
    with world.log() as log:
        facts: dict[str, Any] = {}
        if anki or csv or jsonl or reviews:
            course = world.course()
            cards = giving_out.chosen(course, log, " ".join(query), unit, now())
            facts = giving_out.write(course, cards, log, now(), anki=anki, csv=csv, jsonl=jsonl, reviews=reviews)
        if log_folder:
            facts["log"] = giving_out.write_log(log, log_folder)
    show(facts, as_json, giving_out.lines(facts))


@click.command(name="import")
@click.argument("place", type=click.Path(path_type=Path, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what would come, and write nothing.")
@click.option("--no-history", is_flag=True, help="Take the cards only: no reviews, due days, suspensions and flags.")
@as_json
@click.pass_obj
def import_(world: World, place: Path, dry_run: bool, no_history: bool, as_json: bool) -> int:
    """Take in cards and reviews from PLACE: an Anki package, a table, JSON lines, notes, or a folder of them.

    Cards go into your own decks, reviews into your log. To import the same again brings both up to date.
    """
    from quiz.exchange.reading import read
    from quiz.exchange.taking_in import take_in

    arrival = read(place, _moment)
    with world.log() as log:
        report = take_in(
            arrival, world.course(), world.paths.decks, log, _moment, now(), history=not no_history, dry_run=dry_run
        )
    show(report.as_json() | {"dry_run": dry_run}, as_json, report.lines(dry_run))
    return NOT_PASSED if report.problems else PASSED


def _moment(milliseconds: int) -> Instant:
    """A past moment, with the offset that the machine's time zone had then."""
    from datetime import UTC, datetime

    from quiz.scheduling.day import Instant

    return Instant.of(datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone())
