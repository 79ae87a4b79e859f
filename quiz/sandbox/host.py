"""The judge's side of one runner: give it a source, have it called, see how it ends. Where runners come from is open.

`quiz.sandbox.forking` forks them, `quiz.sandbox.spares` starts them; `quiz.sandbox.engines` chooses.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from quiz.sandbox import wire
from quiz.sandbox.outcome import Ending, Failed, Returned, failure
from quiz.sandbox.pipes import Pipes
from quiz.sandbox.restrictions import Limits

START_SECONDS = 60.0  # a torch fork server on a loaded machine
REQUEST_SECONDS = 10.0  # one that is ready, asked for a runner
DUMP_SECONDS = 0.3  # for a hanging runner to say where it is
END_SECONDS = 2.0  # for a runner that has closed its pipes to be gone
CLEAN_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",  # before the import: a fork of a process with OpenMP threads can hang
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
}
KEPT = ("LD_LIBRARY_PATH",)  # without which some interpreters do not start


class SandboxError(Exception):
    """No runner can be had: the process that makes them cannot be started, or has gone away."""


class Sandbox(ABC):
    """Where runners come from. Not for several threads at a time.

    `pid` is the process that makes them, `protections` says which of `protections.PROTECTIONS` hold.
    """

    flavour: str

    @property
    @abstractmethod
    def pid(self) -> int: ...

    @property
    @abstractmethod
    def protections(self) -> tuple[str, ...]: ...

    @abstractmethod
    def start(self, limits: Limits) -> Run:
        """A fresh runner. Raises SandboxError when none can be had."""

    @abstractmethod
    def signal(self, pid: int, number: int) -> None:
        """Signal one of its runners; one that has ended is let be."""

    @abstractmethod
    def wait(self, pid: int, seconds: float) -> int | None:
        """The wait status of a runner, or None when it has not ended in time. Raises SandboxError."""

    @abstractmethod
    def leave(self, pid: int) -> None:
        """Kill a runner without waiting for its end."""

    @abstractmethod
    def close(self) -> None:
        """End everything."""


def clean_environment() -> dict[str, str]:
    """What a process that makes runners finds in its environment: nothing of the user's."""
    return CLEAN_ENVIRONMENT | {name: os.environ[name] for name in KEPT if name in os.environ}


