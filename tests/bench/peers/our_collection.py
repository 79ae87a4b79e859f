"""Rectified on the cards and reviews of a made-up learner: the same verbs as the programs beside it (`serving.py`).

    python tests/bench/peers/our_collection.py COURSE HOME

The course and the log are there already; the first card of the day is what `quiz review --plain` shows.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from serving import serve, timed

from quiz import paths
from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import summary
from quiz.study.search import Search
from quiz.study.session import Session


class OurSitting:
    """One learner with one course (see `serving.Sitting`)."""

    def __init__(self, course: str, home: str) -> None:
        self._folder, self._paths = Path(course), paths.find({"QUIZ_HOME": home})
        self._log = Log.open(self._paths.log)
        self._course = self._load()
        self._search = Search(self._course)

    def queue(self) -> tuple[float, int]:
        def begun() -> Session:
            session = Session(self._log, self._course.items(), now())
            session.next(now())
            return session

        taken, self._session = timed(begun)
        return taken, self._session.left.due + self._session.left.again

    def next(self) -> float:
        return timed(lambda: (self._session.next(now()), self._session.preview(now())))[0]

    def answer(self, rating: int) -> float:
        return timed(lambda: self._session.rate(rating, now(), seconds=8.0))[0]

    def undo(self) -> float:
        return timed(lambda: self._session.undo(now()))[0]

    def search(self, text: str) -> tuple[float, int]:
        """As the screen Browse does it at each key: by what the cards are found was read when it opened."""
        return timed(lambda: len(self._search.find(text, self._log, now())))

    def first_search(self, text: str) -> tuple[float, int]:
        """Everything between opening that screen and its first answer, in a course that is open."""
        self._course = self._load()

        def found() -> int:
            self._search = Search(self._course)
            return len(self._search.find(text, self._log, now()))

        return timed(found)

    def statistics(self) -> float:
        return timed(lambda: summary.stats(self._log, self._course.items(), now()))[0]

    def _load(self) -> Course:
        return Course.load(self._folder, cache=self._paths.cache)


def now() -> Instant:
    return Instant.of(datetime.now().astimezone())


if __name__ == "__main__":
    serve(OurSitting(*sys.argv[1:]))
