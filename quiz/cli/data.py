"""Verbs for the learner's data: doctor."""

from __future__ import annotations

import click

from quiz.cli.printing import NOT_PASSED, PASSED, as_json, show
from quiz.cli.world import World


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the cache anew from the log.")
@as_json
@click.pass_obj
def doctor(world: World, rebuild: bool, as_json: bool) -> int:
    """Versions, devices, what the sandbox protects here, and whether cache and log agree."""
    from quiz.study import doctor as doctors

    with world.log() as log, world.judge() as judge:
        if rebuild:
            log.rebuild()
        facts = doctors.examine(log, judge, world.paths)
    show(facts, as_json, doctors.lines(facts))
    return NOT_PASSED if facts["differences"] else PASSED
