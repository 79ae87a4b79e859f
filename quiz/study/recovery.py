"""The way out of a damaged log: a new one with all that can be saved, the damaged file kept beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from quiz.errors import LogError
from quiz.progress import event_check, reading
from quiz.progress.backup import unused
from quiz.progress.event import Event
from quiz.progress.log import Log
from quiz.progress.losses import Account, Key
from quiz.progress.recovery import recovered
from quiz.progress.salvage import salvage
from quiz.progress.text_form import Notice
from quiz.progress.validity import fault
from quiz.scheduling.day import Instant
from quiz.study import safekeeping
from quiz.study.safekeeping import Restored

_SIDECARS = (*reading.SIDECARS, "-shm")


@dataclass(frozen=True)
class Recovery:
    """What a recovery saved.

    `events`: in the new log; `read`: of them, those that only the damaged file had; `copy`: the backup that gave the
    rest, None without one; `lost`: how many could not be read, from `days`; `last`: the newest event's day; `devices`:
    the same of each device; `kept`: the damaged file.
    """

    events: int
    read: int
    copy: Path | None
    lost: int
    days: tuple[date, ...]
    last: date | None
    devices: tuple[Account, ...]
    kept: Path


def recover(path: Path, backups: Path, now: Instant, notice: Notice) -> Recovery:
    """Put a new log in the place of the damaged one at `path`, with what can be read of it and the newest backup.

    Raises LogError when there is nothing to read or no space to write; everything stays as it is then.
    """
    fresh, ready = path.with_suffix(".recovering"), path.with_suffix(".recovered")
    _remove(fresh)
    try:
        found = salvage(path)
        found.named |= _gone(path)
        copy = _newest(backups, notice)
        older = [event for file in (copy, ready) if file and file.exists() for event in _events(file)]
        saved = recovered(found, older)
        if not (older or saved.saved):
            hint = "`quiz merge OTHER` takes in the log of another machine, once this file is moved away."
            raise LogError("no event can be read in the damaged log, and there is no backup", hint=hint, file=path)
        with Log.open(fresh) as log:
            log.merge(sorted(older, key=lambda event: event.order))
            read = log.merge(saved.saved)
            events, last = log.size(), date.fromisoformat(log.events()[-1].day)
            log.rows("PRAGMA journal_mode = DELETE")
        os.replace(fresh, ready)  # whole; what stops this program from here on leaves it for the next attempt
        kept = _swap(ready, path, now)
    except OSError as error:
        hint = "Check the space and the permissions of its folder. Nothing was changed."
        raise LogError(f"the log cannot be recovered: {error.strerror}", hint=hint, file=path) from error
    finally:
        _remove(fresh)
    lost = sum(each.lost for each in saved.accounts)
    days = tuple(sorted({day for each in saved.accounts for day in each.days}))
    return Recovery(events, read, copy, lost, days, last, saved.accounts, kept)


def set_aside(path: Path, copy: Path, now: Instant, notice: Notice) -> Restored:
    """Put what a copy holds in the place of a log that cannot be opened. Raises LogError as `recover` does."""
    fresh = path.with_suffix(".recovering")
    _remove(fresh)
    try:
        with Log.open(fresh) as log:
            events = safekeeping.merge(log, copy, notice)
            log.rows("PRAGMA journal_mode = DELETE")
        return Restored(copy, events, kept=_swap(fresh, path, now))
    except OSError as error:
        hint = "Check the space and the permissions of its folder. Nothing was changed."
        raise LogError(f"the copy cannot be restored: {error.strerror}", hint=hint, file=path) from error
    finally:
        _remove(fresh)


def lines(recovery: Recovery, path: Path) -> Iterator[str]:
    """What happened, for the learner."""
    yield f"✓ {recovery.events} events are saved in {path}"
    if recovery.copy:
        yield f"  {recovery.read} of them from the damaged file, the others from {recovery.copy}"
    if recovery.lost:
        yield f"✗ {recovery.lost} could not be read; events of these days may be missing: {spans(recovery.days)}"
    if len(recovery.devices) > 1:
        yield from map(_account, recovery.devices)
        yield "  What a device did after its newest one, if anything, is lost."
    else:
        yield f"  The newest one saved is of {recovery.last}; what came after it, if anything did, is lost."
    yield f"  The damaged file is kept as {recovery.kept}"


def _account(device: Account) -> str:
    saved = f"{device.saved} saved, the newest of {device.last}" if device.saved else "none saved"
    lost = f"; {device.lost} could not be read, of {spans(device.days)}" if device.lost else ""
    return f"  device {device.device}: {saved}{lost}"


def spans(days: Sequence[date]) -> str:
    """Days as text, those in a row as one span."""
    rows: list[list[date]] = []
    for day in days:
        if rows and day - rows[-1][-1] == timedelta(1):
            rows[-1].append(day)
        else:
            rows.append([day])
    return ", ".join(f"{row[0]} to {row[-1]}" if len(row) > 1 else f"{row[0]}" for row in rows)


def _gone(path: Path) -> dict[Key, int]:
    """The instants of what the cache of a whole file names and its log lacks; nothing of a file that is not whole."""
    try:
        with reading.connected(path) as connection:
            return {(each.device, each.counter): each.instant_us for each in event_check.lost(connection)}
    except LogError:
        return {}


def _newest(backups: Path, notice: Notice) -> Path | None:
    try:
        return safekeeping.newest(backups, notice)
    except LogError:
        return None


def _events(copy: Path) -> list[Event]:
    with reading.events_of(copy) as events:
        return [event for event in events if fault(event) is None]


def _swap(ready: Path, path: Path, now: Instant) -> Path:
    """Put the new log in the damaged one's place, which gets another name, with all that stands beside it."""
    kept = unused(path.with_name(f"{path.stem}-damaged-{now.local:%Y-%m-%d-%H%M%S}{path.suffix}"))
    for ending in ("", *_SIDECARS):
        if Path(f"{path}{ending}").exists():
            _keep(Path(f"{path}{ending}"), Path(f"{kept}{ending}"))
    for ending in _SIDECARS:  # else SQLite would take them for parts of the new file
        Path(f"{path}{ending}").unlink(missing_ok=True)
    os.replace(ready, path)
    return kept


def _keep(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # not every file system can give a file two names
        shutil.copy2(file, name)


def _remove(file: Path) -> None:
    for ending in ("", *_SIDECARS):
        Path(f"{file}{ending}").unlink(missing_ok=True)
