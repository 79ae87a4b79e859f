"""Text from a submission, made fit to be shown."""

from __future__ import annotations

import re
import unicodedata

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_].*?(?:\x1b\\|$)|\x1b.?", re.S
)


MARKS = 4  # that may stand on one letter


def clean(text: str) -> str:
    """The text without terminal escapes, control characters, halves of characters and heaps of accents."""
    if text.isascii() and text.isprintable():
        return text
    kept, marks = [], 0
    for c in ESCAPES.sub("", text):
        marks = marks + 1 if unicodedata.combining(c) else 0
        if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff" and marks <= MARKS):
            kept.append(c)
    return "".join(kept)
