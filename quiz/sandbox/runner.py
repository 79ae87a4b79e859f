"""One submission in a process of its own: read the source, call it as told, send back what it returned.

Everything in this process belongs to the submission from the moment its source runs, so nothing here decides anything.
"""

from __future__ import annotations

import faulthandler
import io
import linecache
import os
import random
import signal
import sys
import traceback
import types
from collections.abc import Callable, Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Any, NamedTuple

import numpy as np

from quiz.sandbox import policy, restrictions, tensors, wire
from quiz.sandbox.outcome import MESSAGE, TRACEBACK, TYPE

OUTPUT_BYTES = 64 << 10  # of prints that are kept
FRAMES = 6  # of the learner's own, in a traceback
DRIVER = "<driver>"
TOOLS = ("numpy", "numpy.linalg", "numpy.random", "torch", "torch.autograd")  # what a driver may use


class Channels(NamedTuple):
    """The descriptors of a runner; everything else is closed."""

    frames_in: int
    frames_out: int
    dumps: int


class Unavailable(MetaPathFinder):
    """Refuses to import a package, with a sentence instead of a puzzle."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] == self.package:
            raise ModuleNotFoundError(f"{self.package} is not available in this kata: write it in NumPy", name=fullname)
        return None


class BoundedOutput(io.TextIOBase):
    """Standard output that keeps the first bytes and drops the rest, so that printing is never an error."""

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._left = limit

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._left > 0:
            data = text.encode("utf-8", "replace")[: self._left]
            self._left -= len(data)
            os.write(self._descriptor, data)
        return len(text)


def take_descriptors(descriptors: list[int], rules: int | None) -> Channels:
    """Put the four descriptors of a request in their places and close every other one but Landlock's rules."""
    frames_in, frames_out, output, dumps = descriptors
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    kept = {0, 1, 2, frames_in, frames_out, dumps}
    restrictions.close_descriptors(kept if rules is None else kept | {rules})
    return Channels(frames_in, frames_out, dumps)


def run(channels: Channels) -> None:
    """Serve the calls of one grading; returns when the judge closes its end."""
    os.environ.clear()
    os.chdir("/")
    sys.stdin = os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stderr = BoundedOutput(1, OUTPUT_BYTES)
    faulthandler.enable(channels.dumps, all_threads=False)
    faulthandler.register(signal.SIGUSR1, channels.dumps, all_threads=False)
    reader = wire.Reader(channels.frames_in)
    try:
        first = reader.frame()
        tools = _kept_tools() if first.meta.get("driver") else {}
        file = first.meta["file"]
        answer = _Answer(channels.frames_out, file)
        source = bytes(first.body)
        banned = policy.forbidden_use(source, tuple(first.meta["forbids"]))
        if banned:
            answer.error(0, {"stage": "forbidden", "message": banned[0], "line": banned[1]})
            return
        call = answer.guarded(0, "load", lambda: _load(source, first.meta))
        if call is None:
            return
        missing = [name for name in first.meta["functions"] if not callable(call.get(name))]
        if missing:
            answer.error(0, {"stage": "missing", "missing": missing})
            return
        answer.send(wire.pack(wire.Kind.READY, 0, {}))
        drive = _driver(first.meta.get("driver"), first.meta["functions"], call, tools)
        while True:
            _serve(reader.frame(), drive, answer, first.meta["most"])
    except wire.Closed:
        return


def _load(source: bytes, meta: dict[str, Any]) -> dict[str, Any]:
    file = meta["file"]
    random.seed(meta["seed"])
    np.random.seed(meta["seed"] % (1 << 32))
    text = source.decode("utf-8", "replace")
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    module = types.ModuleType("submission")
    module.__file__ = file
    sys.modules["submission"] = module
    exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)
    return module.__dict__


def _kept_tools() -> dict[str, types.ModuleType]:
    """Copies of the modules that a driver uses, so that a submission that replaces `np.where` replaces only its own."""
    kept: dict[str, types.ModuleType] = {}
    for name in TOOLS:
        if name in sys.modules:
            kept[name] = types.ModuleType(name)
            kept[name].__dict__.update(sys.modules[name].__dict__)
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(kept[parent], child, kept[name])
    return kept


