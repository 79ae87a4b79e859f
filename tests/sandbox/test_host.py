"""What a submission finds in its process, and what the judge learns of its end."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import time
from dataclasses import replace

import pytest

pytest.importorskip("numpy")

import numpy

from quiz.sandbox import forking, wire
from quiz.sandbox.engines import open_sandbox
from quiz.sandbox.forking import Forks
from quiz.sandbox.host import SandboxError
from quiz.sandbox.outcome import Failed, Returned
from quiz.sandbox.pipes import Pipes
from quiz.sandbox.restrictions import Limits
from quiz.sandbox.spares import Spares
from quiz.sandbox.text import clean


def load(runner, source, functions=("f",), *, seconds=2.0, **facts):
    """Have a source run and wait for it."""
    runner.load(source, functions, **{"file": "f.py", "driver": None, "seed": 1, "seconds": seconds} | facts)
    return runner.loaded(seconds)


@pytest.fixture(scope="module", params=["", "spare", "unboxed"])
def server(request):
    """Runners of every kind, with and without a fork."""
    sandbox = open_sandbox("numpy", request.param)
    yield sandbox
    sandbox.close()


@pytest.fixture
def run(server):
    """Run source that defines `f`, call it once, and end the runner."""

    def run(source, *args, limits=None, seconds=2.0, driver=None, functions=("f",)):
        runner = server.start(limits or Limits())
        failure = load(runner, source.encode(), functions, driver=driver, seconds=seconds)
        outcome = failure or runner.call(args, {}, seconds)
        return outcome, runner.finish()

    return run


def test_a_call_returns_the_value_and_the_arguments_as_they_are_afterwards(run):
    outcome, ending = run("def f(x):\n    x[0] = 5\n    return x.sum()", numpy.ones(3))
    assert isinstance(outcome, Returned)
    assert outcome.value == 7
    assert outcome.args[0].tolist() == [5, 1, 1]
    assert ending.signal == 0
    assert not ending.killed


def loaded(server, source):
    runner = server.start(Limits())
    assert load(runner, source.encode()) is None
    return runner


def test_calls_may_be_on_their_way_at_once_and_those_without_room_wait(server):
    runner = loaded(server, "import numpy as np\ndef f(x): return np.tile(x, 50)")
    calls = [runner.packed((numpy.full(700, n),), {}) for n in range(40)]
    answers, most, sent = [], 0, 0
    while len(answers) < len(calls):
        while sent < len(calls) and runner.put(calls[sent]):
            sent += 1
        runner.send(2)
        most = max(most, sent - len(answers))
        answers.append(runner.take(2).value)
    runner.leave()
    assert [answer[0] for answer in answers] == list(range(40))
    assert {len(answer) for answer in answers} == {35_000}
    assert 1 <= most < 20


def test_the_answers_before_a_sudden_end_are_read():
    server = Forks(boxed=False)
    runner = loaded(server, "import os\ndef f(n):\n    if n == 3: os._exit(0)\n    return n")
    assert all(runner.put(runner.packed((n,), {})) for n in range(6))
    runner.send(2)
    assert [runner.take(2).value for _ in range(3)] == [0, 1, 2]
    with pytest.raises(wire.Closed):
        runner.take(2)
    runner.finish()
    server.close()


def test_prints_are_captured_and_bounded_without_an_error(run):
    outcome, ending = run("def f():\n    for _ in range(100_000): print('x' * 20)\n    return 1")
    assert outcome.value == 1
    assert ending.output.startswith("xxx")
    assert len(ending.output) <= 64 << 10


def test_only_the_channels_and_the_standard_streams_are_open(run):
    source = """
import os
def f():
    count = 0
    for descriptor in range(256):
        try:
            os.fstat(descriptor)
            count += 1
        except OSError:
            pass
    return count
