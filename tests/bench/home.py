"""A learner's home in a temporary folder: no figure depends on what somebody has configured or learnt."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
QUIZ = str(Path(PYTHON).with_name("quiz"))


@dataclass(frozen=True)
class Home:
    """The folder and the environment that leads a program there."""

    folder: Path
    env: dict[str, str]

    @property
    def runtime(self) -> Path:
        """Where the judge of this home has its socket (`quiz.paths`)."""
        return self.folder / "runtime" / "rectified"

    @property
    def workspace(self) -> Path:
        return self.folder / "quiz" / "rectified-katas"


@contextmanager
def new_home() -> Iterator[Home]:
    """A home of one's own; a judge that was started in it ends with it."""
    with tempfile.TemporaryDirectory(prefix="quiz-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "runtime").mkdir(mode=0o700)
        env = {key: value for key, value in os.environ.items() if not key.startswith(("QUIZ_", "XDG_", "PYTHON"))}
        env |= {"HOME": name, "QUIZ_HOME": str(folder / "quiz"), "XDG_RUNTIME_DIR": str(folder / "runtime")}
        try:
            yield Home(folder, env)
        finally:
            subprocess.run([QUIZ, "judge", "stop"], env=env, stdout=subprocess.DEVNULL, check=False)
