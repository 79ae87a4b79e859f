"""The arithmetic of FSRS-6 against py-fsrs, which computes in the same precision."""

import random
from datetime import UTC, datetime, timedelta
from math import nan

import fsrs
import pytest

from quiz.scheduling import fsrs6
from quiz.scheduling.fsrs6 import Fsrs

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NEARLY = {"rel": 1e-12, "abs": 0}


def weights(rng, share):
    """Weights of nobody: each between the bounds, that far from the published one at most."""
    spread = zip(fsrs6.PUBLISHED, fsrs6.LEAST, fsrs6.GREATEST, strict=True)
    return [w + share * (rng.uniform(low, high) - w) for w, low, high in spread]


def test_weights_and_bounds_are_the_published_ones():
    assert fsrs6.PUBLISHED == fsrs.scheduler.DEFAULT_PARAMETERS
    assert fsrs6.LEAST == fsrs.scheduler.LOWER_BOUNDS_PARAMETERS
    assert fsrs6.GREATEST == fsrs.scheduler.UPPER_BOUNDS_PARAMETERS


@pytest.mark.parametrize("share", [0, 0.3, 1])
def test_histories_agree_with_py_fsrs(share):
    rng = random.Random(11)
    for _ in range(300):
        given = weights(rng, share) if share else None
        ours = Fsrs(given)
        theirs = fsrs.Scheduler(given or fsrs6.PUBLISHED, 0.9, (), (), 36_500, enable_fuzzing=False)
        card, now, known = fsrs.Card(card_id=0, due=NOON), NOON, None
        for _ in range(rng.randrange(1, 12)):
            rating = rng.choices((1, 2, 3, 4), (3, 2, 5, 2))[0]
            days = rng.choice((0, 1, rng.randrange(1, 30), rng.randrange(1, 3000)))
            now += timedelta(days)
            if known:
                assert ours.recall(known[0], days) == pytest.approx(theirs.get_card_retrievability(card, now), **NEARLY)
            card, _ = theirs.review_card(card, fsrs.Rating(rating), now)
            known = ours.reviewed(*known, rating, days) if known else ours.first(rating)
            assert known == (pytest.approx(card.stability, **NEARLY), pytest.approx(card.difficulty, **NEARLY))
            wait = known[0] * ours.days_until(0.9)
            assert (card.due - now).days == pytest.approx(min(max(wait, 1), 36_500), abs=0.5 + 1e-6)


def test_difficulty_stays_from_1_to_10_and_stability_above_0():
    model, hard, easy = Fsrs(), (5.0, 5.0), (5.0, 5.0)
    for days in (1, 0, 400) * 40:
        hard, easy = model.reviewed(*hard, 1, days), model.reviewed(*easy, 4, days)
        assert hard[0] >= fsrs6.LEAST_STABILITY
    assert hard[1] == pytest.approx(10, abs=0.1)
    assert easy[1] == 1
    assert model.stability_forgotten(0.001, 10, 0.001) == fsrs6.LEAST_STABILITY


def test_a_pass_on_the_same_day_never_lowers_stability_and_again_does():
    for stability in (0.01, 1.0, 300.0):
        assert Fsrs().stability_same_day(stability, 1) < stability
        assert all(Fsrs().stability_same_day(stability, rating) >= stability for rating in (2, 3, 4))


def test_after_as_many_days_as_the_stability_has_recall_is_nine_in_ten():
    for model in (Fsrs(), Fsrs([*fsrs6.PUBLISHED[:20], 0.5])):
        assert model.recall(17, 17) == pytest.approx(0.9)
        assert model.recall(17, 17 * model.days_until(0.6)) == pytest.approx(0.6)


@pytest.mark.parametrize(("place", "value"), [(0, 0.0), (4, 11), (20, 0.9), (7, nan)])
def test_weights_out_of_bounds_are_refused_by_their_number(place, value):
    given = list(fsrs6.PUBLISHED)
    given[place] = value
    with pytest.raises(ValueError, match=f"number {place} "):
        Fsrs(given)