@dataclass
class Run:
    """One runner. Every call may raise wire.Deadline, wire.Closed or wire.ProtocolError; then only `finish` is left."""

    server: Sandbox
    pid: int
    _pipes: Pipes
    calls: int = 0
    _reader: wire.Reader = field(init=False)
    _unanswered: deque[tuple[int, int]] = field(default_factory=deque)  # sequence number and bytes of each call
    _answered: int = 0
    _loaded: bool = False
    _written: bytearray = field(default_factory=bytearray)  # calls that are to be sent
    _most: int = wire.MAX_BODY  # bytes of a result
    _room: int = field(init=False)  # bytes of calls that may be on their way at once

    def __post_init__(self) -> None:
        self._reader = wire.Reader(self._pipes.read)
        self._room = self._pipes.capacity // 2

    def load(
        self,
        source: bytes,
        functions: tuple[str, ...],
        *,
        file: str,
        driver: str | None,
        seed: int,
        seconds: float,
        forbids: tuple[str, ...] = (),
        most: int = wire.MAX_BODY,
    ) -> None:
        """Have the source run, without waiting for its end, which `loaded` tells. `file` is the name in tracebacks.

        `forbids` are names that it must not use (`quiz.sandbox.policy`); when it does it is not run. `most` is how many
        bytes a result may have.
        """
        self._most = min(most, wire.MAX_BODY)
        facts = {"driver": driver, "seed": seed, "forbids": forbids, "most": self._most}
        meta = {"file": file, "functions": functions, **facts}
        wire.send(self._pipes.write, wire.pack(wire.Kind.SOURCE, 0, meta, [source]), time.monotonic() + seconds)

    def loaded(self, seconds: float) -> Failed | None:
        """Wait until the source has run; None when it defines what it should."""
        frame = self._frame(0, time.monotonic() + seconds)
        self._loaded = True
        return failure(frame.meta) if frame.kind == wire.Kind.ERROR else None

    def call(self, args: tuple[Any, ...], kwargs: dict[str, Any], seconds: float) -> Returned | Failed:
        """Call the submission once; arrays may be wrapped in wire.Laid."""
        self.put(self.packed(args, kwargs))
        self.send(seconds)
        return self.take(seconds)

    def packed(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        """The next call as it goes to the runner, for `put`."""
        self.calls += 1
        buffers: list[bytes] = []
        meta = {"args": wire.encode(args, buffers), "kwargs": wire.encode(kwargs, buffers)}
        return wire.pack(wire.Kind.CALL, self.calls, meta, buffers)

    def put(self, call: bytes) -> bool:
        """Have a call sent with the next `send`, also while others wait for their answer; False when there is no room.

        What is on its way fits into the pipe, so that the runner can always go on to answer. Only one that is loaded
        and has nothing else to do reads whatever comes.
        """
        is_busy = self._unanswered or not self._loaded
        if is_busy and sum(size for _, size in self._unanswered) + len(call) > self._room:
            return False
        sequence = self._unanswered[-1][0] + 1 if self._unanswered else self._answered + 1
        self._unanswered.append((sequence, len(call)))
        self._written += call
        return True

    @property
    def starting(self) -> bool:
        """Is nothing on its way but the call that was put last?"""
        return len(self._unanswered) == 1

    def send(self, seconds: float) -> None:
        """Send what was put. That the runner has ended is found by `take`: it reads the answers that were given."""
        with contextlib.suppress(wire.Closed):
            wire.send(self._pipes.write, bytes(self._written), time.monotonic() + seconds)
        self._written.clear()

    def take(self, seconds: float) -> Returned | Failed:
        """The answer to the oldest call that has none."""
        sequence, sent = self._unanswered[0]
        self._reader.most = min(self._most + sent, wire.MAX_BODY)  # the arguments come back, too
        frame = self._frame(sequence, time.monotonic() + seconds)
        self._unanswered.popleft()
        self._answered = sequence
        if frame.kind == wire.Kind.ERROR:
            return failure(frame.meta)
        if frame.kind != wire.Kind.RESULT or type(frame.meta.get("inputs")) is not dict:
            raise wire.ProtocolError("not a result")
        decoder = wire.Decoder(frame.body)
        value = decoder.value(frame.meta.get("result"))
        after = decoder.value(frame.meta["inputs"])
        decoder.finish()
        if type(after) is not tuple or len(after) != 2 or type(after[0]) is not tuple or type(after[1]) is not dict:
            raise wire.ProtocolError("malformed inputs")
        return Returned(value, after[0], after[1], frame.meta.get("shared") is True)

    def leave(self) -> str:
        """End the runner after its last result, without waiting; returns what it printed."""
        if self._pipes.closed:  # `finish` failed: the fork server has gone, and the runner with it
            return ""
        output = self._pipes.printed()
        self.server.leave(self.pid)
        self._pipes.close()
        return output

    def finish(self, *, dump_stack: bool = False, patience: float = END_SECONDS) -> Ending:
        """End the runner and say how it ended, after `patience` seconds for it to leave by itself.

        `dump_stack` asks for the line where it hangs instead.
        """
        try:
            self._pipes.hang_up()
            if dump_stack:
                self._have_it_dumped()
            status = None if dump_stack else self.server.wait(self.pid, patience)
            killed = status is None
            if status is None:
                self.server.signal(self.pid, signal.SIGKILL)
                status = self.server.wait(self.pid, 5)
            return Ending(status or 0, killed, self._pipes.printed(), self._pipes.dumped())
        finally:
            self._pipes.close()

    def _have_it_dumped(self) -> None:
        """Have the runner write down its stack, and give it the time for that."""
        self.server.signal(self.pid, signal.SIGUSR1)
        deadline = time.monotonic() + DUMP_SECONDS
        size = 0
        while time.monotonic() < deadline:
            time.sleep(0.01)
            before, size = size, os.fstat(self._pipes.dumps).st_size
            if before == size > 0:
                return

    def _frame(self, sequence: int, deadline: float) -> wire.Frame:
        frame = self._reader.frame(deadline)
        expected = (wire.Kind.READY,) if sequence == 0 else (wire.Kind.RESULT,)
        if frame.sequence != sequence or frame.kind not in (*expected, wire.Kind.ERROR) or type(frame.meta) is not dict:
            raise wire.ProtocolError("a frame out of turn")
        return frame
