"""The log as text: a folder with one append-only file for each device, an event a line, which git merges as it is.

Every line is one JSON object, whole in itself; a file is sorted by counter. A file that git has merged may hold lines
twice or out of order, and one that an editor has saved may end them otherwise: reading sorts and takes any end of a
line, and the next writing puts the file in order again. No text that was not understood is ever written over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from quiz.errors import DamagedLogError, LogError
from quiz.paths import write_file
from quiz.progress.cache import EVENT_COLUMNS
from quiz.progress.event import Event, Row, to_row
from quiz.progress.event_line import event_of, is_cut, line_of_row, lines_of
from quiz.progress.log import Log
from quiz.progress.merge import Union

ENDING = ".jsonl"
ATTRIBUTES = ".gitattributes"
# Two devices may both have added lines of a third one: git then keeps the lines of both.
_ATTRIBUTES = f"*{ENDING} text eol=lf merge=union\n"

Notice = Callable[[str], None]


def write(log: Log, folder: Path) -> int:
    """Bring `folder` up to date with the log, and return how many events were added to it.

    A file that is in order is only appended to; what the folder holds and the log lacks stays there. A last line that
    was cut short is completed. Raises LogError when the folder cannot be written, holds a line that is not understood,
    or one cut short of which the log lacks the event; every file stays as it was then.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = _texts(log.rows(f"SELECT {EVENT_COLUMNS} FROM event ORDER BY device, counter"))
        theirs = {file.name: file.read_bytes() for file in _files(folder)}
        if all(ours.get(file, b"").startswith(text) for file, text in theirs.items()):
            wanted, added = ours, sum(text.count(b"\n", len(theirs.get(file, b""))) for file, text in ours.items())
        else:
            wanted, added = _united(read(folder), log.events())
            wanted |= dict.fromkeys(theirs.keys() - wanted.keys(), b"")  # their events stand in other files
        for name, text in wanted.items():
            _check(text, theirs.get(name, b""), log.path)
            _check_cut(theirs.get(name, b""), text, folder / name)
        for name, text in wanted.items():
            _bring_up_to_date(folder / name, theirs.get(name, b""), text)
        if not (folder / ATTRIBUTES).exists():
            (folder / ATTRIBUTES).write_text(_ATTRIBUTES, encoding="utf-8")
    except OSError as error:
        hint = "Check the space and the permissions of the folder, then repeat the step."
        raise LogError(f"the text form cannot be written: {error.strerror}", hint=hint, file=folder) from error
    return added


def read(place: Path, notice: Notice = lambda message: None) -> Iterator[Event]:
    """The events of a folder, or of one file, in the order of replay; one that stands there twice may come twice.

    A folder that an empty log was exported to has none. `notice` is told of a last line that was cut short, which is
    left out. Raises LogError when there is nothing to read, and with file and line for a line that is not understood.
    """
    files = _files(place)
    if not files and not _is_marked(place):
        hint = f"It is a folder with a file like laptop{ENDING} for each device; `quiz export --log FOLDER` writes it."
        raise LogError("there is no log in text form here", hint=hint, file=place)
    events = (event for file in files for event in _events(file, notice))
    return iter(sorted(events, key=lambda event: event.order))


def file_name(device: str) -> str:
    """The name of a device's file."""
    return quote(device, safe="") + ENDING


def _texts(rows: Iterable[Row]) -> dict[str, bytes]:
    """The contents of each device's file, by its name, from rows sorted by device and counter."""
    return {
        file_name(device): "".join(f"{line_of_row(row)}\n" for row in of_device).encode()
        for device, of_device in groupby(rows, key=itemgetter(0))
    }


def _check(wanted: bytes, before: bytes, path: Path) -> None:
    """Refuse to hand on a line that no machine could read; those that stand there already were read."""
    is_longer = wanted.startswith(before)
    there = set() if is_longer else set(before.split(b"\n"))
    for line in wanted[before.rfind(b"\n") + 1 if is_longer else 0 :].split(b"\n"):
        if line and line not in there:
            try:
                event_of(line.decode())
            except ValueError as error:
                start = line.decode(errors="replace")[:60]
                hint = f"Nothing was written. `quiz doctor` says more. The event begins: {start}"
                raise DamagedLogError(f"the log holds an event that {error}", hint=hint, file=path) from error


def _united(there: Iterable[Event], here: Iterable[Event]) -> tuple[dict[str, bytes], int]:
    """The contents that hold the events from there and from here, and how many of those from here are news there."""
    found: dict[tuple[str, int], Event] = {}
    sizes = [0]
    for events in (there, here):
        union = Union({device for device, _ in found}, lambda *key: found.get(key))
        for event in events:
            if placed := union.place(event):
                found[placed.device, placed.counter] = placed
        sizes.append(len(found))
    return _texts(map(to_row, map(found.__getitem__, sorted(found)))), sizes[2] - sizes[1]


def _files(place: Path) -> list[Path]:
    found = sorted(place.glob(f"*{ENDING}")) if place.is_dir() else [place]
    return [file for file in found if file.is_file()]


def _is_marked(place: Path) -> bool:
    """Whether an export made this folder, perhaps of an empty log."""
    try:
        return _ATTRIBUTES.encode() in (place / ATTRIBUTES).read_bytes()
    except OSError:
        return False


def _events(file: Path, notice: Notice) -> Iterator[Event]:
    try:
        lines = lines_of(file.read_bytes())
    except OSError as error:
        hint = "Check its permissions."
        raise LogError(f"the text form cannot be read: {error.strerror}", hint=hint, file=file) from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield event_of(line.decode())
        except ValueError as error:
            if number < len(lines) or not is_cut(line):
                raise _not_understood(line, error, file, number) from error
            notice(f"{file}:{number}: the last line was cut short and is left out")


def _check_cut(before: bytes, wanted: bytes, file: Path) -> None:
    """Refuse to write over a last line that was cut short, unless what is written completes it."""
    lines = lines_of(before)
    if is_cut(lines[-1]) and b"\n" + lines[-1] not in b"\n" + wanted:
        hint = (
            "Nothing was written. Wait, if the file is still being copied; else export again on the machine that "
            "wrote it, or take the line out to go on without it."
        )
        message = "the last line was cut short, and the log lacks its event"
        raise LogError(message, hint=hint, file=file, line=len(lines))


def _not_understood(line: bytes, error: ValueError, file: Path, number: int) -> LogError:
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>")):
        message, hint = "git left a conflict here", "Keep the lines of both sides and take its three markers out."
    else:
        message = "this line is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"this line {error}"
        hint = "Nothing was taken in. Put the line right, or take it out to go on without it."
    return LogError(message, hint=hint, file=file, line=number)


def _bring_up_to_date(file: Path, before: bytes, wanted: bytes) -> None:
    """Make the file read `wanted`: by adding to it where that is enough, else by a new one in its place."""
    if wanted == before:
        return
    if wanted.startswith(before):
        with file.open("ab") as end:
            end.write(wanted[len(before) :])
            end.flush()
            os.fsync(end.fileno())
        return
    write_file(file, wanted)
