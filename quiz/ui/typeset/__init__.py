"""Markdown with maths and code -> lines of styled text at a width."""

from __future__ import annotations

from quiz.ui.typeset.blocks import typeset
from quiz.ui.typeset.running import one_line
from quiz.ui.typeset.sources import copied
from quiz.ui.typeset.wrapping import wrap

__all__ = ["copied", "one_line", "typeset", "wrap"]
