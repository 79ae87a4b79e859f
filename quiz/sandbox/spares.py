"""Runners without a fork: one waits, with everything loaded, for a submission; when it is taken the next is started.

For systems where a process with NumPy or torch loaded cannot be forked safely (macOS). A verdict costs no more, but
several in a row wait for Python and NumPy to start each time.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from quiz.sandbox import wire
from quiz.sandbox.host import START_SECONDS, Run, Sandbox, SandboxError, clean_environment
from quiz.sandbox.pipes import Pipes
from quiz.sandbox.restrictions import Limits

SCRIPT = Path(__file__).with_name("spare.py")


@dataclass
class _Spare:
    """A process that waits for a submission, or has one."""

    process: subprocess.Popen[bytes]
    pipes: Pipes
    limits: Limits

    def greeting(self) -> tuple[str, ...]:
        """Wait until it is ready: the protections that it has taken upon itself. Raises SandboxError."""
        try:
            frame = wire.Reader(self.pipes.read).frame(time.monotonic() + START_SECONDS)
            return tuple(frame.meta["protections"])
        except (wire.Closed, wire.Deadline, wire.ProtocolError) as error:
            said = os.pread(self.pipes.output, 1 << 16, 0).decode("utf-8", "replace").strip()[-500:]
            raise SandboxError(said or f"the runner does not start: {type(error).__name__}") from error

    def discard(self) -> None:
        self.process.kill()
        self.process.wait()
        self.pipes.close()


class Spares(Sandbox):
    """A pool of one."""

    def __init__(self, flavour: str = "numpy", python: str = sys.executable) -> None:
        self.flavour = flavour
        self._python = python
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._left: set[int] = set()  # those of them that nobody waits for
        self._waiting: _Spare | None = self._launch(Limits())
        self._held: tuple[str, ...] | None = None

    @property
    def pid(self) -> int:
        return self._waiting.process.pid if self._waiting else 0

    @property
    def protections(self) -> tuple[str, ...]:
        if self._held is None:
            self._take(Limits()).discard()
        return self._held or ()

    def start(self, limits: Limits) -> Run:
        spare = self._take(limits)
        self._running[spare.process.pid] = spare.process
        return Run(self, spare.process.pid, spare.pipes)

    def signal(self, pid: int, number: int) -> None:
        if pid in self._running:
            with contextlib.suppress(OSError):
                self._running[pid].send_signal(number)

    def wait(self, pid: int, seconds: float) -> int | None:
        try:
            left = self._running[pid].wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        del self._running[pid]
        return -left if left < 0 else left << 8  # as a wait status

    def leave(self, pid: int) -> None:
        if pid in self._running:
            self.signal(pid, signal.SIGKILL)
            self._left.add(pid)

    def close(self) -> None:
        if self._waiting:
            self._waiting.discard()
            self._waiting = None
        for process in self._running.values():
            process.kill()
            process.wait()
        self._running.clear()
        self._left.clear()

    def _take(self, limits: Limits) -> _Spare:
        """The one that waits, ready; the next one starts."""
        self._forget_the_ended()
        spare, self._waiting = self._waiting, None
        if spare is not None and spare.limits != limits:
            spare.discard()
            spare = None
        spare = spare or self._launch(limits)
        try:
            self._held = spare.greeting()
            self._waiting = self._launch(Limits())
        except BaseException:
            spare.discard()
            raise
        return spare

    def _forget_the_ended(self) -> None:
        """Only of those that were left: how another one ended may still be asked, while its wrong answers run."""
        for pid in [pid for pid in self._left if self._running[pid].poll() is not None]:
            self._left.discard(pid)
            del self._running[pid]

    def _launch(self, limits: Limits) -> _Spare:
        pipes = Pipes()
        try:
            process = subprocess.Popen(
                [self._python, "-I", "-B", str(SCRIPT), self.flavour, json.dumps(limits.as_json()), str(os.getpid())]
                + [str(descriptor) for descriptor in pipes.theirs],
                pass_fds=pipes.theirs,
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=pipes.output,
                start_new_session=True,
            )
        except OSError as error:
            pipes.close()
            raise SandboxError(f"the runner does not start: {error}") from error
        finally:
            pipes.close_theirs()
        return _Spare(process, pipes, limits)
