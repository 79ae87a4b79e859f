"""What the screens need from the world, handed to the app once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quiz.config import Config
from quiz.course.course import Course
from quiz.paths import Paths
from quiz.progress.log import Log
from quiz.scheduling.day import Instant

if TYPE_CHECKING:  # the first screen needs neither of them
    from quiz.grading.client import Client
    from quiz.study.workspace import Workspace


@dataclass
class Services:
    """The learner's folders, settings, course, log and clock. The log is for the app's own thread."""

    paths: Paths
    config: Config
    course: Course
    log: Log
    now: Callable[[], Instant]
    workspace: Workspace
    items: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._list_items()

    def read_course_again(self) -> None:
        """After an edit. Raises CourseError when there is no course any more; nothing is changed then."""
        self.use(self.course_on_disk())

    def course_on_disk(self) -> Course:
        """The course as its files are now; from any thread. Raises CourseError."""
        return Course.load(self.course.folder, cache=self.paths.cache, own=self.paths.decks)

    def use(self, course: Course) -> None:
        """Go on with the course as it was read again."""
        self.course = course
        self._list_items()

    def _list_items(self) -> None:
        self.items = self.course.items()

    def judge(self) -> Client:
        """A new connection to the judge, for one thread. Raises JudgeError for a course that is not trusted."""
        from quiz.grading.trust import judge_of

        return judge_of(self.course.folder, self.paths)
