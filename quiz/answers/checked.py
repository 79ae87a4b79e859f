"""What comes of checking a short answer."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 20  # characters of a quotation in a message


@dataclass(frozen=True)
class Checked:
    """`right` is None when the answer could not be decided; `message` says why, or what was nearly right."""

    right: bool | None
    message: str = ""


def quoted(text: str) -> str:
    """The text between quotation marks, cut where it is long."""
    return f"“{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}”"


class UnreadableError(ValueError):
    """A text that is no formula or number; its message says why in a sentence."""
