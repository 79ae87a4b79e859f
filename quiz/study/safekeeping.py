"""What a learner does with the log as a whole: merge another one, keep a copy, go back to one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from quiz.errors import LogError
from quiz.progress import backup, reading
from quiz.progress.log import Log
from quiz.progress.text_form import Notice
from quiz.scheduling.day import Instant


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    `events`: in the log now; `added`: of them, those that it lacked, None when it was replaced; `kept`: then, a copy
    of the log as it was before, unless it was empty.
    """

    copy: Path
    events: int
    added: int | None = None
    kept: Path | None = None


def merge(log: Log, other: Path, notice: Notice) -> int:
    """Take in what `other`, a log file or a folder in text form, has and the log lacks; return how many events.

    `other` is only read. Raises LogError when it cannot be, or while another program writes into it; the log is
    unchanged then.
    """
    if os.path.exists(other) and os.path.exists(log.path) and os.path.samefile(other, log.path):
        raise LogError("this is the log itself", hint="Name another log, or a folder in text form.", file=other)
    with log.writing(), reading.events_of(other, notice) as events:
        try:
            return log.merge(events)
        except LogError as error:
            error.file = error.file or other
            raise


def newest(folder: Path, notice: Notice) -> Path:
    """The copy in `folder` that goes furthest and is whole; `notice` is told of those that are not.

    Raises LogError when there is none.
    """
    for copy in backup.newest_first(folder):
        try:
            with reading.connected(copy):
                return copy
        except LogError as error:
            notice(f"{copy}: {error.message}; another copy is taken")
    raise LogError("there is no copy of the log here", hint="`quiz backup` makes one.", file=folder)


def daily(log: Log, folder: Path, now: Instant, notice: Notice) -> None:
    """Make the copy of the day unless it is there. One that cannot be made is told, and keeps nobody from studying."""
    try:
        backup.daily(log, folder, log.day(now))
    except LogError as error:
        notice(str(error))


def restore(log: Log, copy: Path, notice: Notice) -> Restored:
    """Take in what a copy has and the log lacks. Raises LogError as `merge` does."""
    added = merge(log, copy, notice)
    return Restored(copy, log.size(), added)


def replace(log: Log, copy: Path, folder: Path, now: Instant, notice: Notice) -> Restored:
    """Make the log what the copy is, after a copy of the present log was made in `folder`.

    It happens at once or not at all, also while another program has the log open. Raises LogError as `merge` does.
    """
    with TemporaryDirectory(prefix="quiz-") as place, Log.open(Path(place, "log.sqlite3")) as other:
        merge(other, copy, notice)
        with log.writing():  # no other program writes between the copy and the change
            kept = backup.make(log, folder, now) if log.size() else None
            log.become(other)
    return Restored(copy, log.size(), kept=kept)
