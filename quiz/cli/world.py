"""What a verb works on: the course and workspace that the options chose, the log, the judge, the clock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.config import Config
    from quiz.course.course import Course
    from quiz.grading.client import Client
    from quiz.paths import Paths
    from quiz.progress.log import Log
    from quiz.scheduling.day import Instant
    from quiz.study.workspace import Workspace


@dataclass(frozen=True)
class World:
    """The course and the workspace that the options chose; everything else is opened when a verb asks for it."""

    course_option: Path | None
    workspace_option: Path | None

    @property
    def paths(self) -> Paths:
        from quiz import config

        return config.folders(os.environ, workspace=self.workspace_option)

    @property
    def config(self) -> Config:
        from quiz import config, paths

        return config.load(paths.find(os.environ).config_file)

    @property
    def course_folder(self) -> Path:
        from quiz import paths

        return self.course_option.resolve() if self.course_option else paths.bundled_course()

    def of_author(self) -> World:
        """The same world with the course that somebody writes: the one of the option, else the one they stand in."""
        if self.course_option is None and Path("content", "course.toml").is_file():
            return replace(self, course_option=Path.cwd())
        return self

    def course(self, *, own: bool = True) -> Course:
        """The course, with the learner's own decks unless they are not wanted."""
        from quiz.course.course import Course

        return Course.load(self.course_folder, cache=self.paths.cache, own=self.paths.decks if own else None)

    def workspace(self) -> Workspace:
        from quiz.study.workspace import Workspace

        return Workspace(self.paths.workspace)

    @contextlib.contextmanager
    def log(self) -> Iterator[Log]:
        """The log, with the settings that replay must know taken over from the configuration file."""
        from quiz.progress.log import Log
        from quiz.study import acts

        with Log.open(self.paths.log) as log:
            acts.adopt(log, self.config, now())
            yield log

    def copy_of_today(self, log: Log) -> None:
        """Keep a copy of the log where something is about to be added to it, once a day; the app does so by itself."""
        import click

        from quiz.study import safekeeping

        safekeeping.daily(log, self.paths.backups, now(), lambda message: click.echo(f"quiz: {message}", err=True))

    def judge(self) -> Client:
        from quiz.grading.trust import judge_of

        return judge_of(self.course_folder, self.paths)


def now() -> Instant:
    """This moment, with the offset of the machine's clock."""
    from datetime import datetime

    from quiz.scheduling.day import Instant

    return Instant.of(datetime.now().astimezone())
