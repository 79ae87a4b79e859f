"""Whoever kills the program, no acknowledged answer is lost."""

import random
import subprocess
import sys

from quiz.progress.log import Log

PROGRAM = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts
start = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC))
with Log.open(Path(sys.argv[1])) as log:
    log.settings().scheduler
    print("ready", flush=True)
    for n in range(10_000):
        review = acts.rate(log, f"c:{n % 7}", 1 + n % 4, start + timedelta(minutes=n), seconds=5)
        print(review.event.id, flush=True)
        if n % 5 == 4:
            acts.undo(log, start + timedelta(minutes=n))
"""


def test_twenty_kills_lose_no_acknowledged_answer(path):
    rng, acknowledged = random.Random(5), set()
    for _ in range(20):
        program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(path)], stdout=subprocess.PIPE, text=True)
        answers = rng.randrange(1, 12)
        lines = [program.stdout.readline().strip() for _ in range(1 + answers)]
        program.kill()
        lines += program.stdout.read().split("\n")[:-1]
        program.stdout.close()
        program.wait()
        acknowledged |= set(lines) - {"ready"}
    with Log.open(path) as log:
        assert acknowledged <= {event.id for event in log.events()}
        assert len(acknowledged) >= 20
        assert log.verify() == []
