"""Damage in the `-wal` that a killed program left behind, found before SQLite opens it.

SQLite reads a `-wal` up to the first frame whose checksum is wrong, and takes that for the end: what a crash cuts off
looks so. One damaged byte in the midst thus silently drops every transaction behind it, and the next one written goes
over them. But what was cut off has no frames behind it that were written later in the same round and end a transaction.
(The format is described at https://www.sqlite.org/fileformat2.html, section 4.)
"""

from __future__ import annotations

import struct
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

ENDING = "-wal"
_HEADER, _FRAME = 32, 24  # bytes before the first frame, and before the page of each
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}  # and the order of bytes in which the checksums were made
_TRIES = 3

Sums = tuple[int, int]


def damage(path: Path) -> str | None:
    """What is wrong with what stands beside the log at `path`, as a sentence; None for what SQLite reads to its end.

    Raises OSError when it cannot be read.
    """
    found = None
    for again in range(_TRIES):  # another program may have begun to write it anew while it was read
        found = _damage(Path(f"{path}{ENDING}"))
        if found is None:
            return None
        time.sleep(0.02 * (again + 1))
    return found


def _damage(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            frames = _Frames.of(stream)
            return None if frames is None else frames.damage()
    except FileNotFoundError:
        return None


class _Frames(NamedTuple):
    """The frames of a `-wal`; `sums`: those of its header, None when they are wrong."""

    stream: BinaryIO
    order: str
    page: int
    salts: bytes
    sums: Sums | None

    @classmethod
    def of(cls, stream: BinaryIO) -> _Frames | None:
        """Read the header; None when not even one frame follows it."""
        header = stream.read(_HEADER)
        first = stream.read(_FRAME)
        if len(first) < _FRAME:
            return None
        magic, _, page = struct.unpack(">3I", header[:12])
        order = _MAGIC.get(magic, "<")
        sums = _sums(header[:24], (0, 0), order)
        if magic in _MAGIC and struct.unpack(">2I", header[24:]) == sums:
            return cls(stream, order, page, header[16:24], sums)
        page = page if page in (512 << n for n in range(8)) else 4096
        return cls(stream, order, page, first[8:16], None)

    def damage(self) -> str | None:
        if self.sums is None:
            lost = sum(self._commits(0))
            return f"the header of the -wal is damaged, and {lost} later writes stand behind it" if lost else None
        sums, number = self.sums, 0
        for number, frame in enumerate(self._read(0), 1):
            sums = _sums(frame[:8] + frame[_FRAME:], sums, self.order)
            if frame[8:16] != self.salts or struct.unpack(">2I", frame[16:24]) != sums:
                lost = sum(self._commits(number))
                return (
                    f"the -wal is damaged in frame {number}, and {lost} later writes stand behind it" if lost else None
                )
        return None

    def _read(self, number: int) -> Iterator[bytes]:
        """The frames from this number on, counted from 0, that are whole."""
        size = _FRAME + self.page
        self.stream.seek(_HEADER + number * size)
        while len(frame := self.stream.read(size)) == size:
            yield frame

    def _commits(self, number: int) -> Iterator[bool]:
        """Whether each frame from this number on ends a transaction of the same round."""
        size, place = _FRAME + self.page, self.stream.seek(0, 2)
        for at in range(_HEADER + number * size, place - size + 1, size):
            self.stream.seek(at)
            head = self.stream.read(16)
            yield head[8:] == self.salts and head[4:8] != bytes(4)


def _sums(content: bytes, sums: Sums, order: str) -> Sums:
    words = array("I", content)
    if (order == "<") != (struct.pack("=H", 1) == struct.pack("<H", 1)):
        words.byteswap()
    low, high = sums
    for even, odd in zip(words[::2], words[1::2], strict=True):
        low = (low + even + high) & 0xFFFFFFFF
        high = (high + odd + low) & 0xFFFFFFFF
    return low, high
