"""Frames between the judge and a runner: a fixed header, a little JSON, raw buffers. Nothing is ever unpickled.

The runner is the submission's own process, so the judge takes every byte of it as hostile: each field is checked, the
body must be used exactly, and reads and writes have a deadline.
"""

from __future__ import annotations

import json
import math
import os
import select
import struct
import time
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from quiz.sandbox.text import clean

HEADER = struct.Struct("<4sBxxxIIQ")  # magic, kind, padding, sequence number, bytes of JSON, bytes of buffers
MAGIC = b"QZ01"
MAX_META = 1 << 16
MAX_BODY = 64 << 20
MAX_DIMENSIONS = 16
MAX_EMPTY = 100_000  # rows and columns of an array without numbers: each of them takes room as soon as it is looked at
MAX_ITEMS = 4096
AHEAD = 1 << 16  # bytes that are read beyond a frame at most: what a pipe usually holds
MAX_BITS = 1000  # of an integer: it can still become a float
DTYPES = frozenset(["<f2", "<f4", "<f8", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "|b1"])
LAYOUTS = ("C", "F", "stepped", "reversed")

Array = npt.NDArray[Any]
_JSON = json.JSONEncoder(separators=(",", ":"))


class Kind(IntEnum):
    """What a frame says."""

    SOURCE = 1
    READY = 2
    CALL = 3
    RESULT = 4
    ERROR = 5


class ProtocolError(Exception):
    """The bytes are not a frame, or not the frame that was due."""


class Closed(Exception):
    """The other side is gone."""


class Deadline(Exception):
    """The other side took too long."""


class Unsendable(TypeError):
    """A value that has no place on the wire; the text names its type."""


@dataclass(frozen=True)
class Laid:
    """An array that the runner is to lay out in memory in a certain way (one of LAYOUTS)."""

    array: Array
    layout: str


@dataclass(frozen=True)
class Frame:
    kind: int
    sequence: int
    meta: Any
    body: memoryview


def pack(kind: Kind, sequence: int, meta: object, buffers: list[bytes] | None = None) -> bytes:
    """The bytes of one frame. Raises Unsendable when its description is too long (some hundred arrays)."""
    head = _JSON.encode(meta).encode()
    if len(head) > MAX_META:
        raise Unsendable("a value of too many parts")
    body = b"".join(buffers or [])
    return HEADER.pack(MAGIC, kind, sequence, len(head), len(body)) + head + body


def encode(value: object, buffers: list[bytes], depth: int = 0) -> dict[str, Any]:
    """Describe `value` in JSON; the contents of arrays are appended to `buffers` in C order.

    Raises Unsendable for anything but arrays of plain numbers, scalars, strings, None, and tuples, lists or dicts of
    these.
    """
    if depth > 8:
        raise Unsendable("a value nested more than eight deep")
    if isinstance(value, Laid):
        return encode(value.array, buffers, depth) | {"layout": value.layout}
    if type(value) is np.ndarray:
        dtype = value.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise Unsendable(f"an array of dtype {value.dtype}")
        if value.nbytes > MAX_BODY:
            raise Unsendable(f"an array of {value.nbytes >> 20} MiB")
        if not value.size and _brackets(value.shape) > MAX_EMPTY:
            raise Unsendable(f"an empty array of shape {value.shape}")
        buffers.append(value.astype(dtype, copy=False).tobytes())
        return {"array": dtype, "shape": list(value.shape)}
    if isinstance(value, np.generic):
        if isinstance(value, np.longdouble):  # a number like any other, which every machine has in float64
            value = np.float64(value)
        return encode(np.asarray(value), buffers, depth) | {"scalar": True}
    if value is None or type(value) in (bool, str):
        return {"value": value}
    if type(value) is int:
        if value.bit_length() > MAX_BITS:
            raise Unsendable("an integer of more than 300 digits")
        return {"int": hex(value)}
    if type(value) is float:
        return {"float": value.hex()}
    if isinstance(value, tuple | list | dict) and len(value) > MAX_ITEMS:
        raise Unsendable("a value of too many parts")
    if isinstance(value, tuple | list):  # a named tuple is one, too
        name = "tuple" if isinstance(value, tuple) else "list"
        return {name: [encode(item, buffers, depth + 1) for item in value]}
    if type(value) is dict and all(type(key) is str for key in value):
        return {"dict": {key: encode(item, buffers, depth + 1) for key, item in value.items()}}
    raise Unsendable(_name(type(value)))


def _name(kind: type) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


