"""Text from a submission, made fit to be shown."""

from __future__ import annotations

import re

ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[PX^_].*?(?:\x1b\\|$)|\x1b.?", re.S
)


def clean(text: str) -> str:
    """The text without terminal escapes, control characters and halves of characters."""
    if text.isascii() and text.isprintable():
        return text
    plain = ESCAPES.sub("", text)
    return "".join(c for c in plain if c in "\n\t" or (c.isprintable() and not "\ud800" <= c <= "\udfff") or c == " ")
