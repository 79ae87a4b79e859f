"""A judge of root's and one of an ordinary user's, from one machine, and runners without a judge."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.grading.client import Client
from quiz.paths import bundled_course

ORDINARY = 65534  # a user without rights
ROOT, SOMEBODY = "root", "an ordinary user"
PRUNED = {"include", "test", "idlelib", "ensurepip", "site-packages", "dist-packages"}


class UsersClient(Client):
    """Asks a judge that runs as a user of choice, in a sandbox of choice."""

    def __init__(
        self, course: Path, folder: Path, python: str, user: int | None, env: dict[str, str], slot: str = ""
    ) -> None:
        super().__init__(course, folder, slot=slot)
        self._where = course, folder, python, user, env
        self._python, self._user, self._env = python, user, env
        self._seen: str | None = None

    def twin(self) -> UsersClient:
        """A second client, with a judge of its own."""
        return UsersClient(*self._where, slot="twin")

    def _signature(self) -> str:
        """As that user's Python sees it."""
        if self._seen is None:
            code = "import sys; from quiz.grading.identity import *; print(signature(Path(sys.argv[1])))"
            env = {"PATH": os.environ["PATH"], **self._env}
            command = [self._python, "-P", "-B", "-c", code, str(self._course)]
            self._seen = subprocess.run(command, env=env, cwd="/", capture_output=True, text=True, check=True).stdout
        return self._seen.strip()

    def _start(self) -> subprocess.Popen[bytes]:
        identity = {} if self._user is None else {"user": self._user, "group": self._user, "extra_groups": []}
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [self._python, "-P", "-m", "quiz.grading.judge", str(self._course), str(self._path)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.environ["PATH"], **self._env},
                start_new_session=True,
                **identity,
            )
        threading.Thread(target=process.wait, daemon=True).start()
        return process


@pytest.fixture(scope="session")
def users_client() -> type[UsersClient]:
    return UsersClient


@pytest.fixture(scope="session")
def judge_of() -> Iterator:
    """The client of a user's own judge, by user; skips with the reason where that user cannot be had."""
    with contextlib.ExitStack() as stack:
        clients: dict[str, UsersClient] = {}

        def of(user: str) -> UsersClient:
            if user == ROOT and os.geteuid() != 0:
                pytest.skip("not run as root")
            if user not in clients:
                folder = Path(tempfile.mkdtemp(prefix="quiz-"))
                stack.callback(shutil.rmtree, folder, ignore_errors=True)
                client = _unboxed(folder) if user == ROOT else _ordinary(folder)
                stack.callback(client.stop)
                clients[user] = client
            return clients[user]

        yield of


def _unboxed(folder: Path) -> UsersClient:
    """As whoever runs the tests, without bubblewrap: what most machines have."""
    return UsersClient(bundled_course(), folder, sys.executable, None, {"QUIZ_SANDBOX": "unboxed"})


def _ordinary(folder: Path) -> UsersClient:
    """As a user without rights, with whatever protections there are."""
    if os.geteuid() != 0:
        return UsersClient(bundled_course(), folder, sys.executable, None, {})
    folder.chmod(0o755)
    python = readable_python(folder)
    run = folder / "run"
    run.mkdir(mode=0o700)
    os.chown(run, ORDINARY, ORDINARY)
    env = {"LD_LIBRARY_PATH": str(folder / "python/lib")}
    client = UsersClient(folder / "course", run, str(python), ORDINARY, env)
    trial = subprocess.run([python, "-c", "import torch, quiz"], env=env, user=ORDINARY, group=ORDINARY, cwd="/")
    if trial.returncode:
        pytest.skip("an ordinary user cannot read this Python, nor a copy of it")
    return client


def readable_python(folder: Path) -> Path:
    """This environment, its Python, and the course, where everybody can read them; hard links where that is possible.

    Root's own Python often lies below a folder that only root can enter.
    """
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    base, packages = folder / "python", folder / "venv/lib" / version / "site-packages"
    for place in (base / "bin", base / "lib", packages, folder / "venv/bin"):
        place.mkdir(parents=True)
    program = Path(os.path.realpath(sys.executable))
    link(str(program), str(base / "bin" / version))
    for library in (Path(sys.base_prefix) / "lib").glob("libpython*"):
        link(str(library), str(base / "lib" / library.name))
    tree(Path(os.__file__).parent, base / "lib" / version)
    for found in {Path(path) for path in sys.path if path.endswith("site-packages")}:
        tree(found, packages, without={"include", "quiz"})
    for file in packages.glob("*.pth"):
        file.unlink()
    (packages / "course.pth").write_text(f"{folder / 'course'}\n")
    (folder / "venv/pyvenv.cfg").write_text(f"home = {base / 'bin'}\n")
    (folder / "venv/bin/python").symlink_to(base / "bin" / version)
    for part in ("quiz", "content", "exercises", "solutions"):
        source = Path(__file__).resolve().parents[2] / part
        shutil.copytree(source, folder / "course" / part, ignore=shutil.ignore_patterns("__pycache__"))
    for place, _, files in os.walk(folder / "course"):  # theirs, so that only the sandbox keeps them from writing
        for path in (place, *(os.path.join(place, file) for file in files)):
            os.chown(path, ORDINARY, ORDINARY)
    return folder / "venv/bin/python"


def tree(source: Path, target: Path, without: set[str] = PRUNED) -> None:
    shutil.copytree(
        source, target, copy_function=link, ignore=lambda _, names: without & set(names), dirs_exist_ok=True
    )


def link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
    return target


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    """Where runners come from, for whoever needs no judge."""
    from quiz.sandbox.forking import Forks  # needs NumPy

    server = Forks()
    yield server
    server.close()
