"""A log in a fresh folder, and short ways to fill it."""

from datetime import UTC, datetime, timedelta

import pytest

from quiz.progress.log import Log
from quiz.scheduling.day import Instant

START = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)


@pytest.fixture
def now():
    return START


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "log.sqlite3"


@pytest.fixture
def log(path):
    with Log.open(path, new_device=lambda: "laptop") as log:
        yield log


@pytest.fixture
def in_days():
    """The start, so many days later."""
    return lambda days: START + timedelta(days=days)
