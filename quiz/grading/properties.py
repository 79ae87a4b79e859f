"""Properties: what is true of every right answer. The author's function asks the submission through a proxy."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from typing import Any

from quiz.grading.cases import Case
from quiz.grading.trial import Trial
from quiz.sandbox.host import Failed, Returned


class Unanswered(Exception):
    """The submission raised (`failure`), or its process ended, while a property was tried."""

    def __init__(self, failure: Failed | None) -> None:
        self.failure = failure


def holds(trial: Trial, prop: Callable[..., Any], case: Case) -> bool:
    """Is the property true of the submission on this case?

    The proxy that the property calls returns what the submission returned. Properties often ask the same, and are told
    what another one was told; only one that asks twice has the submission run twice. A property that stumbles over such
    a result does not hold. Raises Unanswered.
    """
    asked: Counter[bytes] = Counter()

    def submission(*args: Any, **kwargs: Any) -> Any:
        question = pickle.dumps((args, kwargs))
        key = question, asked[question]
        asked[question] += 1
        if key not in trial.answers:
            trial.answers[key] = trial.call(Case(name_of(prop), args, kwargs))
        outcome = trial.answers[key]
        if not isinstance(outcome, Returned):
            raise Unanswered(outcome)
        return outcome.value

    try:
        return bool(prop(submission, *case.args, **case.kwargs))
    except Unanswered:
        raise
    except Exception:
        return False


def name_of(prop: Callable[..., Any]) -> str:
    """The property's name as a phrase."""
    return prop.__name__.replace("_", " ")
