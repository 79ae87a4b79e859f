"""What a damaged log still holds, found without trust in anything but the records themselves.

SQLite keeps a row as a record: a header with the kind and length of each value, then the values. The pattern that such
a header has for an event is looked for in every page of the file and of what stands beside it, so neither the first
page nor the tree above the events need be whole. The index of instants names every event a second time; it tells what
is lost. (The file format is described at https://www.sqlite.org/fileformat2.html, sections 1.6, 2.1 and 4.2.)
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quiz.progress import write_ahead
from quiz.progress.event import Event, from_row
from quiz.progress.reading import copy_with_sidecars
from quiz.progress.validity import LATEST, fault

Key = tuple[str, int]  # device and counter
Book = Mapping[int, bytes]  # pages by their numbers

# Serial types in a record's header: the length of a text, which is odd and at least 13, or the kind of an integer.
_TEXT = rb"(?:[\x0d-\x7f]|[\x81-\xff][\x00-\x7f]|[\x81-\xff][\x80-\xff][\x00-\x7f])"
_INTEGER = rb"[\x01-\x06\x08\x09]"
_INSTANT = rb"[\x05\x06]"  # 48 or 64 bits
_DAY = rb"\x21"  # a text of ten bytes
_EVENT = re.compile(rb"(?=[\x09-\x18]" + _TEXT + _INTEGER + _INSTANT + _INTEGER + _DAY + _TEXT * 3 + rb")", re.DOTALL)
_ENTRY = re.compile(rb"(?=[\x05\x06]" + _INSTANT + _TEXT + _INTEGER * 2 + rb")", re.DOTALL)  # of the index event_order
_WIDTHS = (0, 1, 2, 3, 4, 6, 8)  # bytes of an integer, by its kind; 8 and 9 stand for the values 0 and 1


@dataclass
class Salvage:
    """What was found: the events, those of one key that differ each for itself, and the index's instants (µs)."""

    events: dict[Key, list[Event]] = field(default_factory=dict)
    named: dict[Key, int] = field(default_factory=dict)


def salvage(path: Path) -> Salvage:
    """Find every event that can be read in the log at `path` and beside it, which stay as they are.

    Raises OSError when the files themselves cannot be read.
    """
    with TemporaryDirectory(prefix="quiz-") as folder:
        copy = Path(folder, "log.sqlite3")
        copy_with_sidecars(path, copy)
        before, beside = _content(copy), _content(Path(f"{copy}{write_ahead.ENDING}"))
        # Where SQLite still can, it brings the file to its last whole transaction.
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(copy)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        after = _content(copy)
    size = _page_size(after[16:18] if after.startswith(b"SQLite") else before[16:18] or beside[10:12])
    in_file, in_frames = _pages(after, size, 0), _pages(beside, size, 32, 24)  # a header, and one before each page
    numbers = [int.from_bytes(beside[at : at + 4]) for at in range(32, len(beside), 24 + size)]
    books = [dict(enumerate(in_file, 1)), dict(zip(numbers, in_frames, strict=True))]
    if before != after:
        books.append(dict(enumerate(_pages(before, size, 0), 1)))
    found = Salvage()
    for page in dict.fromkeys((*in_file, *in_frames, *books[-1].values())):
        for event in _events(page, size, books):
            same = found.events.setdefault((event.device, event.counter), [])
            if event not in same:
                same.append(event)
        for key, instant in _entries(page):
            found.named.setdefault(key, instant)
    return found


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


def _page_size(number: bytes) -> int:
    size = int.from_bytes(number)
    return 65536 if size == 1 else size if size in (512 << n for n in range(7)) else 4096


def _pages(content: bytes, size: int, start: int, gap: int = 0) -> list[bytes]:
    """The pages after the first `start` bytes, each of which comes after `gap` others."""
    return [content[at + gap : at + gap + size] for at in range(start, len(content), gap + size)]


def _events(page: bytes, size: int, books: Sequence[Book]) -> Iterator[Event]:
    """The events whose records begin on a page; what overflows is looked up in one of the books."""
    for match in _EVENT.finditer(page):
        kinds, start = _header(page, match.start())
        if len(kinds) == 8 and all(_is_text(kinds[n]) for n in (0, 4, 5, 6, 7)):
            tries = (_event(_record(page, match.start(), start, kinds, size, book), kinds) for book in books)
            if event := next(filter(None, tries), None):
                yield event


def _record(page: bytes, at: int, start: int, kinds: list[int], size: int, book: Book) -> bytes:
    """The values of the record at `at`, those on overflow pages with them; cut short where a page is missing."""
    length, most = start - at + sum(map(_width, kinds)), size - 35
    if length <= most:
        return page[start : at + length]
    least = (size - 12) * 32 // 255 - 23
    here = least + (length - least) % (size - 4)
    here = here if here <= most else least
    record, number, seen = page[at : at + here], int.from_bytes(page[at + here : at + here + 4]), set[int]()
    while len(record) < length and number in book and number not in seen:
        seen.add(number)
        record, number = record + book[number][4:], int.from_bytes(book[number][:4])
    return record[start - at : length]


def _event(values: bytes, kinds: list[int]) -> Event | None:
    try:
        row: Any = tuple(_values(values, kinds))
        event = from_row(row)
    except (ValueError, RecursionError):
        return None
    return event if type(event.payload) is dict and fault(event) is None else None


def _entries(page: bytes) -> Iterator[tuple[Key, int]]:
    """The events that a page of the index of instants names."""
    for match in _ENTRY.finditer(page):
        kinds, start = _header(page, match.start())
        if len(kinds) == 4 and _is_text(kinds[1]):
            with suppress(ValueError):
                entry: Any = tuple(_values(page[start:], kinds))
                instant, device, counter, _ = entry
                if 0 < instant < LATEST and counter > 0:
                    yield (device, counter), instant


def _header(page: bytes, at: int) -> tuple[list[int], int]:
    """The serial types of the record at `at`, and where its values begin."""
    end, kinds, place = at + page[at], [], at + 1
    while place < min(end, len(page)):
        kind, place = _varint(page, place)
        kinds.append(kind)
    return (kinds, end) if place == end else ([], end)


def _varint(page: bytes, place: int) -> tuple[int, int]:
    """The number of variable length at `place`, eight bytes of it at the most, and where it ends."""
    value = 0
    for byte in page[place : place + 8]:
        value, place = value << 7 | byte & 0x7F, place + 1
        if byte < 0x80:
            break
    return value, place


def _is_text(kind: int) -> bool:
    return kind >= 13 and kind % 2 == 1


def _width(kind: int) -> int:
    return (kind - 13) // 2 if kind >= 13 else _WIDTHS[kind] if kind < len(_WIDTHS) else 0


def _values(values: bytes, kinds: list[int]) -> Iterator[int | str]:
    """The values of a record; raises ValueError when it is cut short, or holds a text that is none."""
    place = 0
    for kind in kinds:
        part = values[place : place + _width(kind)]
        if len(part) < _width(kind):
            raise ValueError("cut short")
        place += len(part)
        yield part.decode() if _is_text(kind) else kind - 8 if kind in (8, 9) else int.from_bytes(part, signed=True)
