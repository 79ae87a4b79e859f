"""FSRS fitted to the learner: the 21 weights under which their own reviews are least surprising.

The fit itself is that of fsrs-rs (extra `optimize`). How well it predicts is measured on the later half of the reviews,
in three parts: each by a fit to what came before it. What is offered in the end is fitted to all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any

from quiz.errors import QuizError
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.fsrs6 import PUBLISHED, Fsrs
from quiz.study import acts

if TYPE_CHECKING:
    from fsrs_rs_python import FSRSItem

FEWEST = 400  # reviews on a later day than the one before; below that the published weights are the better guess
_FOLDS = (1 / 2, 2 / 3, 5 / 6, 1)  # shares of the reviews at which the parts that are measured begin and end
_SETTING = "parameters"


@dataclass(frozen=True)
class Misfit:
    """How far predicted recall is from what happened: mean log loss, and RMSE over bins of like reviews (fsrs-rs)."""

    log_loss: float
    rmse_bins: float


@dataclass(frozen=True)
class Fit:
    """Weights fitted to so many reviews, and how far the present ones and a fit miss those held out."""

    parameters: tuple[float, ...]
    reviews: int
    held_out: int
    before: Misfit
    after: Misfit

    @property
    def helps(self) -> bool:
        """Whether it predicts the reviews that were held out better than the present weights."""
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
    items, cards = _items(log)
    if len(items) < FEWEST:
        hint = f"From {FEWEST} on a fit is worth it; until then the published weights are the better guess."
        raise QuizError(f"there are {len(items)} reviews to learn from so far", hint=hint)
    present = log.settings().parameters or PUBLISHED
    parameters = tuple(round(weight, 4) for weight in _fitted(items, cards))
    Fsrs(parameters)  # within bounds
    parts = list(pairwise(round(share * len(items)) for share in _FOLDS))
    before = _together([(end - start, _misfit(present, items[start:end])) for start, end in parts])
    after = [(end - start, _misfit(_fitted(items[:start], cards[:start]), items[start:end])) for start, end in parts]
    return Fit(parameters, len(items), len(items) - parts[0][0], before, _together(after))


def lines(found: Fit, *, asked: bool, used: bool) -> Iterator[str]:
    """A fit as text; `asked`: whether it was to be used, `used`: whether that changed anything."""
    yield f"{found.reviews} reviews; measured on the latest {found.held_out}, by fits to those before them."
    yield ""
    yield "                   log loss  RMSE (bins)"
    for name, misfit in (("present weights", found.before), ("fitted", found.after)):
        yield f"{name:17}  {misfit.log_loss:8.4f}  {misfit.rmse_bins:11.4f}"
    yield ""
    if not found.helps:
        yield "The fit predicts them no better, so the present weights stay. More reviews may change that."
    elif not asked:
        yield "Use weights fitted to all of them: quiz optimise --apply"
    elif used:
        yield "From now on the fitted weights hold. Days that were written stay as they are."
    else:
        yield "These weights are in use already."


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


def _items(log: Log) -> tuple[list[FSRSItem], list[int]]:
    """Each review on a later day than the one before, with all before it; and the number of its card, by time."""
    from fsrs_rs_python import FSRSItem, FSRSReview

    query = """SELECT item, kind, day, score FROM act WHERE kind IN ('review', 'forget')
               ORDER BY instant, device, counter"""
    histories: dict[str, tuple[int, date, list[FSRSReview]]] = {}
    items, cards, number = [], [], 0
    for item, kind, text, rating in log.rows(query):
        if kind == "forget":
            histories.pop(item, None)
            continue
        day = date.fromisoformat(text)
        if item not in histories:
            number += 1
            histories[item] = number, day, [FSRSReview(rating, 0)]
            continue
        card, before, reviews = histories[item]
        days = max(0, (day - before).days)
        reviews.append(FSRSReview(rating, days))
        histories[item] = card, max(day, before), reviews
        if days:
            items.append(FSRSItem(list(reviews)))
            cards.append(card)
    return items, cards
