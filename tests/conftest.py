"""What several tests share: a home of their own, a log in a fresh folder, and one judge for the whole run."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from quiz.grading.client import Client, missing_packages
from quiz.progress.log import Log
from quiz.scheduling.day import Instant

ROOT = Path(__file__).resolve().parents[1]
START = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)

settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # busy or not
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test sees the learner's data, workspace or judge."""
    folder = tmp_path / "quiz home"
    monkeypatch.setenv("QUIZ_HOME", str(folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.delenv("QUIZ_WORKSPACE", raising=False)
    return folder


@pytest.fixture(scope="session")
def runtime() -> Iterator[Path]:
    """A short folder for sockets; the judges that tests started end with it."""
    folder = Path(tempfile.mkdtemp(prefix="quiz-"))
    yield folder
    if not missing_packages():
        Client(ROOT, folder / "rectified").stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def judge(runtime: Path) -> Iterator[Client]:
    """A connection to the judge of the bundled course."""
    if missing_packages():
        pytest.skip("grading needs NumPy and torch")
    with Client(ROOT, runtime / "rectified") as client:
        yield client


@pytest.fixture
def now():
    return START


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "log.sqlite3"


@pytest.fixture
def log(path: Path) -> Iterator[Log]:
    with Log.open(path, new_device=lambda: "laptop") as log:
        yield log


@pytest.fixture
def in_days():
    """The start, so many days later."""
    return lambda days: START + timedelta(days=days)


@pytest.fixture
def kata_page():
    """A function that makes the page of a kata in a folder, with whatever facts matter."""
    from quiz.course.katas import KataPage

    def page(name, folder, **facts):
        plain = {"unit": "u", "title": name, "difficulty": 1, "flavour": "numpy", "statement": "", "afterwards": ""}
        none = dict.fromkeys(("prerequisites", "cards", "forbids", "hints"), ())
        files = {"stub": folder / "k.py", "checks": folder / "t.py", "solution": folder / "s.py"}
        return KataPage(**{"id": name, "folder": folder, **plain, **none, **files, **facts})

    return page
