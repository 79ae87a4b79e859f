"""The checks of a verdict in a few rows: passed, failed, not run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.content import Content

from quiz.ui.verdict_text.flow import flow
from quiz.ui.verdict_text.literal import literal

NOT_RUN = "not run"
_GAP = 3


def checks_text(checks: Sequence[Mapping[str, Any]], width: int) -> list[Content]:
    """One glyph and name for each check, in order."""
    return flow([[_check(check)] for check in checks], width, _GAP)


def _check(check: Mapping[str, Any]) -> Content:
    name = literal(check["name"])
    if check["passed"]:
        return Content.assemble(("✓ ", "$text-success"), (name, "$foreground-muted"))
    if check["message"] == NOT_RUN:
        return Content.styled(f"· {name}", "$foreground-muted")
    return Content.assemble(("✗ ", "bold $text-error"), name)
