"""Properties: what is true of every right answer. The author's function asks the submission through a proxy."""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable
from typing import Any

from quiz.grading.cases import Case
from quiz.grading.trial import Trial
from quiz.sandbox.outcome import Failed, Returned


class Unanswered(Exception):
    """The submission raised (`failure`), or its process ended, while a property was tried."""

    def __init__(self, failure: Failed | None) -> None:
        self.failure = failure


def fault(trial: Trial, prop: Callable[..., Any], case: Case) -> str | None:
    """None when the property is true of the submission on this case; else why it is not, "" when it does not say.

    A property that stumbles over what was returned does not hold. Raises Unanswered.
    """
    try:
        found = observed(trial, prop, case)
        return found if isinstance(found, str) else None if bool(found) else ""
    except Unanswered:
        raise
    except Exception:
        return ""


def observed(trial: Trial, ask: Callable[..., Any], case: Case) -> Any:
    """What an author's function finds out about the submission on this case.

    The proxy that it calls returns what the submission returned. Such functions often ask the same, and are told what
    another one was told; only one that asks twice has the submission run twice. Raises Unanswered, and what `ask` does.
    """
    asked: Counter[bytes] = Counter()

    def submission(*args: Any, **kwargs: Any) -> Any:
        question = pickle.dumps((args, kwargs))
        key = question, asked[question]
        asked[question] += 1
        if key not in trial.answers:
            trial.answers[key] = trial.call(Case(name_of(ask), args, kwargs))
        outcome = trial.answers[key]
        if not isinstance(outcome, Returned):
            raise Unanswered(outcome)
        return outcome.value

    return ask(submission, *case.args, **case.kwargs)


def name_of(prop: Callable[..., Any]) -> str:
    """The property's name as a phrase."""
    return prop.__name__.replace("_", " ")
