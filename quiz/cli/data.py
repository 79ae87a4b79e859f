"""Verbs for the learner's data: doctor, merge, backup, restore."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.printing import NOT_PASSED, PASSED, as_json, plural, show
from quiz.cli.world import World, now
from quiz.errors import DamagedLogError, LogError

if TYPE_CHECKING:
    from quiz.study.safekeeping import Restored


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the cache anew from the log.")
@click.option(
    "--recover", is_flag=True, help="Save what can be read of a log that is damaged or lost events, and keep its file."
)
@as_json
@click.pass_obj
def doctor(world: World, rebuild: bool, recover: bool, as_json: bool) -> int:
    """Versions, devices, what the sandbox protects here, whether the log is whole and its cache agrees with it."""
    from quiz.study import doctor as doctors

    if recover:
        return _recover(world, as_json)
    known = {}
    if rebuild:
        with world.log() as log:
            known = {"lost": doctors.rebuild(log)}
    with world.judge() as judge:
        facts = doctors.examine(world.log, judge, world.paths) | known
    show(facts, as_json, doctors.lines(facts, rebuilt=rebuild))
    return NOT_PASSED if any(facts[part] for part in ("damage", "problem", "differences", "lost")) else PASSED


def _recover(world: World, as_json: bool) -> int:
    from quiz.study import doctor as doctors
    from quiz.study import recovery

    path = world.paths.log
    facts = doctors.of_log(world.log, path)
    if facts["problem"] and not facts["damage"]:
        raise LogError(facts["problem"])
    if not (facts["damage"] or facts["lost"]):
        show({"recovered": False}, as_json, ["✓ The log is not damaged, and nothing was done."])
        return PASSED
    done = recovery.recover(path, world.paths.backups, now(), _tell)
    show({"recovered": True, **_plain(asdict(done))}, as_json, recovery.lines(done, path))
    return PASSED


@click.command()
@click.argument("other", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def merge(world: World, other: Path, as_json: bool) -> int:
    """Take in another machine's log: OTHER is a log file, or a folder that `quiz export --log` wrote.

    OTHER is only read. The order of merges does not matter, and a second one adds nothing.
    """
    from quiz.study import safekeeping

    with world.log() as log:
        added, size = safekeeping.merge(log, other, _tell), log.size()
    line = f"✓ {added} {plural(added, 'event')} taken in; the log holds {size}"
    show({"added": added, "events": size}, as_json, [line])
    return PASSED


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@as_json
@click.pass_obj
def backup(world: World, folder: Path | None, as_json: bool) -> int:
    """Copy the log now: to FOLDER, or to the folder of the daily copies."""
    from quiz.progress import backup as backups

    with world.log() as log:
        copy, size = backups.make(log, folder or world.paths.backups, now()), log.size()
    line = f"✓ {size} {plural(size, 'event')} copied to {copy}"
    show({"copy": str(copy), "events": size}, as_json, [line])
    return PASSED


@click.command()
@click.argument("copy", type=click.Path(path_type=Path), required=False)
@click.option("--replace", is_flag=True, help="Make the log what the copy is; the present log is copied first.")
@click.option("--list", "listing", is_flag=True, help="Name the copies that there are.")
@as_json
@click.pass_obj
def restore(world: World, copy: Path | None, replace: bool, listing: bool, as_json: bool) -> int:
    """Take in what a copy has and the log lacks: COPY, or the newest one."""
    from quiz.study import safekeeping

    if listing and (copy or replace):
        raise click.UsageError("write --list alone: it names the copies, and takes none")
    if listing:
        return _list(world, as_json)
    chosen = copy or safekeeping.newest(world.paths.backups, _tell)
    done = _replace(world, chosen) if replace else _restore(world, chosen)
    line = f"✓ the log is what {chosen} holds: {done.events} {plural(done.events, 'event')}"
    if done.added is not None:
        line = f"✓ {done.added} {plural(done.added, 'event')} taken in from {chosen}; the log holds {done.events}"
    lines = [line, *([f"  The log as it was before is kept as {done.kept}"] if done.kept else [])]
    show(asdict(done) | {"copy": str(done.copy), "kept": _text(done.kept)}, as_json, lines)
    return PASSED


def _restore(world: World, copy: Path) -> Restored:
    from quiz.study import safekeeping

    with world.log() as log:
        return safekeeping.restore(log, copy, _tell)


def _replace(world: World, copy: Path) -> Restored:
    """Where the present log cannot even be copied, the file is set aside as it is."""
    from quiz.study import doctor as doctors
    from quiz.study import recovery, safekeeping

    try:
        with world.log() as log:
            return safekeeping.replace(log, copy, world.paths.backups, now(), _tell)
    except LogError as error:
        if not (isinstance(error, DamagedLogError) or doctors.damage(world.paths.log)):
            raise
        return recovery.set_aside(world.paths.log, copy, now(), _tell)


def _list(world: World, as_json: bool) -> int:
    from quiz.progress import backup as backups

    found = [
        (copy, backups.day_of(copy), known.events if (known := backups.content(copy)) else None)
        for copy in backups.newest_first(world.paths.backups)
    ]
    facts = [{"copy": str(copy), "day": str(day), "events": size} for copy, day, size in found]
    sizes = ["✗ damaged" if size is None else f"{size} {plural(size, 'event')}" for _, _, size in found]
    lines = [f"{day}  {size}  {copy}" for (copy, day, _), size in zip(found, sizes, strict=True)]
    show({"copies": facts}, as_json, lines or [f"There are no copies in {world.paths.backups} yet."])
    return PASSED


def _plain(value: Any) -> Any:
    """What a dataclass holds, with days and paths as texts."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, date | Path) else value


def _tell(message: str) -> None:
    click.echo(f"quiz: {message}", err=True)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)
