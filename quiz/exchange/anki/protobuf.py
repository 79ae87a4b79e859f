"""As much of the protobuf wire format as Anki's note types need."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_WIDTHS = {_EIGHT: 8, _FOUR: 4}


def fields(message: bytes) -> dict[int, int | bytes]:
    """The last value of each field by its number: a number, or bytes for texts and messages.

    Raises ValueError for bytes that are no message.
    """
    return dict(_fields(message))


def text(message: bytes, number: int) -> str:
    """A text field, empty when it is not there. Raises ValueError."""
    value = fields(message).get(number, b"")
    return value.decode("utf-8") if isinstance(value, bytes) else ""


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, form = key >> 3, key & 7
        if form == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        width, at = _varint(message, at) if form == _BYTES else (_WIDTHS.get(form, -1), at)
        if width < 0 or at + width > len(message):
            raise ValueError("this is no protobuf message")
        yield number, message[at : at + width]
        at += width


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("this is no protobuf message")
