"""One judge serves everybody, survives its parts, and is never stale."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import importlib.util
import json
import os
import queue
import random
import re
import shutil
import signal
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from quiz.errors import CourseError, JudgeError
from quiz.grading import client, front
from quiz.grading import judge as judging
from quiz.grading.client import Client
from quiz.grading.identity import GREETING, MISNAMED, signature
from quiz.grading.loading import find_kata, load
from quiz.paths import bundled_course
from quiz.sandbox.host import SandboxError

pytestmark = pytest.mark.katas

RIGHT = b"""
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
WRONG = b"def softmax(x, axis=-1): return x"
ENDLESS = b"def softmax(x, axis=-1):\n    while True:\n        pass"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the bundled course with one kata, so that its judge is nobody else's."""
    return copied(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def folder(course, runtime):
    """Where its judge listens."""
    yield runtime / "own"
    with Client(course, runtime / "own") as client:
        client.stop()


@pytest.fixture
def own(course, folder):
    """A connection to it. The judge may be running already."""
    with Client(course, folder) as client:
        yield client


def copied(place):
    for part in ("content", "exercises/04_softmax", "solutions/04_softmax"):
        shutil.copytree(bundled_course() / part, place / part)
    return place


def grade(client, source=RIGHT, **kwargs):
    return client.grade("softmax", source, file="softmax.py", device="cpu", seed=1, **kwargs)


def test_a_killed_judge_is_started_again(own):
    assert grade(own)["passed"]
    os.kill(own.status()["pid"], signal.SIGKILL)
    assert grade(own)["passed"]


def test_a_client_that_has_given_up_ends_its_judge_at_once_and_starts_no_other(course, runtime):
    with Client(course, runtime / "own", slot="alone") as client:
        with ThreadPoolExecutor(1) as thread:
            verdict = thread.submit(grade, client, ENDLESS)
            busy(client)
            client.give_up()
            with pytest.raises(JudgeError):  # and no verdict that the submission timed out
                verdict.result()
        assert client.status() is None
        assert not client._path.exists()  # it left in good order
        with pytest.raises(JudgeError, match="has been ended"):
            grade(client)


def test_a_client_that_gives_up_while_its_judge_starts_leaves_none_behind(course, runtime):
    with Client(course, runtime / "own", slot="early") as client, ThreadPoolExecutor(1) as thread:
        verdict = thread.submit(grade, client)
        while client._started is None:
            time.sleep(0.01)
        client.give_up()
        with pytest.raises(JudgeError):
            verdict.result()
        assert client._started.poll() is not None


def test_a_socket_where_nobody_answers_is_taken_for_no_judge(own):
    """A killed judge leaves a socket that still takes connections, and resets them, until the system clears it away."""
    ended(own)
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


def test_two_clients_at_once_get_their_own_verdicts(own, course, folder):
    grade(own)
    before = own.status()["graded"]
    verdicts = {}

    def many(name, source):
        with Client(course, folder) as client:
            verdicts[name] = [grade(client, source)["passed"] for _ in range(10)]

    threads = [threading.Thread(target=many, args=pair) for pair in (("right", RIGHT), ("wrong", WRONG))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verdicts == {"right": [True] * 10, "wrong": [False] * 10}
    assert own.status()["graded"] == before + 20


def test_a_changed_solution_gets_another_judge(tmp_path):
    course = copied(tmp_path / "course")
    before = signature(course)
    solution = course / "solutions/04_softmax/softmax.py"
    solution.write_text(solution.read_text() + "\n# changed\n")
    assert signature(course) != before


def test_a_kept_connection_is_never_answered_by_what_has_changed(tmp_path, runtime):
    course = copied(tmp_path / "course")
    solution = course / "solutions/04_softmax/softmax.py"
    with Client(course, runtime / "own") as client:
        assert grade(client)["passed"]
        first = client.status()["pid"]
        assert grade(client)["passed"]
        assert client.status()["pid"] == first
        text = solution.read_text()
        doubled = text.replace(
            "torch.softmax(x, dim=axis, dtype=torch.float64)", "2 * torch.softmax(x, dim=axis, dtype=torch.float64)", 1
        )
        assert doubled != text
        solution.write_text(doubled)
        assert not grade(client)["passed"]
        assert client.status()["pid"] != first
        client.stop()


def test_a_kata_that_changes_before_it_is_loaded_is_not_loaded_by_the_old_judge(tmp_path):
    course = copied(tmp_path / "course")
    judge = judging.Judge(course, random.Random(1))
    readme = course / "exercises/04_softmax/softmax/README.md"
    readme.write_text(readme.read_text() + "\n")
    assert judge._answer({"op": "prepare", "kata": "softmax"}) is None
    assert judge.stopping


def test_a_judge_whose_socket_is_named_for_another_course_leaves(course, tmp_path):
    with pytest.raises(SystemExit) as left:
        judging.main([str(course), str(tmp_path / f"{'0' * 12}.sock")])
    assert left.value.code == MISNAMED
    assert not list(tmp_path.iterdir())


def test_a_course_that_changes_while_its_judge_starts_is_looked_up_again(tmp_path, runtime, monkeypatch):
    course = copied(tmp_path / "course")
    real, asked = client.signature, []

    def late(folder):
        asked.append(folder)
        return "0" * 12 if len(asked) == 1 else real(folder)

    monkeypatch.setattr(client, "signature", late)
    with Client(course, runtime / "own") as it:
        assert grade(it)["passed"]
        assert len(asked) == 2
        it.stop()


def test_bytecode_beside_the_source_is_not_run(tmp_path):
    course = copied(tmp_path / "course")
    checks = course / "exercises/04_softmax/softmax/test_softmax.py"
    trap = compile("raise RuntimeError('bytecode was run')", checks, "exec")
    cached = Path(importlib.util.cache_from_source(checks))
    cached.parent.mkdir(exist_ok=True)
    cached.write_bytes(importlib._bootstrap_external._code_to_hash_pyc(trap, bytes(8), False))
    assert find_kata(course, "softmax").checks == checks
    assert load(find_kata(course, "softmax")).kata.functions == ("softmax",)


@pytest.mark.parametrize("linked", ["exercises/04_softmax", "exercises/04_softmax/softmax", "solutions/04_softmax"])
def test_no_kata_is_loaded_from_a_folder_that_is_a_link(tmp_path, linked):
    course = copied(tmp_path / "course")
    (course / linked).rename(tmp_path / "elsewhere")
    (course / linked).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CourseError, match="a link") as error:
        find_kata(course, "softmax")
    assert error.value.file == course / linked


def test_the_whole_course_may_be_a_link(tmp_path):
    copied(tmp_path / "course")
    (tmp_path / "link").symlink_to("course")
    assert find_kata(tmp_path / "link", "softmax")


def test_a_socket_whose_path_is_too_long_is_told(course, tmp_path):
    with Client(course, tmp_path / ("x" * 80)) as client, pytest.raises(JudgeError, match="too long") as error:
        grade(client)
    assert "XDG_RUNTIME_DIR" in error.value.hint


def test_what_judges_have_left_that_are_gone_is_cleared_away(tmp_path):
    for name in ("gone", "alive", "own"):
        for kind in ("lock", "log", "sock"):
            (tmp_path / f"{name}.{kind}").touch()
    with (tmp_path / "alive.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        judging.clear_away(tmp_path / "own.sock")
    assert {file.stem for file in tmp_path.iterdir()} == {"alive", "own"}
    assert len(list(tmp_path.iterdir())) == 6


def test_status_and_stop_do_not_start_a_judge(tmp_path, runtime):
    with Client(tmp_path, runtime / "own") as client:
        assert client.status() is None
        assert client.stop() is False


def test_an_unknown_kata_is_an_error_with_the_next_step(judge):
    with pytest.raises(JudgeError, match="no kata `softmin`") as error:
        judge.grade("softmin", RIGHT, file="a.py")
    assert error.value.hint


def test_a_broken_kata_is_the_authors_error_with_file_and_line(tmp_path, runtime):
    course = copied(tmp_path / "course")
    checks = course / "exercises/04_softmax/softmax/test_softmax.py"
    checks.write_text(checks.read_text() + "\n\nraise RuntimeError('broken')\n")
    with Client(course, runtime / "own") as client:
        with pytest.raises(JudgeError, match="broken") as error:
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


def test_a_stopped_judge_says_so_and_removes_its_socket(own):
    grade(own)
    assert own._path.exists()
    assert own.stop() is True
    for _ in range(1000):
        if not own._path.exists():
            break
        time.sleep(0.01)
    assert not own._path.exists()


def test_a_judge_killed_while_it_grades_is_started_again(own):
    grade(own)
    with ThreadPoolExecutor(1) as thread:
        verdict = thread.submit(grade, own, ENDLESS)
        os.kill(busy(own), signal.SIGKILL)
        assert verdict.result()["verdict"] == "timed_out"


def test_a_fork_server_killed_while_it_grades_is_started_again(own):
    grade(own)
    with ThreadPoolExecutor(1) as thread:
        verdict = thread.submit(grade, own, ENDLESS)
        judge = busy(own)
        (fork_server,) = own_status(own)["fork_servers"].values()
        os.kill(fork_server, signal.SIGKILL)
        assert verdict.result()["verdict"] == "timed_out"
    assert own.status()["pid"] == judge
    assert own.status()["fork_servers"]["numpy"] != fork_server


def test_a_halted_judge_is_told_of_and_can_be_stopped(own, monkeypatch):
    grade(own)
    halted = own.status()["pid"]
    own.close()
    os.kill(halted, signal.SIGSTOP)
    monkeypatch.setattr(client, "SILENCE_SECONDS", 0.2)
    for ask in (lambda: grade(own), own.status):
        with pytest.raises(JudgeError, match="does not answer") as error:
            ask()
        assert "quiz judge stop" in error.value.hint
    assert own.stop()
    monkeypatch.undo()
    assert grade(own)["passed"]
    assert own.status()["pid"] != halted


def test_a_judge_halted_while_it_grades_is_told_of(own, monkeypatch):
    grade(own)
    own.close()
    monkeypatch.setattr(client, "SILENCE_SECONDS", 0.5)
    with ThreadPoolExecutor(1) as thread:
        verdict = thread.submit(grade, own, ENDLESS)
        os.kill(busy(own), signal.SIGSTOP)
        with pytest.raises(JudgeError, match="does not answer"):
            verdict.result()
    assert own.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits it")
def test_what_strangers_return_cannot_make_the_judge_take_all_memory(judge):
    limits = Path(f"/proc/{judge.facts()['pid']}/limits").read_text()
    soft = re.search(r"Max address space +(\S+)", limits)[1]
    assert soft.isdecimal(), limits


def test_a_busy_judge_gives_signs_of_life(monkeypatch):
    monkeypatch.setattr(front, "BEAT_SECONDS", 0.01)
    jobs = SimpleNamespace(jobs=queue.Queue())
    ours, theirs = socket.socketpair()
    with ours, theirs, theirs.makefile("rwb") as stream, ThreadPoolExecutor(1) as thread:
        passed_on = thread.submit(front.Front(None, jobs)._pass_on, {"op": "grade"}, stream)
        job = jobs.jobs.get()
        assert ours.recv(1) == b" "
        job.answer = {"passed": True}
        job.done.set()
        passed_on.result()
        assert job.told.is_set()
        with ours.makefile() as answer:
            assert json.loads(answer.readline()) == {"passed": True}


def test_a_judge_short_of_threads_goes_on_listening(monkeypatch):
    connections = [socket.socketpair() for _ in range(2)]
    theirs = [pair[0] for pair in connections]

    def accept():
        if not theirs:
            raise OSError
        return theirs.pop(), None

    listener = SimpleNamespace(accept=accept, fileno=lambda: -1)

    def no_thread(**_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(front, "threading", SimpleNamespace(Thread=no_thread))
    front.Front(listener, None).accept()
    for _, ours in connections:
        with ours:
            assert ours.recv(1) == b""  # and whoever asked may ask again


def test_a_judge_short_of_descriptors_goes_on_listening(monkeypatch):
    monkeypatch.setattr(front, "DEAF_SECONDS", 0)
    ours, theirs = socket.socketpair()
    answers = [OSError(errno.EBADF, ""), (theirs, None), OSError(errno.EMFILE, "")]

    def accept():
        answer = answers.pop()
        if isinstance(answer, OSError):
            raise answer
        return answer

    with ours:
        ours.settimeout(5)
        front.Front(SimpleNamespace(accept=accept, fileno=lambda: len(answers) - 1), None).accept()
        assert ours.recv(len(GREETING)) == GREETING


def test_a_sandbox_that_cannot_be_had_is_told_and_a_fault_in_passing_is_not():
    judge = judging.Judge(bundled_course(), random.Random(1))
    faults = [SandboxError("gone"), OSError(errno.EBADF, "bad")]

    def act():
        if faults:
            raise faults.pop()
        return "done"

    with pytest.raises(JudgeError, match="does not start: gone"):
        judge._retried(act)
    assert judge._retried(act) == "done"


def test_a_full_disk_loses_the_judges_messages_and_nothing_else(own):
    ended(own)
    own.log.unlink(missing_ok=True)
    own.log.symlink_to("/dev/full")
    assert grade(own)["passed"]
    judge = own.status()["pid"]
    with pytest.raises(JudgeError, match="KeyError"):
        own._ask({"op": "nonsense"})  # writes a traceback
    assert grade(own)["passed"]
    assert own.status()["pid"] == judge
    ended(own)
    own.log.unlink()


def test_a_log_that_cannot_be_opened_is_done_without(own):
    ended(own)
    own.log.unlink(missing_ok=True)
    own.log.mkdir(mode=0o700, parents=True)
    assert grade(own)["passed"]
    ended(own)
    own.log.rmdir()


def test_many_saves_at_once_get_each_its_own_verdict_in_order(own):
    sources = [RIGHT if n % 3 else WRONG for n in range(30)]
    assert [grade(own, source)["passed"] for source in sources] == [source is RIGHT for source in sources]


def test_no_clock_that_can_be_set_decides_anything():
    for part in ("grading", "sandbox"):
        for file in Path(client.__file__).parents[1].glob(f"{part}/*.py"):
            assert not re.search(r"\btime\.time\(|datetime\.now|\bdate\.today", file.read_text(encoding="utf-8")), file


def busy(own):
    """Wait until the judge is grading; its process."""
    while not (status := own_status(own)) or not status["busy"]:
        time.sleep(0.01)
    return status["pid"]


def own_status(own):
    """Asked through a connection of its own: the client's may be waiting for a verdict."""
    with Client(own._course, own._path.parent, slot=own._slot) as other:
        return other.status()


def ended(own):
    """No judge is running."""
    own.close()
    own.stop()
    while own.status():
        time.sleep(0.01)
