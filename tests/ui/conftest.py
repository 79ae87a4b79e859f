"""An app on a small course of all kinds of cards, with a clock that the test moves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz import paths
from quiz.config import Config
from quiz.course.course import Course
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.workspace import Workspace
from quiz.ui.app import QuizApp
from quiz.ui.services import Services

DECK = """# Deck

## Why *rectified*?
<!-- id: why-rectified -->

Positive values pass, $\\max(0, z)$; negative ones are cut.

### Key points
- Negative inputs give zero.
  - ~ negativ* zero|0
- On the rest it is the identity.
  - ~ identity|unchanged

### Slip
Rectified does not mean corrected.
- ~ correct*

### Curveball
And full-wave?

The absolute value.

## Which is convex?
<!-- id: convex -->

A kink is allowed.

### Options
- [x] ReLU

  Its slope never falls.
- [ ] tanh

  It bends both ways.

## Shift
<!-- id: shift -->

Softmax is invariant to a shift of its logits.

### Gaps
- invariant : what happens?

## Derive it
<!-- id: derive -->

Together they give it.

### Steps
1. The first step.
2. The second step.
"""


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)

    def __call__(self) -> Instant:
        return self.instant

    def move(self, **span: float) -> None:
        self.instant = self.instant + timedelta(**span)


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    """A course with one deck and no katas."""
    folder = tmp_path / "course"
    (folder / "content" / "01_unit").mkdir(parents=True)
    (folder / "content" / "course.toml").write_text(
        'name = "demo"\ntitle = "Demo"\n[[units]]\nfolder = "01_unit"\ntitle = "First unit"\n'
    )
    (folder / "content" / "01_unit" / "deck.md").write_text(DECK)
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(course_folder: Path, clock: Clock, home: Path) -> Services:
    """All that the app needs, in a home of its own."""
    found = paths.find(os.environ)
    log = Log.open(found.log, new_device=lambda: "laptop")
    course = Course.load(course_folder)
    return Services(found, Config(), course, log, clock, Workspace(found.workspace))


@pytest.fixture
def drive(services: Services) -> Callable[..., None]:
    """Run `steps(app, pilot)` against a fresh app."""

    def run(steps: Callable[[QuizApp, Pilot[None]], Awaitable[None]], size: tuple[int, int] = (100, 40)) -> None:
        async def main() -> None:
            app = QuizApp(services)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await steps(app, pilot)

        asyncio.run(main())

    return run


@pytest.fixture
def seen() -> Callable[[QuizApp], str]:
    """The characters on the screen."""
    return lambda app: "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