"""
    assert run(source)[0].value == 6


def test_the_environment_is_empty(run, monkeypatch):
    monkeypatch.setenv("SECRET", "1")
    assert run("import os\ndef f():\n    return len(os.environ)")[0].value == 0


def test_neither_the_judge_nor_a_solution_is_loaded_in_the_process(run):
    source = "import sys\ndef f():\n    return [n for n in sys.modules if n.startswith(('quiz.grading', 'torch'))]"
    assert run(source)[0].value == []


def test_torch_is_refused_with_a_sentence(run):
    outcome, _ = run("import torch\ndef f(): pass")
    assert isinstance(outcome, Failed)
    assert "write it in NumPy" in outcome.message


def test_memory_has_a_limit(run):
    outcome, _ = run("def f():\n    return len(bytearray(2 << 30))")
    assert isinstance(outcome, Failed)
    assert outcome.memory


def test_a_hang_is_dumped_with_its_line(server):
    runner = server.start(Limits())
    assert load(runner, b"def f():\n    while True:\n        pass") is None
    with pytest.raises(wire.Deadline):
        runner.call((), {}, 0.2)
    ending = runner.finish(dump_stack=True)
    assert ending.killed
    assert 'File "f.py", line' in ending.dump


def test_a_crash_tells_its_signal(server):
    runner = server.start(Limits())
    load(runner, b"import ctypes\ndef f():\n    ctypes.string_at(0)")
    with pytest.raises(wire.Closed):
        runner.call((), {}, 2)
    assert runner.finish().signal == signal.SIGSEGV


def test_leaving_tells_its_status(server):
    runner = server.start(Limits())
    with pytest.raises(wire.Closed):
        load(runner, b"import os\nos._exit(3)")
    assert runner.finish().exit_status == 3


def test_a_driver_calls_the_functions(run):
    driver = "def drive(f, g, x):\n    return f(x), g(x)\n"
    outcome, _ = run("def f(x): return x + 1\ndef g(x): return x * 2", 5, driver=driver, functions=("f", "g"))
    assert outcome.value == (6, 10)


def test_missing_functions_are_named(run):
    assert run("def f(): pass", functions=("f", "g", "h"))[0].missing == ("g", "h")


def test_a_result_of_too_many_parts_is_a_bad_return(run):
    outcome, _ = run("import numpy as np\ndef f():\n    return [np.ones(1)] * 3000")
    assert isinstance(outcome, Failed)
    assert (outcome.stage, outcome.message) == ("return", "a value of too many parts")


def test_the_same_seed_gives_the_same_random_numbers(run):
    source = "import random, numpy as np\ndef f():\n    return random.random(), np.random.rand()"
    assert run(source)[0].value == run(source)[0].value


def test_only_the_learners_frames_are_told(run):
    outcome, _ = run("def g():\n    return 1 / 0\ndef f():\n    return g()")
    assert outcome.type == "ZeroDivisionError"
    assert outcome.traceback.count("File") == 2
    assert "runner.py" not in outcome.traceback
    assert "return 1 / 0" in outcome.traceback


def test_a_runner_that_nobody_waits_for_ends(server):
    runner = server.start(Limits())
    load(runner, b"def f(): pass")
    runner.leave()
    again = server.start(Limits())
    assert load(again, b"def f(): pass") is None
    again.leave()


def test_limits_of_its_own_are_kept(server):
    runner = server.start(Limits(memory=64 << 20))
    load(runner, b"def f():\n    return len(bytearray(256 << 20))")
    outcome = runner.call((), {}, 2)
    assert isinstance(outcome, Failed)
    assert outcome.memory
    runner.finish()


def test_a_text_that_comes_back_can_be_shown(run):
    outcome, _ = run("def f():\n    return ['\\x1b[31mred', {'\\ud800': '\\x07'}]")
    assert outcome.value == ["red", {"": ""}]


def test_a_named_tuple_is_a_tuple(run):
    source = "import typing\nclass Pair(typing.NamedTuple):\n    a: int\n    b: int\ndef f():\n    return Pair(1, 2)"
    assert run(source)[0].value == (1, 2)


def test_a_number_beyond_every_float_is_a_bad_return(run):
    outcome, _ = run("def f():\n    return 10 ** 400")
    assert (outcome.stage, outcome.message) == ("return", "an integer of more than 300 digits")


def test_a_driver_keeps_its_own_numpy(run):
    driver = "def drive(f, x):\n    f(x)\n    return np.where(x > 0, 1, 0), np.linalg.norm(x)\n"
    source = "import numpy as np\nnp.where = np.linalg.norm = lambda *args: 7\ndef f(x): pass"
    outcome, _ = run(source, __import__("numpy").array([3.0, -4.0]), driver=driver)
    assert outcome.value[0].tolist() == [1, 0]
    assert outcome.value[1] == 5


def test_the_whole_standard_library_can_be_imported(run):
    there = [name for name in sorted(sys.stdlib_module_names) if importlib.util.find_spec(name)]
    source = """
import importlib
def f(names):
    missing = []
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError as error:
            missing.append((name, str(error)))
    return missing
"""
    quiet = [name for name in there if name not in ("antigravity", "this", "__main__", "idlelib", "turtledemo")]
    assert run(source, quiet, seconds=20)[0].value == []


def test_a_fork_server_that_is_halted_is_given_up(monkeypatch):
    monkeypatch.setattr(forking, "REQUEST_SECONDS", 0.1)
    monkeypatch.setattr(forking, "END_SECONDS", 0.1)
    server = Forks(boxed=False)
    assert server.protections
    os.kill(server.pid, signal.SIGSTOP)
    with pytest.raises(SandboxError):
        server.start(Limits())
    server.close()
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def answer_of(runner):
    """What a fresh runner makes of a small source."""
    assert load(runner, b"def f(): return 7") is None
    value = runner.call((), {}, 2).value
    runner.leave()
    return value


def test_a_runner_is_forked_ahead_and_one_that_has_ended_meanwhile_is_not_taken():
    server = Forks(boxed=False)
    assert answer_of(server.start(Limits())) == 7
    while len(children_of(server.pid)) != 1:  # the first one is being killed
        time.sleep(0.01)
    (waiting,) = children_of(server.pid)
    os.kill(waiting, signal.SIGKILL)
    while waiting in children_of(server.pid):
        time.sleep(0.01)
    runner = server.start(Limits())
    assert runner.pid != waiting
    assert answer_of(runner) == 7
    server.close()


def test_a_runner_that_was_forked_ahead_serves_only_the_limits_it_has():
    server = Forks(boxed=False)
    assert answer_of(server.start(Limits())) == 7
    runner = server.start(replace(Limits(), memory=Limits().memory // 2))
    assert answer_of(runner) == 7
    assert len(children_of(server.pid)) <= 3  # the waiting one, and two that are being killed
    server.close()


def children_of(pid):
    """The processes that a process has forked."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


