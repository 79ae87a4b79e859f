"""The judge: the process that holds the references and decides. It never imports a submission and never forks.

Run as `python -P -m quiz.grading.judge COURSE SOCKET`. One judge serves the app, the command line and pytest: requests
are lines of JSON on a Unix socket. Threads read and write; the main thread alone grades, one submission at a time. It
leaves after ten minutes without use, and when its own code or the course has changed: whoever was about to be answered
by what is no longer there finds the connection closed, and asks the judge of what is there now.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import gc
import os
import queue
import random
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from quiz import __version__
from quiz.course.katas import KataHeader
from quiz.errors import JudgeError, QuizError
from quiz.grading import reference
from quiz.grading.audit import audit
from quiz.grading.front import Front, Job
from quiz.grading.grader import Grader
from quiz.grading.identity import MAX_SOURCE, MISNAMED, lock_file, signature, state
from quiz.grading.loading import find_kata, load
from quiz.grading.trying import run_lines
from quiz.grading.verdict import Verdict
from quiz.sandbox import restrictions
from quiz.sandbox.engines import CHOICE, open_sandbox
from quiz.sandbox.host import Sandbox, SandboxError

T = TypeVar("T")

IDLE_SECONDS = 600.0
ROOM = 4 << 30  # bytes that may be mapped in a judge that is ready: what a stranger returned may ask for more
LOOK_SECONDS = 20.0  # between looks at whether the code or the course has changed


class OutOfDate(Exception):
    """The course is no longer the one that this judge was made from."""


class Judge:
    """Grades requests one after another.

    Whether the course is still the one that it was made from is asked before each: of all files when a kata is loaded,
    of the kata's own when it is there already, since a look at all of them takes half as long as a verdict.
    """

    def __init__(self, course: Path, rng: random.Random, sandbox: str = "") -> None:
        """`sandbox` is a choice of `quiz.sandbox.engines`."""
        self._course = course
        self._rng = rng
        self._sandbox = sandbox
        self.made_from = signature(course)
        self._graders: dict[str, Grader] = {}
        self._loaded_from: dict[str, tuple[object, ...]] = {}
        self._servers: dict[str, Sandbox] = {}
        self._protections: tuple[str, ...] = ()
        self.jobs: queue.Queue[Job] = queue.Queue()
        self.stopping = False
        self.busy = False
        self.graded = 0
        self.started = time.monotonic()
        self._devices: tuple[str, ...] = ()
        self._reference = "loading"

    def work(self) -> None:
        """Answer jobs until it is time to leave."""
        self._server("numpy")  # before torch: a small process forks fast
        import torch

        torch.set_num_threads(1)  # references are small, and idle threads spin on the processor that a runner needs
        torch.ones(2).sum()
        self._devices = reference.devices()
        self._reference = reference.version()
        if self._devices == ("cpu",):  # a GPU's memory is mapped, too
            restrictions.limit_memory(ROOM)
        self._protections = self._retried(lambda: self._server("numpy").protections)
        gc.collect()
        gc.freeze()
        used = time.monotonic()
        while not self.stopping and time.monotonic() - used < IDLE_SECONDS:
            try:
                job = self.jobs.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                if not self.is_up_to_date():
                    return
                continue
            self.busy = True
            job.answer = self._answer(job.request)
            self.busy = False
            job.done.set()
            used = time.monotonic()
            if self.stopping:
                job.told.wait(1)

    def close(self) -> None:
        for server in self._servers.values():
            server.close()

    def _answer(self, request: dict[str, Any]) -> dict[str, Any] | None:
        try:
            acts: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
                "grade": self._grade,
                "prepare": self._prepare,
                "try": self._try,
                "audit": lambda request: audit(self._grader(request["kata"])),
                "facts": lambda _: self.status(),
                "stop": self._stop,
            }
            return acts[request["op"]](request)
        except OutOfDate:
            self.stopping = True
            return None
        except QuizError as error:
            place = {"file": str(error.file) if error.file else None, "line": error.line}
            return {"error": {"message": error.message, "hint": error.hint, **place}}
        except Exception as error:
            with contextlib.suppress(OSError):  # of a full disk
                traceback.print_exc()
            hint = "This is a fault of the judge, not of your code. `quiz judge status` names its log."
            return {"error": {"message": f"{type(error).__name__}: {error}", "hint": hint}}

    def _grade(self, request: dict[str, Any]) -> dict[str, Any]:
        source = base64.b64decode(request["source"])
        if len(source) > MAX_SOURCE:
            raise JudgeError(f"the file has {len(source)} bytes; one megabyte is the limit")
        seed = request.get("seed")
        seed = self._rng.randrange(10_000) if seed is None else seed
        device, notice = reference.resolve(request.get("device", "auto"))
        reference.prepare(device)

        def grade() -> Verdict:
            return self._grader(request["kata"]).grade(source, file=request["file"], seed=seed, device=device)

        try:
            verdict = self._retried(grade)
        except RuntimeError as error:
            if device == "cpu":
                raise
            device, notice = "cpu", f"{device} failed ({error}): the reference ran on the CPU"
            verdict = self._retried(grade)
        self.graded += 1
        return {"verdict": verdict.as_json(), "notice": notice}

    def _try(self, request: dict[str, Any]) -> dict[str, Any]:
        source = base64.b64decode(request["source"])

        def lines() -> dict[str, Any]:
            grader = self._grader(request["kata"])
            return run_lines(grader.loaded, grader.server, source, request["lines"], request["file"])

        return {"result": self._retried(lines)}

    def _retried(self, act: Callable[[], T]) -> T:
        """What `act` returns, with a new fork server when the old one has been killed. Raises JudgeError."""
        try:
            return act()
        except (SandboxError, OSError):
            self._forget_servers()
        try:
            return act()
        except (SandboxError, OSError) as error:
            raise JudgeError(f"the sandbox does not start: {error}") from error

    def _prepare(self, request: dict[str, Any]) -> dict[str, Any]:
        self._grader(request["kata"]).prepare()
        return {"ready": True}

    def _stop(self, request: dict[str, Any]) -> dict[str, Any]:
        self.stopping = True
        return {"stopped": True}

    def _grader(self, kata: str) -> Grader:
        if kata in self._graders:
            if _state(self._graders[kata].loaded.page) != self._loaded_from[kata]:
                raise OutOfDate
            return self._graders[kata]
        if not self.is_up_to_date():
            raise OutOfDate
        header = find_kata(self._course, kata)
        self._loaded_from[kata] = _state(header)
        self._graders[kata] = Grader(load(header), self._server(header.flavour))
        return self._graders[kata]

    def is_up_to_date(self) -> bool:
        """Are our code and the course what they were at the start?"""
        return signature(self._course) == self.made_from

    def _server(self, flavour: str) -> Sandbox:
        if flavour not in self._servers:
            self._servers[flavour] = open_sandbox(flavour, self._sandbox)
        return self._servers[flavour]

    def _forget_servers(self) -> None:
        for server in self._servers.values():
            with contextlib.suppress(OSError):
                server.close()
        self._servers.clear()
        self._graders.clear()

    def status(self) -> dict[str, Any]:
        """What `quiz judge status` shows."""
        return {
            "pid": os.getpid(),
            "version": __version__,
            "course": str(self._course),
            "graded": self.graded,
            "busy": self.busy,
            "seconds": round(time.monotonic() - self.started, 1),
            "reference": self._reference,
            "devices": self._devices,
            "protections": list(self._protections),
            "fork_servers": {flavour: server.pid for flavour, server in list(self._servers.items())},
        }


def _state(page: KataHeader) -> tuple[object, ...]:
    return tuple(state(file) for file in (page.readme, page.checks, page.solution))


def clear_away(own: Path) -> None:
    """Remove what judges have left that are gone: their locks, which nobody holds, and what is named like them."""
    for file in own.parent.glob("*.lock"):
        with contextlib.suppress(OSError):
            if file == lock_file(own):
                continue
            with file.open() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for left in (file.with_suffix(".log"), file.with_suffix(".sock"), file):
                    left.unlink(missing_ok=True)


def main(arguments: list[str]) -> None:
    """Serve until idle. A second judge for the same socket leaves at once, and one that has another one's name."""
    course, path = Path(arguments[0]), Path(arguments[1])
    judge = Judge(course, random.Random(), os.environ.get(CHOICE, ""))
    if not path.name.startswith(judge.made_from):
        sys.exit(MISNAMED)
    lock = lock_file(path).open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(lock.fileno()).st_ino != lock_file(path).stat().st_ino:  # it was cleared away meanwhile
            return
    except OSError:
        return
    clear_away(path)
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(path.parent / "torch"))  # it would make one in /tmp
    with contextlib.suppress(OSError):  # of a full disk
        lock.truncate(0)
        lock.write(str(os.getpid()))  # for whoever has to end a judge that does not answer
        lock.flush()
    path.unlink(missing_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # in good order, whatever it is about
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(16)
        threading.Thread(target=Front(listener, judge).accept, daemon=True).start()
        try:
            judge.work()
        finally:
            path.unlink(missing_ok=True)
            judge.close()


if __name__ == "__main__":
    main(sys.argv[1:])
