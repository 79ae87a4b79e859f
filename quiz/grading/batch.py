"""Many submissions at once: one judge per core, a line of JSON for each as it finishes."""

from __future__ import annotations

import os
import queue
import threading
from collections import Counter, deque
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from quiz.errors import JudgeError, QuizError
from quiz.grading.batch_file import AGAIN
from quiz.grading.client import Client
from quiz.grading.handed_in import Entry, HandedInError
from quiz.grading.trust import judge_of
from quiz.paths import Paths
from quiz.sandbox.protections import NEEDED, lacking

END_SECONDS = 5.0  # for a worker to notice that its judge has ended


def grade_all(
    todo: list[Entry], course: Path, paths: Paths, *, trust: bool, judges: int | None = None
) -> Generator[dict[str, Any], None, None]:
    """The verdict of each entry with its `learner`, in the order in which they finish.

    One bad submission, or a judge that fails on one, never stops the rest: the line says so. Raises JudgeError when the
    protections of this machine are incomplete and `trust` does not say that the code is to be run anyway.
    """
    if not todo:
        return
    count = min(judges or os.cpu_count() or 1, len(todo))
    waiting = _Waiting(todo)
    finished: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    clients = [judge_of(course, paths, slot=f"batch{number}") for number in range(count)]
    starting = ThreadPoolExecutor(count)  # all of them start at once
    workers: list[threading.Thread] = []
    try:
        if not trust:
            _insist([facts["protections"] for facts in starting.map(lambda client: client.facts(), clients)])
        for number, client in enumerate(clients):
            workers.append(threading.Thread(target=_work, args=(client, number, waiting, finished), daemon=True))
            workers[-1].start()
        for _ in todo:
            yield finished.get()
    finally:  # also when whoever asks has had enough: no judge is left behind, and none is started any more
        waiting.clear()
        for client in clients:
            client.give_up()
        starting.shutdown(cancel_futures=True)
        for worker in workers:
            worker.join(END_SECONDS)
        for client in clients:
            client.close()


def summary(verdicts: list[dict[str, Any]]) -> list[str]:
    """How each kata went: verdicts and misconceptions with their counts."""
    lines = []
    for kata in sorted({verdict["kata"] for verdict in verdicts}):
        mine = [verdict for verdict in verdicts if verdict["kata"] == kata]
        outcomes = Counter(verdict["verdict"] for verdict in mine)
        beliefs = Counter(verdict["misconception"]["id"] for verdict in mine if verdict.get("misconception"))
        lines.append(f"{kata}: " + ", ".join(f"{count} {name}" for name, count in outcomes.most_common()))
        lines += [f"  {count} × {name}" for name, count in beliefs.most_common()]
    return lines


class _Waiting:
    """What is left to grade. A judge stays with a kata as long as it can, since a new one costs it some time."""

    def __init__(self, todo: list[Entry]) -> None:
        self._left: dict[str, deque[Entry]] = {}
        self._at: dict[int, str] = {}
        self._lock = threading.Lock()
        for entry in todo:
            self._left.setdefault(entry.kata, deque()).append(entry)

    def clear(self) -> None:
        with self._lock:
            self._left.clear()

    def take(self, judge: int) -> Entry | None:
        """The next one for a judge, by its number: of its kata, of one that no judge is at, or of the one with most."""
        with self._lock:
            if not self._left:
                return None
            if self._at.get(judge) not in self._left:
                taken = set(self._at.values())
                self._at[judge] = max(self._left, key=lambda kata: (kata not in taken, len(self._left[kata])))
            kata = self._at[judge]
            entry = self._left[kata].popleft()
            if not self._left[kata]:
                del self._left[kata]
            return entry


def _work(client: Client, number: int, waiting: _Waiting, finished: queue.SimpleQueue[dict[str, Any]]) -> None:
    while entry := waiting.take(number):
        finished.put({"learner": entry.learner, **_verdict(client, entry)})


def _verdict(client: Client, entry: Entry) -> dict[str, Any]:
    """What the judge says; whatever is met instead is told, for a batch waits until every entry has its line."""
    try:
        return client.grade(entry.kata, entry.source(), file=entry.file.name, device="cpu")
    except BaseException as error:
        message = str(error) if isinstance(error, QuizError) else f"{type(error).__name__}: {error}"
        again = {} if isinstance(error, HandedInError) else {AGAIN: True}
        return {"kata": entry.kata, "verdict": "not_judged", "passed": False, "message": message, **again}


def _insist(judges: list[list[str]]) -> None:
    """Raises JudgeError when one of them, of which each has told its protections, lacks one that is needed."""
    missing = {what: None for held in judges for what in lacking(held, NEEDED)}
    if missing:
        hint = "`quiz doctor` shows what holds here. With --trust the code is run with your rights."
        raise JudgeError(f"strangers' code is not graded here, for this machine lacks: {'; '.join(missing)}", hint=hint)
