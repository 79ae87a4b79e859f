"""The judge's side of the fork server: start it, have it fork runners, hear how they end."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.sandbox import bubblewrap
from quiz.sandbox.host import END_SECONDS, REQUEST_SECONDS, START_SECONDS, Run, Sandbox, SandboxError, clean_environment
from quiz.sandbox.pipes import Pipes
from quiz.sandbox.protections import BOX, FILES
from quiz.sandbox.restrictions import Limits

SCRIPT = Path(__file__).with_name("fork_server.py")


@dataclass
class _Asked:
    """A runner that was asked for; `pid` is 0 until the fork server has told it."""

    limits: Limits
    pipes: Pipes
    pid: int = 0


class Forks(Sandbox):
    """Client of one fork server. It starts in the background; the first use waits until it is ready.

    One runner is always forked ahead, confined already and waiting for a source: a verdict does not wait for a fork.
    """

    def __init__(self, flavour: str = "numpy", python: str = sys.executable, *, boxed: bool = True) -> None:
        """`boxed` puts bubblewrap around it where that works."""
        self.flavour = flavour
        self._python = python
        self._left: set[int] = set()  # runners that nobody waits for
        self._ended: dict[int, int] = {}
        self._ahead: _Asked | None = None
        self._held: tuple[str, ...] | None = None
        self._boxes = [True, False] if boxed and bubblewrap.program() else []  # with processes of its own, without
        self._launch()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def protections(self) -> tuple[str, ...]:
        return self._wait_until_ready()

    def _launch(self) -> None:
        """Start it, in the closest box that has not failed yet."""
        self._boxed = bool(self._boxes)
        prefix = bubblewrap.prefix(self._python, self.flavour, own_processes=self._boxes.pop(0)) if self._boxed else []
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [*prefix, self._python, "-I", "-B", str(SCRIPT), str(theirs.fileno()), self.flavour],
                pass_fds=[theirs.fileno()],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        self._control = ours
        self._control.settimeout(START_SECONDS)

    def _wait_until_ready(self) -> tuple[str, ...]:
        """Which protections hold. Raises SandboxError when it does not start."""
        while self._held is None:
            try:
                held = self._receive()["protections"]
                self._control.settimeout(REQUEST_SECONDS)
                self._held = (*dict.fromkeys((*held, FILES)), BOX) if self._boxed else tuple(held)
            except (SandboxError, TimeoutError) as error:
                if not self._boxed:
                    raise SandboxError(f"the fork server does not start: {error}") from error
                self.close()  # bubblewrap is not permitted here, or hides what this Python needs
                self._launch()
        return self._held

    def start(self, limits: Limits) -> Run:
        self._wait_until_ready()
        try:
            asked = self._waiting(limits)
            self._ahead = None  # also when the next one cannot be had: its pipes may be closed by now
            asked = asked or self._ask(limits)
            try:
                while not asked.pid:
                    self._note(self._receive(), asked)
                self._ahead = self._ask(limits)
            except BaseException:
                asked.pipes.close()
                raise
        except (OSError, SandboxError):
            raise SandboxError("the fork server is gone") from None
        return Run(self, asked.pid, asked.pipes)

    def _ask(self, limits: Limits) -> _Asked:
        """Have a runner forked, without waiting for it."""
        pipes = Pipes()
        try:
            socket.send_fds(self._control, [json.dumps({"limits": limits.as_json()}).encode()], pipes.theirs)
        except OSError:
            pipes.close()
            raise SandboxError("the fork server is gone") from None
        finally:
            pipes.close_theirs()
        return _Asked(limits, pipes)

    def _waiting(self, limits: Limits) -> _Asked | None:
        """The runner that was forked ahead, if it has these limits and has not ended meanwhile."""
        asked = self._ahead
        if asked is None:
            return None
        while not asked.pid or select.select([self._control], [], [], 0)[0]:
            self._note(self._receive(), asked)
        if asked.limits == limits and asked.pid not in self._ended:
            return asked
        if self._ended.pop(asked.pid, None) is None:
            self.leave(asked.pid)
        asked.pipes.close()
        return None

    def signal(self, pid: int, number: int) -> None:
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"signal": number, "pid": pid}).encode())

    def wait(self, pid: int, seconds: float) -> int | None:
        deadline = time.monotonic() + seconds
        while pid not in self._ended:
            self._control.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                answer = self._receive()
            except TimeoutError:
                return None
            finally:
                self._control.settimeout(REQUEST_SECONDS)
            self._note(answer, self._ahead)
        return self._ended.pop(pid)

    def leave(self, pid: int) -> None:
        self._left.add(pid)
        self.signal(pid, signal.SIGKILL)

    def _note(self, answer: dict[str, Any], asked: _Asked | None) -> None:
        """Take in what the fork server says: the number of the runner that was asked for, or the end of one."""
        if "pid" in answer:
            assert asked is not None
            asked.pid = answer["pid"]
            self._ended.pop(asked.pid, None)  # the number may have been another runner's
        elif answer["ended"] in self._left:
            self._left.discard(answer["ended"])
        else:
            self._ended[answer["ended"]] = answer["status"]

    def close(self) -> None:
        if self._ahead is not None:
            self._ahead.pipes.close()
            self._ahead = None
        self._control.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()

    def _receive(self) -> dict[str, Any]:
        try:
            data = self._control.recv(1 << 16)
        except ConnectionError:
            data = b""
        if not data:
            raise SandboxError(self._last_words() or "it was ended")
        message: dict[str, Any] = json.loads(data)
        return message

    def _last_words(self) -> str:
        """What a fork server that has ended complained of."""
        with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
            _, said = self._process.communicate(timeout=2)
            return os.fsdecode(said).strip()[-500:]
        return ""
