"""A verdict -> lines of styled text at a width: matrices side by side, checks, foreign text made harmless."""

from __future__ import annotations

from quiz.ui.verdict_text.literal import literal
from quiz.ui.verdict_text.report import Report

__all__ = ["Report", "literal"]
