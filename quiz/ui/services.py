"""What the screens need from the world, handed to the app once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quiz.config import Config
from quiz.course.course import Course
from quiz.paths import Paths
from quiz.progress.log import Log
from quiz.scheduling.day import Instant

if TYPE_CHECKING:  # the first screen needs none of them
    from quiz.course.reworded import Reworded
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
    reworded: list[Reworded] = field(init=False, default_factory=list)
    """Cards with a history that have another id now: whether it is carried over is for the learner to say."""
    hints: dict[str, int] = field(init=False, default_factory=dict)
    """How many hints of a kata, by its item, were opened since the app began; the log knows those of attempts."""

    def __post_init__(self) -> None:
        self.use(self.course)

    def read_course_again(self) -> None:
        """After an edit. Raises CourseError when there is no course any more; nothing is changed then."""
        self.use(self.course_on_disk())

    def course_on_disk(self) -> Course:
        """The course as its files are now; from any thread. Raises CourseError."""
        return Course.load(self.course.folder, cache=self.paths.cache, own=self.paths.decks)

    def use(self, course: Course) -> None:
        """Go on with the course as it was read again."""
        self.course, self.items = course, course.items()
        self.reworded += [change for change in course.reworded if self._carries(change)]

    def _carries(self, change: Reworded) -> bool:
        """Whether the card had a history before it was reworded, and has none since."""
        before, since = (
            any(self.log.state(item) for item in self.course.items_of(card))
            for card in (replace(change.card, id=change.id), change.card)
        )
        return before and not since

    def judge(self) -> Client:
        """A new connection to the judge, for one thread. Raises JudgeError for a course that is not trusted."""
        from quiz.grading.trust import judge_of

        return judge_of(self.course.folder, self.paths)
