"""One judge serves everybody, survives its parts, and is never stale."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import threading
import time

import pytest

from quiz.errors import JudgeError
from quiz.grading.client import Client
from quiz.grading.identity import signature
from quiz.paths import bundled_course

pytestmark = pytest.mark.katas

RIGHT = b"""
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
WRONG = b"def softmax(x, axis=-1): return x"


@pytest.fixture
def course(tmp_path):
    """A copy of the bundled course with one kata."""
    for part in ("content", "exercises/04_softmax", "solutions/04_softmax"):
        shutil.copytree(bundled_course() / part, tmp_path / "course" / part)
    return tmp_path / "course"


@pytest.fixture
def own(course, runtime):
    """A judge of its own, ended afterwards."""
    with Client(course, runtime / "own") as client:
        yield client
        client.stop()


def grade(client, source=RIGHT, **kwargs):
    return client.grade("softmax", source, file="softmax.py", device="cpu", seed=1, **kwargs)


def test_a_killed_judge_is_started_again(own):
    assert grade(own)["passed"]
    os.kill(own.status()["pid"], signal.SIGKILL)
    assert grade(own)["passed"]


def test_a_socket_where_nobody_answers_is_taken_for_no_judge(own):
    """A killed judge leaves a socket that still takes connections, and resets them, until the system clears it away."""
    path = own.log.with_suffix(".sock")
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(path))
        left_behind.listen(16)

        def reset_all():
            with contextlib.suppress(OSError):
                while True:
                    left_behind.accept()[0].close()

        threading.Thread(target=reset_all, daemon=True).start()
        assert grade(own)["passed"]


def test_a_killed_fork_server_is_started_again(own):
    grade(own)
    for pid in own.status()["fork_servers"].values():
        os.kill(pid, signal.SIGKILL)
    assert grade(own)["passed"]


def test_two_clients_at_once_get_their_own_verdicts(own, course, runtime):
    grade(own)
    verdicts = {}

    def many(name, source):
        with Client(course, runtime / "own") as client:
            verdicts[name] = [grade(client, source)["passed"] for _ in range(10)]

    threads = [threading.Thread(target=many, args=pair) for pair in (("right", RIGHT), ("wrong", WRONG))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == {"right": [True] * 10, "wrong": [False] * 10}
    assert own.status()["graded"] == 21


def test_a_changed_solution_gets_another_judge(course, runtime):
    before = signature(course)
    solution = course / "solutions/04_softmax/softmax.py"
    solution.write_text(solution.read_text() + "\n# changed\n")
    assert signature(course) != before


def test_status_and_stop_do_not_start_a_judge(tmp_path, runtime):
    with Client(tmp_path, runtime / "own") as client:
        assert client.status() is None
        assert client.stop() is False


def test_an_unknown_kata_is_an_error_with_the_next_step(judge):
    with pytest.raises(JudgeError, match="no kata `softmin`") as error:
        judge.grade("softmin", RIGHT, file="a.py")
    assert error.value.hint


def test_a_broken_kata_is_the_authors_error_with_file_and_line(own, course):
    checks = course / "exercises/04_softmax/softmax/test_softmax.py"
    checks.write_text(checks.read_text() + "\n\nraise RuntimeError('broken')\n")
    with Client(course, own._path.parent) as client, pytest.raises(JudgeError, match="broken") as error:
        grade(client)
    client.stop()
    assert error.value.file == checks
    assert error.value.line


def test_without_torch_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("quiz.grading.client.missing_packages", lambda: ["torch"])
    with Client(tmp_path, tmp_path) as client, pytest.raises(JudgeError, match="grading needs torch") as error:
        grade(client)
    assert "rectified[katas]" in error.value.hint


def test_the_socket_lies_in_a_folder_of_the_user_alone(own):
    grade(own)
    assert own._path.parent.stat().st_mode & 0o777 == 0o700


def test_cuda_without_a_gpu_falls_back_and_says_so(judge):
    verdict = judge.grade("softmax", RIGHT, file="softmax.py", device="cuda")
    assert verdict["passed"]
    assert verdict["device"] in ("cpu", "cuda")
    assert (verdict["device"] == "cuda") != ("notice" in verdict)


def test_a_stopped_judge_removes_its_socket(own):
    grade(own)
    assert own._path.exists()
    own.stop()
    for _ in range(200):
        if not own._path.exists():
            break
        time.sleep(0.01)
    assert not own._path.exists()
