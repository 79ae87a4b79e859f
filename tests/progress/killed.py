"""Study in children that are killed, and tell what they had acknowledged: `python killed.py LOG KILLS SEED DEED`.

One interpreter starts; each child is a fork of it, so that a thousand kills take a minute. The deed is what the child
does until it is killed: `study` (a sitting, with undo and bury), or one of the acts on the whole log.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from quiz.progress import backup, text_form
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts, recovery, safekeeping
from quiz.study.session import Session

START = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)
ITEMS = [f"c:{n}" for n in range(40)]


def study(path, rng, tell):
    with Log.open(path) as log:
        for day in count(len(log.active_days())):
            now = START + timedelta(days=day)
            session = Session(log, ITEMS, now)
            while session.next(now) is not None:
                now += timedelta(seconds=20)
                deed = rng.random()
                if deed < 0.8:
                    tell(session.rate(rng.choice([1, 3, 3, 4]), now, seconds=5).event.id)
                elif deed < 0.9:
                    session.undo(now)
                else:
                    session.bury(now)


def whole(path, rng, tell):
    """Replace the log by its copies in turn, back it up, write and merge its text form; answer in between."""
    folder = path.parent / "backups"
    with Log.open(path) as log:
        while True:
            tell(acts.rate(log, rng.choice(ITEMS), 3, START, seconds=5).event.id)
            copy = backup.make(log, folder, START)
            text_form.write(log, path.parent / "text")
            safekeeping.replace(log, copy, folder, START, print)
            safekeeping.merge(log, path.parent / "text", print)
            for old in backup.copies(folder)[3:]:
                old.unlink()


def recover(path, rng, tell):
    """Recover the log, which is damaged first unless the last child left it so."""
    while True:
        if path.read_bytes()[:6] == b"SQLite":
            with path.open("r+b") as file:
                file.write(bytes(4096))
        recovery.recover(path, path.parent / "backups", START, print)
        for kept in path.parent.glob("*-damaged-*"):
            kept.unlink()


def acknowledge(pipe, id):
    os.write(pipe, f"{id}\n".encode())


def main(path, kills, seed, deed):
    rng, acknowledged, problems = random.Random(seed), [], []
    Log.open(path).close()
    for kill in range(kills):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                deed(path, random.Random(seed + kill), partial(acknowledge, writer))
            except BaseException:
                traceback.print_exc()
            os._exit(1)
        os.close(writer)
        time.sleep(rng.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        with open(reader) as told:
            acknowledged += told.read().split()
        if not os.WIFSIGNALED(status):
            problems.append("the child ended by itself")
            break
        if deed is not recover and kill % 10 == 9:
            with Log.open(path) as log:
                problems += log.verify()
    print(json.dumps({"acknowledged": acknowledged, "problems": problems}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), globals()[sys.argv[4]])
