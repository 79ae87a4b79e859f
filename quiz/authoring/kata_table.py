"""The table of katas in docs/katas.md, made from the course and the judge's word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.authoring.katas import KataCheck
from quiz.grading.solution import Solution

TITLE = """# Katas

Made by `quiz check --table docs/katas.md`. For every kata the stub and trivial answers fail, the model answer passes in
float64 and float32 with less than a tenth of the tolerance, and each wrong answer is rejected; *named* says how many of
them are recognised as what they are. A ✓ under *gradients*: the reference agrees with central differences of the
statement's formula.

| unit | kata | difficulty | needs | reference | wrong answers | rejected | named | gradients |
|---|---|---|---|---|---|---|---|---|
"""


def table(checks: Sequence[KataCheck]) -> str:
    """The whole file."""
    return TITLE + "".join(f"| {' | '.join(_row(check))} |\n" for check in checks)


def _row(check: KataCheck) -> Iterator[str]:
    page = check.page
    calls = Solution(page.solution).reference_calls()
    yield page.unit
    yield f"[{page.id}](../exercises/{page.unit}/{page.id}/README.md)"
    yield "★" * page.difficulty
    yield ", ".join(page.prerequisites) or "–"
    yield ", ".join(f"`{call}`" for call in calls) or "its properties"
    yield str(check.wrong_answers)
    yield str(check.rejected)
    yield str(check.recognised)
    yield "✓" if check.compared else "–"
