"""How far does a belief go that a submission shows? No further than its words may.

A submission that follows a wrong answer on some inputs, and is right on others that expose it, acts on the belief in
places. Of several results, some may show the belief and others be right.
"""

from __future__ import annotations

from collections.abc import Sequence

from quiz.grading.comparison import same
from quiz.grading.fitting import Outcome, Probe, exposed_parts, faults, results, shared_faults
from quiz.sandbox.outcome import Returned

EVERYWHERE = None


def extent(name: str, probes: Sequence[Probe], observed: Sequence[Outcome]) -> tuple[int, ...] | None:
    """Which results show the belief wherever an edge case exposes it there: EVERYWHERE, or some.

    None of them when one shows it on some of these cases and is right on others.
    """
    right: set[int] = set()
    for probe, outcome in zip(probes, observed, strict=True):
        if probe.named and isinstance(outcome, Returned):
            wrong = exposed_parts(probe, name)
            got, wanted = results(outcome.value, probe.right), results(probe.right, probe.right)
            right |= {part for part in wrong if len(got) == len(wanted) and same(got[part], wanted[part])}
    if not right:
        return EVERYWHERE
    shown = {part for _, part in shared_faults(name, faults(probes, observed), probes, observed)}
    return () if shown & right else tuple(sorted(shown))
