"""Whoever kills the program, and whenever: no acknowledged answer is lost, and nothing is left half done."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.progress import backup
from quiz.progress.log import Log
from quiz.study import acts, recovery

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
PROGRAM = Path(__file__).with_name("killed.py")


def killed(path, kills, deed, seed=1):
    """The ids of the answers that the killed children had acknowledged."""
    command = [sys.executable, str(PROGRAM), str(path), str(kills), str(seed), deed]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["problems"] == [], done.stderr
    return told["acknowledged"]


def check_sittings(path, kills):
    acknowledged = killed(path, kills, "study")
    assert len(acknowledged) == len(set(acknowledged)) > kills // 10
    with Log.open(path) as log:
        assert set(acknowledged) <= {event.id for event in log.events()}
        assert log.verify() == []


def check_whole_logs(path, kills):
    acknowledged = killed(path, kills, "whole")
    with Log.open(path) as log:
        assert log.verify() == []
        for copy in backup.copies(path.parent / "backups"):
            with Log.open(copy) as kept:
                assert kept.verify() == []
                log.merge(kept.events())
        assert set(acknowledged) <= {event.id for event in log.events()}
    assert acknowledged


def check_recoveries(path, kills, now):
    with Log.open(path) as log:
        for n in range(50):
            acts.rate(log, f"c:{n}", 3, now, seconds=5)
        events = log.events()
    killed(path, kills, "recover")
    if path.read_bytes()[:6] != b"SQLite":
        recovery.recover(path, path.parent / "backups", now, print)
    with Log.open(path) as log:
        assert log.events() == events
        assert log.verify() == []


def test_fifty_kills_lose_no_acknowledged_answer(path):
    check_sittings(path, 50)


def test_kills_while_the_whole_log_is_copied_replaced_and_merged_lose_no_answer(path):
    check_whole_logs(path, 15)


def test_kills_during_a_recovery_lose_no_answer(path, now):
    check_recoveries(path, 15, now)


@pytest.mark.slow
def test_a_thousand_kills_lose_no_acknowledged_answer(path):
    check_sittings(path, 1000)


@pytest.mark.slow
def test_hundreds_of_kills_of_acts_on_the_whole_log_lose_no_answer(path):
    check_whole_logs(path, 300)


@pytest.mark.slow
def test_hundreds_of_kills_during_recoveries_lose_no_answer(path, now):
    check_recoveries(path, 300, now)
