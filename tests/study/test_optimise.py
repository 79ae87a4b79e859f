"""FSRS fitted to a learner whose memory differs from the usual one."""

import json
import random
import sys

import pytest

from quiz.errors import QuizError
from quiz.progress.event import Event
from quiz.scheduling.fsrs6 import PUBLISHED, Fsrs
from quiz.study import acts
from quiz.study.histories import histories
from quiz.study.optimise import FEWEST, fit, lines, use

FORGETFUL = (0.1, 0.5, 1.0, 3.0, *PUBLISHED[4:20], 0.4)


@pytest.fixture
def used(log, in_days):
    """Sixty days of a learner who forgets sooner than FSRS expects."""
    rng, true, cards = random.Random(5), Fsrs(FORGETFUL), {}
    with log.writing():
        for day in range(60):
            now = in_days(day)
            for item in [s.item for s in log.due(log.day(now))] + [f"c:{4 * day + n}" for n in range(4)] * (day < 50):
                if item in cards:
                    s, d, last = cards[item]
                    rating = 3 if rng.random() < true.recall(s, day - last) else 1
                    cards[item] = (*true.reviewed(s, d, rating, day - last), day)
                else:
                    rating = rng.choice((1, 2, 3, 3))
                    cards[item] = (*true.first(rating), day)
                acts.rate(log, item, rating, now, seconds=5)
                if rating == 1:  # as a sitting asks it again
                    acts.rate(log, item, 3, now, seconds=5)
    return log


def test_a_fit_predicts_reviews_that_it_has_not_seen_better(used):
    found = fit(used)
    assert found.reviews >= FEWEST
    assert found.held_out == pytest.approx(found.reviews / 2, abs=1)
    assert found.after.log_loss < found.before.log_loss
    assert found.helps
    assert found.parameters[2] < PUBLISHED[2]
    assert json.loads(json.dumps(found.as_json()))["before"]["log_loss"] == found.before.log_loss
    assert used.settings().parameters is None  # nothing is written


def test_used_weights_change_what_is_known_and_no_day(used, in_days):
    before = {state.item: state for state in used.states()}
    parameters = fit(used).parameters
    assert use(used, parameters, in_days(61))
    after = {state.item: state for state in used.states()}
    assert {item: state.due for item, state in after.items()} == {item: state.due for item, state in before.items()}
    assert any(after[item].memory.stability != state.memory.stability for item, state in before.items())
    assert used.verify() == []
    assert not use(used, parameters, in_days(61))
    assert use(used, None, in_days(62))
    assert {state.item: state for state in used.states()} == before
    assert not use(used, None, in_days(62))


def test_weights_just_used_are_in_use_already(used, in_days):
    parameters = fit(used).parameters
    use(used, parameters, in_days(61))
    again = fit(used)
    assert again.in_use
    assert list(lines(again, asked=True))[-1] == "These weights are in use already."


@pytest.mark.parametrize(("day", "against"), [(40, "present"), (59, "published")])
def test_weights_are_not_measured_on_reviews_that_they_were_fitted_to(used, in_days, day, against):
    """Weights made of all the reviews stand for an earlier fit: on those reviews nothing could beat them."""
    value, then = {"value": list(fit(used).parameters)}, in_days(day)
    instant = then.microseconds
    used.merge([Event("other", 1, instant, 0, then.utc.date().isoformat(), "setting", "parameters", value)])
    found = fit(used)
    since = sum(each > instant for each in histories(used).instants)
    assert found.against == against
    assert found.held_out == (since if against == "present" else found.reviews - round(found.reviews / 2))


def test_what_was_forgotten_on_purpose_begins_a_new_history(log, in_days):
    """Else the review after a `forget` would look like a very late one."""
    for day in (0, 3):
        acts.rate(log, "c:a", 3, in_days(day), seconds=5)
    acts.forget(log, "c:a", in_days(4))
    for day in (300, 303):
        acts.rate(log, "c:a", 3, in_days(day), seconds=5)
    found = histories(log)
    assert [len(item.reviews) for item in found.items] == [2, 2]
    assert found.cards == [1, 2]
    assert found.instants == [in_days(3).microseconds, in_days(303).microseconds]


def test_few_reviews_are_no_ground_for_a_fit(log, now):
    with pytest.raises(QuizError, match="0 reviews to learn from"):
        fit(log)


def test_without_the_package_it_says_what_to_install(log, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(QuizError, match="fsrs-rs-python") as error:
        fit(log)
    assert "rectified[optimize]" in error.value.hint
