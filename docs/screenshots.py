"""Make the pictures of the README with the app itself: python docs/screenshots.py"""

from __future__ import annotations

import asyncio
import os
import random
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from quiz import paths
from quiz.config import Config
from quiz.course.course import Course
from quiz.grading.solution import Solution
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.session import Session
from quiz.study.workspace import Workspace
from quiz.ui.app import QuizApp
from quiz.ui.services import Services

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAYS_BACK = 70


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        where = paths.find({**os.environ, "QUIZ_HOME": home})
        course = Course.load(paths.bundled_course())
        with Log.open(where.log) as log:
            services = Services(where, Config(), course, log, lambda: Instant.of(NOW), Workspace(where.workspace))
            study(services)
            asyncio.run(take(services))


def study(services: Services) -> None:
    """Ten weeks of reviews, with a day off now and then."""
    rng = random.Random(3)
    for back in range(DAYS_BACK, 0, -1):
        moment = NOW - timedelta(days=back)
        if rng.random() < 0.08:
            continue
        session = Session(services.log, services.items, Instant.of(moment))
        for _ in range(rng.randrange(5, 40)):
            if session.next(Instant.of(moment)) is None:
                break
            rating = rng.choices([1, 2, 3, 4], [0.1, 0.12, 0.6, 0.18])[0]
            session.rate(rating, Instant.of(moment), seconds=rng.uniform(5, 40))
            moment += timedelta(seconds=20)


async def take(services: Services) -> None:
    """Home, and the softmax kata after a wrong try."""
    page = services.course.kata("softmax")
    services.workspace.open(page)
    model = Solution(page.solution).model_answer(("softmax",))
    services.workspace.file(page).write_text(model.replace("x.max(axis=axis, keepdims=True)", "x.max()"))
    app = QuizApp(services)
    async with app.run_test(size=(120, 34)) as pilot:
        await pilot.pause()
        save(app, "home")
        from quiz.ui.screens.kata import KataScreen

        app.push_screen(KataScreen(page))
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        save(app, "kata")


async def settle(pilot: Pilot[object]) -> None:
    """Wait for the judge."""
    for _ in range(60):
        await pilot.pause(0.1)


def save(app: QuizApp, name: str) -> None:
    """Write the screen, without the address of a font that a README may not load anyway."""
    svg = re.sub(r'\s*url\("https?://[^)]*\)[^,;]*[,;]?', "", app.export_screenshot(title="quiz"))
    (HERE / f"{name}.svg").write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