class Decoder:
    """Reads values back from the JSON and the body of one frame."""

    def __init__(self, body: memoryview) -> None:
        self._body = body
        self._position = 0
        self._items = 0

    def value(self, meta: object, depth: int = 0) -> Any:
        """The value that `meta` describes. Raises ProtocolError for anything that `encode` cannot have written."""
        self._items += 1
        if depth > 9 or self._items > MAX_ITEMS or type(meta) is not dict:
            raise ProtocolError("a value is too deep, too long or not an object")
        if "array" in meta:
            return self._array(meta)
        if "value" in meta and (meta["value"] is None or type(meta["value"]) is bool):
            return meta["value"]
        if type(meta.get("value")) is str:
            return clean(meta["value"])
        if type(meta.get("int")) is str and len(meta["int"]) < MAX_BITS // 4 + 4:  # with a sign and 0x
            return _parsed(lambda text: int(text, 16), meta["int"])
        if type(meta.get("float")) is str:
            return _parsed(float.fromhex, meta["float"])
        if type(meta.get("tuple")) is list:
            return tuple(self.value(item, depth + 1) for item in meta["tuple"])
        if type(meta.get("list")) is list:
            return [self.value(item, depth + 1) for item in meta["list"]]
        if type(meta.get("dict")) is dict:
            return {clean(key): self.value(item, depth + 1) for key, item in meta["dict"].items()}
        raise ProtocolError("an unknown kind of value")

    def _array(self, meta: dict[str, Any]) -> Any:
        dtype, shape, layout = meta["array"], meta.get("shape"), meta.get("layout", "C")
        if type(dtype) is not str or dtype not in DTYPES:
            raise ProtocolError("an unknown dtype")
        if type(shape) is not list or len(shape) > MAX_DIMENSIONS:
            raise ProtocolError("a malformed shape")
        if not all(type(n) is int and 0 <= n < 1 << 40 for n in shape):
            raise ProtocolError("a malformed shape")
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if size > len(self._body) - self._position:
            raise ProtocolError("an array is longer than its buffer")
        if not size and _brackets(shape) > MAX_EMPTY:
            raise ProtocolError("an empty array is too large")
        array = np.frombuffer(self._body[self._position : self._position + size], dtype).reshape(shape)
        self._position += size
        if layout not in LAYOUTS:
            raise ProtocolError("an unknown layout")
        if meta.get("scalar") is True and not shape:
            return array[()]
        return lay_out(array, layout)

    def finish(self) -> None:
        """Raises ProtocolError when bytes are left over."""
        if self._position != len(self._body):
            raise ProtocolError("bytes are left over")


def _brackets(shape: Iterable[int]) -> int:
    """How large an array is, also without numbers."""
    return math.prod(n or 1 for n in shape)


def _parsed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except (ValueError, OverflowError):
        raise ProtocolError("a malformed number") from None


def lay_out(array: Array, layout: str) -> Array:
    """A writable copy of `array` with the same values, in C or Fortran order, with gaps, or running backwards."""
    if layout == "F":
        return np.array(array, order="F")
    if layout == "stepped" and array.ndim:
        spaced = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        spaced[..., ::2] = array
        return spaced[..., ::2]
    if layout == "reversed" and array.ndim:
        backwards = (slice(None, None, -1),) * array.ndim
        return array[backwards].copy()[backwards]
    return np.array(array, order="C")


class Reader:
    """Reads frames from a descriptor, never waiting beyond a deadline (`time.monotonic()` seconds)."""

    def __init__(self, descriptor: int, budget: int = 256 << 20) -> None:
        self._descriptor = descriptor
        self._budget = budget
        self.most = MAX_BODY  # bytes of buffers in the next frame
        self._spare = bytearray(AHEAD)
        self._ahead = memoryview(b"")  # what has been read beyond the last frame
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def frame(self, deadline: float | None = None) -> Frame:
        """The next frame. Raises Closed, Deadline or ProtocolError."""
        magic, kind, sequence, meta_bytes, body_bytes = HEADER.unpack(self._read(HEADER.size, deadline))
        if magic != MAGIC or meta_bytes > MAX_META:
            raise ProtocolError("not a frame")
        if body_bytes > self.most or body_bytes > self._budget:
            raise ProtocolError(f"a result of {body_bytes} bytes is too large")
        self._budget -= body_bytes
        try:
            meta = json.loads(bytes(self._read(meta_bytes, deadline)))
        except (ValueError, RecursionError):
            raise ProtocolError("not JSON") from None
        return Frame(kind, sequence, meta, self._read(body_bytes, deadline))

    def _read(self, count: int, deadline: float | None) -> memoryview:
        """The next `count` bytes; what else lies ready is read along with them, since each read costs as much."""
        if count <= len(self._ahead):
            taken, self._ahead = self._ahead[:count], self._ahead[count:]
            return taken
        buffer = memoryview(bytearray(count))
        got = len(self._ahead)
        buffer[:got], self._ahead = self._ahead, self._ahead[:0]
        while got < count:
            _wait(self._poll, deadline)
            read = os.readv(self._descriptor, [buffer[got:], self._spare])
            if not read:
                raise Closed
            beyond = max(0, got + read - count)
            self._ahead = memoryview(bytes(self._spare[:beyond]))
            got += read - beyond
        return buffer


def send(descriptor: int, data: bytes, deadline: float | None = None) -> None:
    """Write all of `data`. With a deadline the descriptor must not block: a reader that sleeps must not hang us.

    Raises Closed or Deadline.
    """
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(descriptor, view[: 1 << 16]) :]
        except BlockingIOError:
            poll = select.poll()
            poll.register(descriptor, select.POLLOUT)
            _wait(poll, deadline)
        except BrokenPipeError:
            raise Closed from None


def _wait(poll: select.poll, deadline: float | None) -> None:
    if deadline is None:
        return
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise Deadline
