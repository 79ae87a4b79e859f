"""The judge's side of the sandbox: start a fork server, have it fork runners, talk to them, see how they end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quiz.sandbox import wire
from quiz.sandbox.restrictions import Limits

START_SECONDS = 60.0  # a torch fork server on a loaded machine
OUTPUT_BYTES = 64 << 10
CLEAN_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",  # before the import: a fork of a process with OpenMP threads can hang
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
}


class SandboxError(Exception):
    """The fork server cannot be started or has gone away."""


@dataclass(frozen=True)
class Returned:
    """What a call gave back, and its arguments as they were afterwards."""

    value: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True)
class Failed:
    """An exception of the submission. `stage` is load, missing, call or return."""

    stage: str
    type: str = ""
    message: str = ""
    traceback: str = ""
    memory: bool = False
    in_driver: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ending:
    """How a runner ended: wait status, whether we killed it, what it printed, where its stack stood."""

    status: int
    killed: bool
    output: str
    dump: str

    @property
    def signal(self) -> int:
        """The signal that ended it, 0 when it left by itself."""
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0

    @property
    def exit_status(self) -> int:
        return os.WEXITSTATUS(self.status) if os.WIFEXITED(self.status) else 0


class ForkServer:
    """Client of one fork server. Not for several threads at a time."""

    def __init__(self, flavour: str = "numpy", python: str = sys.executable) -> None:
        if not hasattr(os, "fork") or not hasattr(socket, "SOCK_SEQPACKET"):
            raise SandboxError("this platform cannot fork")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        script = Path(__file__).with_name("fork_server.py")
        self._process = subprocess.Popen(
            [python, "-I", "-B", str(script), str(theirs.fileno()), flavour],
            pass_fds=[theirs.fileno()],
            env=CLEAN_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        theirs.close()
        self.flavour = flavour
        self._control = ours
        self._control.settimeout(START_SECONDS)
        self._ended: dict[int, int] = {}
        self._left: set[int] = set()  # runners that nobody waits for
        self.protections: tuple[str, ...] = tuple(self._receive()["protections"])

    @property
    def pid(self) -> int:
        return self._process.pid

    def start(self, limits: Limits) -> Run:
        """Fork a runner. Raises SandboxError when the fork server is gone."""
        in_read, in_write = os.pipe()
        out_read, out_write = os.pipe()
        output, dumps = _scratch_file("output"), _scratch_file("dumps")
        try:
            request = json.dumps({"limits": limits.as_json()}).encode()
            socket.send_fds(self._control, [request], [in_read, out_write, output, dumps])
            answer = self._receive()
            while "pid" not in answer:
                self._note_end(answer)
                answer = self._receive()
        except (OSError, SandboxError):
            for descriptor in (in_write, out_read, output, dumps):
                os.close(descriptor)
            raise SandboxError("the fork server is gone") from None
        finally:
            os.close(in_read)
            os.close(out_write)
        return Run(self, answer["pid"], in_write, out_read, output, dumps)

    def signal(self, pid: int, number: int) -> None:
        """Signal one of its runners; one that has ended is let be."""
        with contextlib.suppress(OSError):
            self._control.send(json.dumps({"signal": number, "pid": pid}).encode())

    def wait(self, pid: int, seconds: float) -> int | None:
        """The wait status of a runner, or None when it has not ended in time."""
        deadline = time.monotonic() + seconds
        while pid not in self._ended:
            self._control.settimeout(max(deadline - time.monotonic(), 0.001))
            try:
                answer = self._receive()
            except TimeoutError:
                return None
            finally:
                self._control.settimeout(START_SECONDS)
            self._note_end(answer)
        return self._ended.pop(pid)

    def leave(self, pid: int) -> None:
        """Kill a runner without waiting for its end."""
        self._left.add(pid)
        self.signal(pid, signal.SIGKILL)

    def _note_end(self, answer: dict[str, Any]) -> None:
        if answer["ended"] in self._left:
            self._left.discard(answer["ended"])
        else:
            self._ended[answer["ended"]] = answer["status"]

    def close(self) -> None:
        self._control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        if self._process.stderr:
            self._process.stderr.close()

    def _receive(self) -> dict[str, Any]:
        data = self._control.recv(1 << 16)
        if not data:
            said = self._process.stderr.read().decode("utf-8", "replace") if self._process.stderr else ""
            raise SandboxError(f"the fork server ended: {said.strip()[-500:]}")
        message: dict[str, Any] = json.loads(data)
        return message


@dataclass
class Run:
    """One runner. Every call may raise wire.Deadline, wire.Closed or wire.ProtocolError; then only `finish` is left."""

    server: ForkServer
    pid: int
    _write: int
    _read: int
    _output: int
    _dumps: int
    calls: int = 0
    _reader: wire.Reader = field(init=False)

    def __post_init__(self) -> None:
        os.set_blocking(self._write, False)
        self._reader = wire.Reader(self._read)

    def load(
        self, source: bytes, functions: tuple[str, ...], *, file: str, driver: str | None, seed: int, seconds: float
    ) -> Failed | None:
        """Run the source; None when it defines what it should. `file` is the name that tracebacks show."""
        deadline = time.monotonic() + seconds
        meta = {"file": file, "functions": functions, "driver": driver, "seed": seed}
        wire.send(self._write, wire.pack(wire.Kind.SOURCE, 0, meta, [source]), deadline)
        frame = self._frame(0, deadline)
        return _failure(frame.meta) if frame.kind == wire.Kind.ERROR else None

    def call(self, args: tuple[Any, ...], kwargs: dict[str, Any], seconds: float) -> Returned | Failed:
        """Call the submission once; arrays may be wrapped in wire.Laid."""
        self.calls += 1
        deadline = time.monotonic() + seconds
        buffers: list[bytes] = []
        meta = {"args": wire.encode(args, buffers), "kwargs": wire.encode(kwargs, buffers)}
        wire.send(self._write, wire.pack(wire.Kind.CALL, self.calls, meta, buffers), deadline)
        frame = self._frame(self.calls, deadline)
        if frame.kind == wire.Kind.ERROR:
            return _failure(frame.meta)
        if frame.kind != wire.Kind.RESULT or type(frame.meta.get("inputs")) is not dict:
            raise wire.ProtocolError("not a result")
        decoder = wire.Decoder(frame.body)
        value = decoder.value(frame.meta.get("result"))
        after = decoder.value(frame.meta["inputs"])
        decoder.finish()
        if type(after) is not tuple or len(after) != 2 or type(after[0]) is not tuple or type(after[1]) is not dict:
            raise wire.ProtocolError("malformed inputs")
        return Returned(value, after[0], after[1])

    def leave(self) -> str:
        """End the runner after its last result, without waiting; returns what it printed."""
        output = _text(self._output)
        self.server.leave(self.pid)
        for descriptor in (self._write, self._read, self._output, self._dumps):
            os.close(descriptor)
        return output

    def finish(self, *, dump_stack: bool = False) -> Ending:
        """End the runner and say how it ended. `dump_stack` first asks for the line where it hangs."""
        os.close(self._write)
        os.close(self._read)
        if dump_stack:
            self.server.signal(self.pid, signal.SIGUSR1)
            time.sleep(0.03)  # for the dump to be written
        status = None if dump_stack else self.server.wait(self.pid, 0.3)
        killed = status is None
        if status is None:
            self.server.signal(self.pid, signal.SIGKILL)
            status = self.server.wait(self.pid, 5)
        try:
            return Ending(status or 0, killed, _text(self._output), _text(self._dumps))
        finally:
            os.close(self._output)
            os.close(self._dumps)

    def _frame(self, sequence: int, deadline: float) -> wire.Frame:
        frame = self._reader.frame(deadline)
        expected = (wire.Kind.READY,) if sequence == 0 else (wire.Kind.RESULT,)
        if frame.sequence != sequence or frame.kind not in (*expected, wire.Kind.ERROR) or type(frame.meta) is not dict:
            raise wire.ProtocolError("a frame out of turn")
        return frame


def _failure(meta: dict[str, Any]) -> Failed:
    """The facts of an ERROR frame; whatever is malformed in it is replaced by nothing."""

    def text(key: str) -> str:
        value = meta.get(key)
        return clean(value) if type(value) is str else ""

    names = meta.get("missing")
    missing = tuple(str(name)[:100] for name in names[:20]) if type(names) is list else ()
    stage = text("stage") if text("stage") in ("load", "missing", "call", "return") else "call"
    memory, in_driver = meta.get("memory") is True, meta.get("in_driver") is True
    return Failed(stage, text("type"), text("message"), text("traceback"), memory, in_driver, missing)


ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_].*?(?:\x1b\\|$)|\x1b.?", re.S
)


def clean(text: str) -> str:
    """The text without terminal escapes and control characters, so that it can be shown."""
    plain = ESCAPES.sub("", text)
    return "".join(c for c in plain if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff") or c == " ")


def _scratch_file(name: str) -> int:
    """A descriptor of a file that has no name, for output that must not fill a pipe."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _text(descriptor: int) -> str:
    return clean(os.pread(descriptor, OUTPUT_BYTES, 0).decode("utf-8", "replace"))
