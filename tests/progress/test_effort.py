"""Time spent, hardest cards, confidence against result."""

from __future__ import annotations

from datetime import date

import pytest

from quiz.progress import effort
from quiz.study import acts


@pytest.fixture
def rated(log, in_days):
    """Rate a card some days after the start."""

    def rate(item, day, rating, seconds=10.0, confidence=None):
        return acts.rate(log, item, rating, in_days(day), seconds=seconds, confidence=confidence)

    return rate


def test_time_is_summed_by_week(log, rated):
    rated("c:a", 0, 3, 30)  # a Friday
    rated("c:b", 1, 3, 20)
    rated("c:a", 3, 3, 15)  # the Monday after
    weeks = effort.seconds_by_week(log, date(2026, 11, 1), date(2026, 12, 31))
    assert weeks == {date(2026, 11, 16): 50, date(2026, 11, 23): 15}


def test_the_hardest_cards_are_those_forgotten_most_often_and_still_asked(log, rated, in_days):
    for item, lapses in (("c:a", 1), ("c:b", 3), ("c:gone", 2), ("c:other", 4)):
        rated(item, 0, 3)
        for number in range(lapses):
            rated(item, 2 + 2 * number, 1)
            rated(item, 3 + 2 * number, 3)
    acts.suspend(log, "c:gone", in_days(20))
    found = effort.hardest(log, {"c:a", "c:b", "c:gone"})
    assert [(card.item, card.lapses) for card in found] == [("c:b", 3), ("c:a", 1)]


def test_harder_cards_of_another_course_hide_none(log, rated):
    for item, lapses in (*((f"other:{number}", 2) for number in range(100)), ("c:a", 1)):
        rated(item, 0, 3)
        for number in range(lapses):
            rated(item, 2 + number, 1)
    assert [card.item for card in effort.hardest(log, {"c:a"})] == ["c:a"]


def test_reviews_without_a_confidence_push_none_with_one_out(log, rated):
    rated("c:a", 0, 3)
    rated("c:a", 2, 3, confidence="sure")
    log.rows("""WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 2001)
                INSERT INTO act SELECT instant + n, device, counter + n, kind, item, day, score, seconds, age, recall,
                       misconception, hints FROM act, one WHERE age > 0""")
    assert [group.total for group in effort.self_knowledge(log).groups] == [1]


def test_confidence_is_held_against_the_result_of_cards_seen_before(log, rated):
    assert effort.self_knowledge(log).learner is None
    for item in ("c:a", "c:b", "c:c", "c:d"):
        rated(item, 0, 3, confidence="sure")  # a first meeting says nothing
    rated("c:a", 2, 3, confidence="sure")
    rated("c:b", 2, 1, confidence="sure")
    rated("c:c", 2, 3, confidence="unsure")
    rated("c:d", 2, 3)
    found = effort.self_knowledge(log)
    assert [(group.name, group.passed, group.total) for group in found.groups] == [("sure", 1, 2), ("unsure", 1, 1)]
    assert found.learner == pytest.approx((0 + 1 + 0.25) / 3)
    recalls = [log.rows("SELECT recall FROM act WHERE item = ? AND age > 0", f"c:{name}")[0][0] for name in "abc"]
    errors = [(recall - result) ** 2 for recall, result in zip(recalls, (1, 0, 1), strict=True)]
    assert found.schedule == pytest.approx(sum(errors) / 3)
