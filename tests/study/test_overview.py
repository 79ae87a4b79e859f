"""How many cards of a unit are due."""

from datetime import timedelta

import pytest

from quiz.course.course import Course
from quiz.study import acts
from quiz.study.coming import forecast
from quiz.study.overview import overview

DECK = """# Deck

## A line
<!-- id: line -->

Its slope is minus w, and the weights stand upright.

### Gaps
- minus w
- upright
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "content" / "u").mkdir(parents=True)
    (tmp_path / "content" / "course.toml").write_text(
        'name = "c"\ntitle = "C"\n[[units]]\nfolder = "u"\ntitle = "Unit"\n'
    )
    (tmp_path / "content" / "u" / "deck.md").write_text(DECK)
    return Course.load(tmp_path)


def test_a_card_with_two_gaps_due_is_one_card_due_as_in_the_forecast(log, now, course, in_days):
    def due(moment):
        lines = overview(course, log, moment)
        assert {line.due for line in lines} == {forecast(log, course.items(), log.day(moment), 1)[0]}
        return lines[0].due

    for item in course.items():
        acts.set_due(log, item, log.day(now), now)
    assert due(now) == 1
    acts.rate(log, "c:line#1", 1, now, seconds=5)
    assert due(now) == 1  # it failed; the other gap waits
    acts.rate(log, "c:line#1", 4, now + timedelta(minutes=11), seconds=5)
    assert due(now + timedelta(minutes=11)) == 0
    assert due(in_days(1)) == 1
