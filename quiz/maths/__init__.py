"""LaTeX as rows of text for a terminal: a picture in two dimensions, or one row."""

from __future__ import annotations

from quiz.maths.errors import MathError
from quiz.maths.formula import block, check, layout, line
from quiz.maths.plain import ascii_text

__all__ = ["MathError", "ascii_text", "block", "check", "layout", "line"]
