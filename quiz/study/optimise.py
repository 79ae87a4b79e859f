"""FSRS fitted to the learner: the 21 weights under which their own reviews are least surprising.

The fit itself is that of fsrs-rs (extra `optimize`). How well it predicts is measured on the later half of the reviews,
in three parts: each by a fit to what came before it. What is offered in the end is fitted to all of them.

Weights that were fitted themselves know the reviews that they were fitted to. So the present ones are measured only on
those after they were set, or, while these are few, the published weights are measured in their place.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.fsrs6 import PUBLISHED, Fsrs
from quiz.study import acts
from quiz.study.histories import histories

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem

FEWEST = 400  # reviews on a later day than the one before; below that the published weights are the better guess
_FEWEST_SINCE = 100  # reviews after the present weights were set, for these to be measured on them
_PARTS = 3
_SETTING = "parameters"


@dataclass(frozen=True)
class Misfit:
    """How far predicted recall is from what happened: mean log loss, and RMSE over bins of like reviews (fsrs-rs)."""

    log_loss: float
    rmse_bins: float


@dataclass(frozen=True)
class Fit:
    """Weights fitted to so many reviews, and how far others and a fit miss those held out.

    `against`: which others, `present` or `published`. `in_use`: whether the fitted weights are the present ones.
    """

    parameters: tuple[float, ...]
    in_use: bool
    against: str
    reviews: int
    held_out: int
    before: Misfit
    after: Misfit

    @property
    def helps(self) -> bool:
        """Whether it predicts the reviews that were held out better than the other weights."""
        return self.after.log_loss < self.before.log_loss

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"helps": self.helps}


def fit(log: Log) -> Fit:
    """Fit the weights to the log; nothing is written. Two seconds for 300,000 reviews.

    Raises QuizError when the extra is not installed, and when there are fewer than FEWEST reviews to learn from.
    """
    try:
        import fsrs_rs_python  # noqa: F401
    except ImportError as error:
        hint = "Install it: pip install 'rectified[optimize]'"
        raise QuizError("fitting FSRS needs the package fsrs-rs-python", hint=hint) from error
    known = histories(log)
    items, cards = known.items, known.cards
    if len(items) < FEWEST:
        hint = f"From {FEWEST} on a fit is worth it; until then the published weights are the better guess."
        raise QuizError(f"there are {len(items)} reviews to learn from so far", hint=hint)
    others, against, start = _others(log, known.instants)
    parameters = tuple(round(weight, 4) for weight in _fitted(items, cards))
    Fsrs(parameters)  # within bounds
    held_out = len(items) - start
    parts = list(pairwise(start + round(held_out * part / _PARTS) for part in range(_PARTS + 1)))
    before = _together([(end - start, _misfit(others, items[start:end])) for start, end in parts])
    after = _together([(end - at, _misfit(_fitted(items[:at], cards[:at]), items[at:end])) for at, end in parts])
    in_use = parameters == log.settings().parameters
    return Fit(parameters, in_use, against, len(items), held_out, before, after)


def _others(log: Log, instants: Sequence[int]) -> tuple[Sequence[float], str, int]:
    """The weights that a fit has to beat, which they are, and the number of the first review that they are measured on.

    `instants`: those of the reviews.
    """
    half, present = round(len(instants) / 2), log.settings().parameters
    if present is None:
        return PUBLISHED, "present", half
    ((set_at,),) = log.rows("SELECT max(instant) FROM event WHERE kind = 'setting' AND item = ?", _SETTING)
    since = max(half, bisect(instants, set_at))
    if len(instants) - since < _FEWEST_SINCE:
        return PUBLISHED, "published", half
    return present, "present", since


def lines(found: Fit, *, asked: bool) -> Iterator[str]:
    """A fit as text; `asked`: whether it was to be used, if it helps."""
    yield f"{found.reviews} reviews; measured on the latest {found.held_out}, by fits to those before them."
    yield ""
    yield "                   log loss  RMSE (bins)"
    for name, misfit in ((f"{found.against} weights", found.before), ("fitted", found.after)):
        yield f"{name:17}  {misfit.log_loss:8.4f}  {misfit.rmse_bins:11.4f}"
    yield ""
    if found.in_use:
        yield "These weights are in use already."
    elif not found.helps:
        yield "The fit predicts them no better, so the present weights stay. More reviews may change that."
    elif not asked:
        yield "Use weights fitted to all of them: quiz optimise --apply"
    else:
        yield "From now on the fitted weights hold. Days that were written stay as they are."


def use(log: Log, parameters: Sequence[float] | None, now: Instant) -> bool:
    """Log these weights, None for the published ones; whether they differ from the present ones.

    What is known of every card is replayed with them. Due days that were written stay as they are.
    """
    value = None if parameters is None else list(parameters)
    if value is None and log.settings().parameters is None:
        return False
    return acts.change_setting(log, _SETTING, value, now) is not None


def _fitted(items: Sequence[FSRSItem], cards: Sequence[int]) -> list[float]:
    from fsrs_rs_python import FSRS

    return FSRS(list(PUBLISHED)).compute_parameters(items, cards)


def _misfit(weights: Sequence[float], items: Sequence[FSRSItem]) -> Misfit:
    from fsrs_rs_python import FSRS

    found = FSRS(list(weights)).evaluate(items)
    return Misfit(found.log_loss, found.rmse_bins)


def _together(parts: Sequence[tuple[int, Misfit]]) -> Misfit:
    """The misfit over parts of so many reviews."""
    reviews = sum(number for number, _ in parts)
    loss = sum(number * misfit.log_loss for number, misfit in parts) / reviews
    return Misfit(loss, sqrt(sum(number * misfit.rmse_bins**2 for number, misfit in parts) / reviews))
