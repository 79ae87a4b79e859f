"""One row cut into several, where a reader would take breath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.maths.symbols import CHARACTERS
from quiz.maths.tree import Kind
from quiz.maths.width import clusters, width

_INDENT = "  "
_ROOM_FOR_INDENT = 16
_OPENING, _CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"
_OPERATORS = frozenset(
    spelling
    for symbol in CHARACTERS.values()
    if symbol.kind in (Kind.REL, Kind.BIN)
    for spelling in (symbol.text, symbol.plain)
)


def wrap(text: str, columns: int | None) -> list[str]:
    """Rows of at most `columns`, broken at spaces, before an operator and outside brackets if possible.

    Words that are too long are cut, but no character is. Rows after the first are indented if there is room.
    """
    if columns is None or width(text) <= columns:
        return [text]
    indent = _INDENT if columns >= _ROOM_FOR_INDENT else ""
    room = max(columns, 1) - len(indent)
    pieces = [piece for phrase in _phrases(text) for piece in _cut(phrase, room)]
    rows: list[str] = []
    while pieces:
        count = _fitting(pieces, room if rows else max(columns, 1))
        rows.append((indent if rows else "") + " ".join(pieces[:count]))
        del pieces[:count]
    return rows


def _fitting(pieces: Sequence[str], room: int) -> int:
    """How many pieces to put on a row: of the breaks in its second half, the last one inside the fewest brackets."""
    used, depth = -1, 0
    best, best_used, shallowest = 1, 0, 0
    for count, piece in enumerate(pieces, 1):
        used += 1 + width(piece)
        if used > room:
            return best
        depth += sum(char in _OPENING for char in piece) - sum(char in _CLOSING for char in piece)
        if depth <= shallowest or 2 * best_used <= room:
            best, best_used, shallowest = count, used, depth
    return len(pieces)


def _phrases(text: str) -> Iterator[str]:
    """Words, each with the operator before it."""
    operator = ""
    for word in text.split():
        if word in _OPERATORS:
            if operator:
                yield operator
            operator = word
        else:
            yield f"{operator} {word}" if operator else word
            operator = ""
    if operator:
        yield operator


def _cut(phrase: str, room: int) -> Iterator[str]:
    """`phrase`, cut at its space and then anywhere when it is wider than `room`."""
    if width(phrase) <= room:
        yield phrase
        return
    for word in phrase.split():
        row = ""
        for cluster in clusters(word):
            if row and width(row + cluster) > room:
                yield row
                row = ""
            row += cluster
        yield row
