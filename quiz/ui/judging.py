"""Asking the judge from a thread: one submission at a time, and while it is busy only the latest waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.grading.client import Client


@dataclass(frozen=True)
class Submission:
    """What is to be graded. An attempt counts whatever comes out, a draft only when it passes."""

    source: bytes
    attempt: bool
    hints: int
    seconds: float


@dataclass(frozen=True)
class Ready:
    """The judge has loaded the kata; the reference runs on `device`."""

    device: str


@dataclass(frozen=True)
class Graded:
    """A verdict. `last` is False when a newer submission waits already."""

    submission: Submission
    verdict: dict[str, Any]
    last: bool


@dataclass(frozen=True)
class Failed:
    """The judge could not be used; `attempt`: one was to be graded."""

    error: QuizError
    attempt: bool = False


Answer = Ready | Graded | Failed


class Judging:
    """One kata's way to the judge; `tell` is called from the thread with every answer, even one after `stop`.

    The thread is a daemon of its own, not one of the event loop's: those hold up the end of the app until a submission
    that loops for ever has been given up.
    """

    def __init__(self, client: Callable[[], Client], kata: str, tell: Callable[[Answer], object]) -> None:
        self._client, self._kata, self._tell = client, kata, tell
        self._changed = threading.Condition()
        self._waiting: Submission | None = None
        self._stopped = False

    def start(self) -> None:
        """Have the kata loaded, then wait for submissions."""
        threading.Thread(target=self._work, name=f"judging {self._kata}", daemon=True).start()

    def submit(self, submission: Submission) -> None:
        """Grade this next. It takes the place of one that waits, and of its right to be counted."""
        with self._changed:
            if self._waiting and self._waiting.attempt:
                submission = replace(submission, attempt=True)
            self._waiting = submission
            self._changed.notify()

    def stop(self) -> None:
        """Let the thread end after what it is doing, and after an attempt that waits: it was asked for."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def _work(self) -> None:
        self._try(self._prepare)
        while submission := self._next():
            self._try(partial(self._grade, submission), attempt=submission.attempt)

    def _next(self) -> Submission | None:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._waiting)
            submission, self._waiting = self._waiting, None
            return submission if submission and (submission.attempt or not self._stopped) else None

    def _try(self, ask: Callable[[], Answer], *, attempt: bool = False) -> None:
        try:
            answer = ask()
        except QuizError as error:
            answer = Failed(error, attempt)
        self._tell(answer)

    def _prepare(self) -> Ready:
        with self._client() as client:
            client.prepare(self._kata)
            status = client.status() or {}
        return Ready("cuda" if "cuda" in status.get("devices", ()) else "cpu")

    def _grade(self, submission: Submission) -> Graded:
        with self._client() as client:
            verdict = client.grade(self._kata, submission.source, file=f"{self._kata}.py")
        return Graded(submission, verdict, self._waiting is None)