@pytest.mark.parametrize("kind", [Forks, Spares])
def test_a_python_that_does_not_start_is_an_ordinary_error(kind, tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    python.chmod(0o755)
    sandbox = kind("numpy", str(python))
    with pytest.raises(SandboxError, match="broken"):
        sandbox.start(Limits())
    sandbox.close()


@pytest.mark.parametrize("boxed", [True, False])
def test_a_lost_fork_server_is_an_ordinary_error(boxed):
    server = Forks(boxed=boxed)
    assert server.protections
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(SandboxError):
        until_it_fails(server)  # a box is killed first, and what is in it then
    server.close()


def until_it_fails(server):
    while True:
        server.start(Limits()).finish()


def test_a_lost_spare_is_an_ordinary_error_and_the_next_one_serves():
    sandbox = Spares()
    assert sandbox.protections
    os.kill(sandbox.pid, signal.SIGKILL)
    with pytest.raises(SandboxError):
        sandbox.start(Limits())
    sandbox.start(Limits()).leave()
    sandbox.close()


def test_pipes_are_closed_once_only():
    pipes = Pipes()
    pipes.close()
    taken = [os.dup(1) for _ in range(6)]  # the same numbers again
    pipes.close()
    for descriptor in taken:
        os.close(descriptor)


def test_a_fork_server_that_is_lost_between_two_runners_is_an_ordinary_error_and_closes_no_file_twice():
    server = Forks(boxed=False)
    before = open_files()
    server.start(Limits()).leave()
    with server._control:  # so that the next one cannot be asked for
        pass
    server._ahead.pid, server._waiting = 1, lambda limits: server._ahead.pipes.close()
    with pytest.raises(SandboxError):
        server.start(Limits())
    server.close()
    assert open_files() <= before


def test_how_a_spare_ended_can_be_asked_after_others_have_run():
    """A diagnosis runs wrong answers while the submission's own runner has come to an end."""
    sandbox = Spares()
    runner = loaded(sandbox, "import os\ndef f(): os._exit(7)")
    with pytest.raises(wire.Closed):
        runner.call((), {}, 5)
    other = sandbox.start(Limits())
    other.leave()
    sandbox.start(Limits()).leave()
    assert runner.finish().exit_status == 7
    other.leave()  # twice is once
    sandbox.close()


def test_a_spare_is_not_lost_with_its_pipes_when_the_next_one_cannot_be_started(monkeypatch):
    sandbox = Spares()
    assert sandbox.protections
    before = open_files()
    monkeypatch.setattr(sandbox, "_python", "/nowhere/python")
    for _ in range(3):
        with pytest.raises(SandboxError):
            sandbox.start(Limits())
    assert open_files() < before
    sandbox.close()


def open_files():
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize(("system", "kind"), [("linux", Forks), ("darwin", Spares)])
def test_the_system_decides_where_runners_come_from(monkeypatch, system, kind):
    monkeypatch.setattr("sys.platform", system)
    sandbox = open_sandbox("numpy")
    assert type(sandbox) is kind
    monkeypatch.undo()
    sandbox.close()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07done", "done"),
        ("a\x00b\rc\td\n", "abc\td\n"),
        ("[bold]markup[/bold]", "[bold]markup[/bold]"),
        ("\ud800x", "x"),
    ],
)
def test_text_is_cleaned_of_escapes_and_control_characters(text, shown):
    assert clean(text) == shown


@pytest.mark.parametrize("forged", [False, True])
def test_a_result_that_is_far_larger_than_what_is_asked_for_is_not_taken(server, forged):
    source = "import numpy as np\ndef f(x): return np.zeros(x)\n"
    if forged:  # the runner's own look is not what the judge relies on
        source += "import sys\nsys.modules['quiz.sandbox.runner'].sum = lambda sizes: 0\n"
    runner = server.start(Limits())
    assert load(runner, source.encode(), most=8000) is None
    assert isinstance(runner.call((1000,), {}, 2), Returned)
    if forged:
        with pytest.raises(wire.ProtocolError, match="too large"):
            runner.call((2000,), {}, 2)
    else:
        assert runner.call((1 << 20,), {}, 2) == Failed("return", message="a value of 8.0 MiB")
    runner.finish()
