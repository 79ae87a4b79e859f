"""What the strict functions raise."""

from __future__ import annotations


class MathError(ValueError):
    """The formula is malformed, or uses a command that is not known here."""
