"""Which wrong answers behave as a submission does? Pure rules over results; who ran them is `diagnosis`'s business.

A wrong answer may have variants, other ways to act on the same belief; their names are `belief#1`, `belief#2`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from quiz.grading.comparison import same
from quiz.sandbox.outcome import Failed, Returned

Outcome = Returned | Failed | None
Fault = tuple[int, int]  # a probe, and which of its results is wrong


@dataclass(frozen=True, eq=False)
class Probe:
    """One input, the right answer, and what each wrong answer makes of it.

    `exposed` are the wrong answers that are not accepted here, and `by_kind` those of them whose values are right, and
    the type of number is wrong; `named` says that it is an edge case of the author's, not a drawn input. `unlike`
    and `accepted` are for one submission: see `seen_by`.
    """

    right: Any
    outcomes: Mapping[str, Outcome]
    exposed: frozenset[str]
    named: bool
    by_kind: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()
    accepted: bool = False
    alike: dict[tuple[str, str], bool | None] = field(default_factory=dict, repr=False)  # pairs compared so far


def seen_by(probe: Probe, outcome: Outcome, accepted: bool) -> Probe:
    """The probe beside one submission, `accepted` here or not; it differs from `unlike`, whatever the values say.

    What is accepted is like nothing that is not; and where only the type of number is wrong, it has to be that type.
    """
    if not isinstance(outcome, Returned):
        return probe
    kinds = _kinds(outcome.value)
    others = {name for name in probe.by_kind if kinds != _kinds(getattr(probe.outcomes[name], "value", None))}
    return replace(probe, unlike=probe.exposed if accepted else frozenset(others), accepted=accepted)


def whole(names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> list[str]:
    """The wrong answers that explain everything.

    They agree with the submission wherever both return, and on one of those inputs they are wrong and unlike each of
    the others that the submission does not contradict somewhere.
    """
    possible = [name for name in names if not _is_contradicted(name, probes, observed)]
    return [name for name in possible if _explains(name, possible, probes, observed)]


def parts(names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> list[str]:
    """The wrong answers that a submission with several faults contains.

    Wherever an edge case exposes such a wrong answer, the submission fails in exactly the same way; of several results,
    in those that are wrong; and it is unlike each other one of which that holds. What the submission gets wrong
    elsewhere is another fault's, but half of all must be explained, and if not all is, one edge case alone shows
    nothing. Nor does a result without any finite number.
    """
    alike = [name for name in names if _is_part(name, [name], probes, observed)]
    found = [name for name in alike if _is_part(name, alike, probes, observed)]
    wrong = faults(probes, observed) if found else set()
    explained = {name: shared_faults(name, wrong, probes, observed) for name in found}
    if set().union(*explained.values()) != wrong:
        explained = {name: shared for name, shared in explained.items() if len(dict(shared)) > 1}
    if 2 * len(set().union(*explained.values())) < len(wrong):
        return []
    return [name for name in explained if not any(explained[name] < other for other in explained.values())]


def agree(one: Outcome, other: Outcome) -> bool | None:
    """Do two outcomes agree? None when one of them says nothing: one returned and the other raised, or did not run."""
    if isinstance(one, Returned) and isinstance(other, Returned):
        return same(one.value, other.value)
    if isinstance(one, Failed) and isinstance(other, Failed):
        return one.type == other.type and one.stage == other.stage
    return None


def agrees(name: str, probe: Probe, outcome: Outcome) -> bool | None:
    """Does a wrong answer agree with the submission? None when one of them says nothing."""
    return False if name in probe.unlike else agree(outcome, probe.outcomes[name])


def told_apart(name: str, other: str, probe: Probe) -> bool:
    """Is a wrong answer unlike another one here?"""
    if name in probe.exposed and other not in probe.exposed:
        return True
    if (name, other) not in probe.alike:
        probe.alike[name, other] = agree(probe.outcomes[name], probe.outcomes[other])
    return probe.alike[name, other] is not True


def belief(name: str) -> str:
    """The wrong answer that a name or the name of a variant belongs to."""
    return name.partition("#")[0]


def results(value: Any, right: Any) -> list[Any]:
    """A result as the list of its parts, of which `right` says how many there are."""
    if isinstance(right, tuple) and isinstance(value, tuple | list) and len(value) == len(right):
        return list(value)
    return [value]


def has_number(value: Any) -> bool:
    """Is there a finite number in a result?"""
    return any(np.isfinite(part).any() for part in _arrays(value))


def is_finite(value: Any) -> bool:
    """Is every number of a result finite?"""
    return all(np.isfinite(part).all() for part in _arrays(value))


def faults(probes: Sequence[Probe], observed: Sequence[Outcome], *, drawn: bool = False) -> set[Fault]:
    """What a submission gets wrong on the edge cases, or on the drawn inputs."""
    return {
        (number, part)
        for number, (probe, outcome) in enumerate(zip(probes, observed, strict=True))
        if probe.named is not drawn and isinstance(outcome, Returned)
        for part in wrong_parts(outcome.value, probe.right)
    }


def shared_faults(name: str, wrong: set[Fault], probes: Sequence[Probe], observed: Sequence[Outcome]) -> set[Fault]:
    """Those of its `faults` that it has just as a wrong answer does."""
    shared = set()
    for number, part in wrong:
        probe, outcome, its = probes[number], observed[number], probes[number].outcomes[name]
        shows = name in probe.exposed and name not in probe.unlike
        if shows and isinstance(outcome, Returned) and isinstance(its, Returned):
            one, other = results(outcome.value, probe.right), results(its.value, probe.right)
            if len(one) == len(other) and same(one[part], other[part]):
                shared.add((number, part))
    return shared


def wrong_parts(value: Any, right: Any) -> list[int]:
    """Which of its parts have a wrong value."""
    one, wanted = results(value, right), results(right, right)
    if len(one) != len(wanted):
        return [0]
    return [number for number, (a, b) in enumerate(zip(one, wanted, strict=True)) if not same(a, b)]


def exposed_parts(probe: Probe, name: str) -> list[int]:
    """Which results of a wrong answer have a wrong value; none where it is accepted, or of another form."""
    wrong = probe.outcomes[name]
    if name not in probe.exposed or not isinstance(wrong, Returned):
        return []
    formed = len(results(wrong.value, probe.right)) == len(results(probe.right, probe.right))
    return wrong_parts(wrong.value, probe.right) if formed else []


def _is_contradicted(name: str, probes: Sequence[Probe], observed: Sequence[Outcome]) -> bool:
    return any(agrees(name, probe, outcome) is False for probe, outcome in zip(probes, observed, strict=True))


def _explains(name: str, names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> bool:
    agreed = [probe for probe, outcome in zip(probes, observed, strict=True) if agrees(name, probe, outcome)]
    return _stands_out(name, names, _evidence(name, probes, agreed))


def _evidence(name: str, probes: Sequence[Probe], agreed: list[Probe]) -> list[Probe]:
    """Where the agreement shows the mistake.

    An exception is a weak sign: it counts only for a wrong answer that never returns a wrong value, and only beside a
    value that agrees.
    """
    if any(name in probe.exposed for probe in probes):
        return [probe for probe in agreed if name in probe.exposed]
    raised = [probe for probe in agreed if isinstance(probe.outcomes[name], Failed)]
    return raised if len(raised) < len(agreed) else []


def _is_part(name: str, names: Sequence[str], probes: Sequence[Probe], observed: Sequence[Outcome]) -> bool:
    exposing = [
        (probe, outcome)
        for probe, outcome in zip(probes, observed, strict=True)
        if probe.named and name in probe.exposed and isinstance(outcome, Returned)
    ]
    if any(name in probe.unlike for probe, _ in exposing):
        return False
    if not all(_fails_alike(outcome, probe.outcomes[name], probe.right) for probe, outcome in exposing):
        return False
    telling = [probe for probe, _ in exposing if _returned_number(probe.outcomes[name])]
    return _stands_out(name, names, telling)


def _fails_alike(outcome: Outcome, wrong: Outcome, right: Any) -> bool:
    """Is the submission wrong in the same way, wherever the wrong answer is wrong?"""
    if not (isinstance(outcome, Returned) and isinstance(wrong, Returned)):
        return False
    one, other, wanted = (results(value, right) for value in (outcome.value, wrong.value, right))
    if not len(one) == len(other) == len(wanted):
        return same(outcome.value, wrong.value)
    return all(same(a, b) for a, b, c in zip(one, other, wanted, strict=True) if len(wanted) == 1 or not same(b, c))


def _stands_out(name: str, names: Sequence[str], evidence: list[Probe]) -> bool:
    """Is there evidence, and is each other wrong answer unlike this one on some of it?"""
    others = [other for other in names if belief(other) != belief(name)]
    return bool(evidence) and all(any(told_apart(name, other, probe) for probe in evidence) for other in others)


def _returned_number(outcome: Outcome) -> bool:
    return isinstance(outcome, Returned) and has_number(outcome.value)


def _kinds(value: Any) -> Any:
    """The type of number of a result, part by part."""
    if isinstance(value, tuple | list):
        return [_kinds(item) for item in value]
    return np.asarray(value).dtype.kind if isinstance(value, np.ndarray | np.generic | int | float) else ""


def _arrays(value: Any) -> list[Any]:
    if isinstance(value, tuple | list):
        return [array for item in value for array in _arrays(item)]
    return [np.asarray(value, float)] if isinstance(value, np.ndarray | int | float) else []
