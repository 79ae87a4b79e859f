"""LaTeX as rows of text for a terminal: a picture in two dimensions, or one row."""

from __future__ import annotations

from quiz.maths.errors import MathError
from quiz.maths.formula import block, check, layout, line

__all__ = ["MathError", "block", "check", "layout", "line"]
