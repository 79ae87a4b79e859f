"""A whole verdict, the sentence first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from quiz.ui.typeset import wrap
from quiz.ui.verdict_text.checks import checks_text
from quiz.ui.verdict_text.counterexample import counterexample_text
from quiz.ui.verdict_text.flow import block_width, flow
from quiz.ui.verdict_text.literal import literal

MAX_OUTPUT = 30  # lines of what the submission printed
_BESIDE = 6
_NARROWEST_CHECKS = 40


@dataclass(frozen=True)
class Report:
    """What the panel shows: the verdict as JSON, whether it counts, and what follows from it."""

    verdict: Mapping[str, Any]
    draft: bool = False
    consequence: str = ""

    def lines(self, width: int) -> list[Content]:
        """The sentence with what follows from it, then counterexample, checks, traceback and output."""
        verdict = self.verdict
        parts = [[*self._sentence(width), *self._consequence(width)], self._evidence(width)]
        parts += [_quoted(verdict["traceback"]), self._output()]
        parts += [[Content.styled(literal(line), "$foreground-muted")] for line in (verdict.get("notice"),) if line]
        lines: list[Content] = []
        for part in parts:
            lines += [Content(""), *part] if part and lines else part
        return lines

    def _sentence(self, width: int) -> list[Content]:
        glyph, colour = ("✓ ", "$text-success") if self.verdict["passed"] else ("✗ ", "$text-error")
        facts = ["draft"] if self.draft else []
        facts += [f"{self.verdict['seconds'] * 1000:.0f} ms", f"seed {self.verdict['seed']}"]
        right = Content.styled("   ".join(facts), "$foreground-muted")
        message = Content.styled(literal(self.verdict["message"]), "bold")
        beside = width - right.cell_length - 4
        wrapped = wrap(message, max(1, (beside if beside > width // 2 else width) - 2))
        lines = [
            Content.assemble((glyph if not number else "  ", f"bold {colour}"), line)
            for number, line in enumerate(wrapped)
        ]
        if beside <= width // 2:
            return [*lines, Content("  ") + right]
        return [lines[0] + right.pad_left(width - lines[0].cell_length - right.cell_length), *lines[1:]]

    def _consequence(self, width: int) -> list[Content]:
        text = Content.styled(literal(self.consequence), "$text-warning")
        return [line.pad_left(2) for line in wrap(text, max(1, width - 2))] if self.consequence else []

    def _evidence(self, width: int) -> list[Content]:
        """The counterexample, and the checks beside it where there is room."""
        counterexample, checks = self.verdict["counterexample"], self.verdict["checks"]
        figures = counterexample_text(counterexample, width) if counterexample else []
        left = width - block_width(figures) - _BESIDE
        if figures and checks and left >= _NARROWEST_CHECKS:
            return flow([figures, checks_text(checks, left)], width, _BESIDE)
        between = [Content("")] if figures and checks else []
        return [*figures, *between, *checks_text(checks, width)]

    def _output(self) -> list[Content]:
        printed = self.verdict["output"]
        if not printed.strip():
            return []
        lines = _quoted(printed)
        more = len(lines) - MAX_OUTPUT
        tail = [Content.styled(f"│ … {more} lines more", "$foreground-muted")] if more > 0 else []
        return [Content.styled("it printed", "$foreground-muted"), *lines[:MAX_OUTPUT], *tail]


def _quoted(text: str | None) -> list[Content]:
    """Foreign lines behind a bar."""
    lines = literal(text or "").strip("\n").split("\n") if text else []
    return [Content.assemble(("│ ", "$foreground-muted"), line) for line in lines]