def _driver(
    source: str | None, functions: list[str], namespace: dict[str, Any], tools: dict[str, types.ModuleType]
) -> Callable[..., Any]:
    """What one call does: the only function itself, or the kata's driver with all of them."""
    if source is None:
        return lambda *args, **kwargs: namespace[functions[0]](*args, **kwargs)
    scope: dict[str, Any] = {"np": tools["numpy"], "torch": tools.get("torch")}
    exec(compile(source, DRIVER, "exec", dont_inherit=True), scope)
    drive = next(value for value in scope.values() if isinstance(value, types.FunctionType))
    return lambda *args, **kwargs: drive(*(namespace[name] for name in functions), *args, **kwargs)


def _serve(frame: wire.Frame, drive: Callable[..., Any], answer: _Answer, most: int) -> None:
    decoder = wire.Decoder(frame.body)
    args, kwargs = decoder.value(frame.meta["args"]), decoder.value(frame.meta["kwargs"])
    if "torch" in sys.modules:
        args, kwargs = tensors.wrapped(args), tensors.wrapped(kwargs)
    returned = answer.guarded(frame.sequence, "call", lambda: (drive(*args, **kwargs),))
    if returned is None:
        return
    buffers: list[bytes] = []
    try:
        value, inputs = tensors.unwrapped(returned[0]), (tensors.unwrapped(args), tensors.unwrapped(kwargs))
        result = wire.encode(value, buffers)
        size = sum(map(len, buffers))
        if size > most:
            raise wire.Unsendable(f"a value of {size / (1 << 20):.1f} MiB")
        facts = {"result": result, "inputs": wire.encode(inputs, buffers), "shared": _share_memory(value, inputs)}
        frame_out = wire.pack(wire.Kind.RESULT, frame.sequence, facts, buffers)
    except wire.Unsendable as error:
        answer.error(frame.sequence, {"stage": "return", "message": str(error)})
        return
    except Exception as error:  # a result too large or too deep to be sent
        answer.error(frame.sequence, {**_facts(error, ""), "stage": "return", "message": "a value that is too large"})
        return
    answer.send(frame_out)


def _share_memory(result: Any, inputs: Any) -> bool:
    """Does an array of the result lie where one of the arguments lies?"""
    given = list(_arrays(inputs))
    return any(np.may_share_memory(one, other) for one in _arrays(result) for other in given)


def _arrays(value: Any) -> Iterator[np.ndarray[Any, Any]]:
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item)


class _Answer:
    """Sends frames to the judge, and turns the submission's exceptions into facts."""

    def __init__(self, descriptor: int, file: str) -> None:
        self._descriptor = descriptor
        self._file = file

    def send(self, data: bytes) -> None:
        wire.send(self._descriptor, data)

    def error(self, sequence: int, facts: dict[str, Any]) -> None:
        self.send(wire.pack(wire.Kind.ERROR, sequence, facts))

    def guarded(self, sequence: int, stage: str, act: Callable[[], Any]) -> Any:
        """What `act` returns; None after an exception, which has been told to the judge."""
        try:
            return act()
        except (wire.Closed, wire.ProtocolError):
            raise
        except BaseException as error:
            self.error(sequence, {"stage": stage, **_facts(error, self._file)})
            return None


def _facts(error: BaseException, file: str) -> dict[str, Any]:
    """The exception as data: its type, its text, the learner's own lines, whether memory ran out."""
    name, text = "an exception", ""
    lines: list[str] = []
    innermost = ""
    try:
        name = str(type(error).__name__)[:TYPE]
        text = str(error)[:MESSAGE]
        if isinstance(error, SyntaxError):
            lines = traceback.format_exception_only(error)
        else:
            frames = traceback.extract_tb(error.__traceback__)
            innermost = frames[-1].filename if frames else ""
            own = [frame for frame in frames if frame.filename == file]
            lines = [*traceback.format_list(own[-FRAMES:]), f"{name}: {text}\n"] if own else []
    except BaseException:  # an exception may have a __str__ that raises
        text = text or "(its text cannot be shown)"
    memory = isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and "allocate memory" in text)
    return {
        "type": name,
        "message": text,
        "traceback": "".join(lines)[-TRACEBACK:],
        "memory": memory,
        "in_driver": innermost == DRIVER,
    }
