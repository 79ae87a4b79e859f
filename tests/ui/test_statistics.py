"""Statistics: empty states, pictures, and sentences with the learner's numbers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from textual.content import Content

from quiz.progress.statistics import Bin, Retention
from quiz.study import acts
from quiz.study.kata_map import Standing
from quiz.ui.charts import pictures, sentences
from quiz.ui.charts.legend import legend


def test_a_kata_is_due_again_without_having_passed_when_its_answer_was_looked_at():
    said = sentences.katas({Standing.AGAIN: 2, Standing.SOLVED: 1}, solved=2)
    assert said == "2 of 3 katas solved; 2 katas to do again from a blank page."


def test_without_a_history_each_picture_says_what_will_fill_it(drive, seen):
    async def steps(app, pilot):
        await pilot.press("s")
        text = seen(app)
        assert text.count("Nothing yet.") == 5
        assert "All 4 cards are new." in text
        await pilot.press("escape")
        assert "Press Enter for the first card." in seen(app)

    drive(steps, (120, 50))


def test_a_history_is_told_in_numbers(services, clock, drive, seen):
    for rating in (3, 3, 1):
        acts.rate(services.log, services.items[0], rating, clock(), seconds=4.0)
        clock.move(days=3)

    async def steps(app, pilot):
        await pilot.press("s")
        text = " ".join(seen(app).split())
        assert "You studied on 3 of the last" in text
        assert "In 2 reviews of cards that came back you knew 1, 50%" in text

    drive(steps, (80, 90))


@pytest.mark.parametrize(
    ("passed", "says"), [(80, "bring it up"), (90, "as planned"), (99, "room for more new cards a day")]
)
def test_retention_is_held_against_the_aim(passed, says):
    assert says in sentences.retention(Retention(passed, 100), 0.9)


def test_mature_cards_are_told_apart_once_there_are_any():
    found = sentences.retention(Retention(90, 100), 0.9, Retention(16, 20))
    assert found.endswith("Of 20 after three weeks or more you knew 80%.")
    assert "three weeks" not in sentences.retention(Retention(90, 100), 0.9)


def test_calibration_says_which_way_the_schedule_errs():
    assert "10 points less" in sentences.calibration([Bin(0.9, 80, 100)])
    assert "knows you" in sentences.calibration([Bin(0.9, 89, 100)])
    said = sentences.calibration([Bin(0.8660, 834, 1000)])  # 3.2 points, and 87 less 83 are 4
    assert "recalled 83% where 87% was expected, 4 points less" in said


def test_the_forecast_names_the_fullest_day():
    assert "the fullest is Sat 21 Nov with 9, about 3 min" in sentences.forecast([1, 9, 0], date(2026, 11, 20), 20.0)


def test_the_row_of_the_aim_is_labelled_with_it_and_weeks_with_their_month():
    today = date(2026, 11, 20)
    rows = pictures.retention({date(2026, 11, 16): Retention(9, 10)}, today, 0.9, 100).plain.split("\n")
    (aimed,) = (row for row in rows[:-1] if "┄" in row)
    assert aimed.startswith(" 90 % ")
    assert rows[0].startswith("100 % ")
    assert rows[-2].split() == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    weeks = {date(2026, 11, 16): 600.0}
    assert pictures.time_spent(weeks, today, 30).plain.split("\n")[-1].split()[-1] == "Nov"


def test_no_part_of_a_legend_is_broken_between_two_lines():
    parts = [Content("○ 27 open"), Content("· 28 planned"), Content("◐ 5 tried")]
    assert legend(parts, 26).plain == "○ 27 open   · 28 planned\n◐ 5 tried"
    assert legend(parts, 9).plain.split("\n") == [part.plain for part in parts]


def test_end_goes_to_the_last_picture_and_home_to_the_first(drive, seen):
    async def steps(app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert "Misconceptions" not in seen(app)
        await pilot.press("end")
        assert "Misconceptions" in seen(app)
        await pilot.press("home")
        assert "A year" in seen(app)

    drive(steps, (80, 24))


def test_no_picture_is_wider_than_its_place():
    today = date(2026, 11, 20)
    for width in (36, 60, 100):
        for picture in (
            pictures.retention({date(2026, 11, 16): Retention(9, 10)}, today, 0.9, width),
            pictures.forecast([3] * 30, width),
            pictures.time_spent({date(2026, 11, 16): 600.0}, today, width),
            pictures.calibration([Bin(0.9, 8, 10)], width),
        ):
            assert all(line.cell_length <= width for line in picture.split("\n"))


@pytest.mark.parametrize("width", [36, 46, 56, 100])
def test_all_that_is_named_is_drawn_at_every_width(width):
    """Thirty days, and half a year of weeks."""
    today = date(2026, 11, 20)
    days = pictures.forecast([3] * 30, width).plain.split("\n")
    assert days[0].count("█") == 30
    assert days[-1].index("+20") - days[-1].index("+10") == (20 if width >= 64 else 10)
    weeks = {today - timedelta(days=4, weeks=back): 60.0 for back in range(26)}
    assert pictures.time_spent(weeks, today, width).plain.split("\n")[0].count("█") == 26


@pytest.mark.parametrize(
    ("size", "said"), [((120, 40), "A year"), ((100, 40), "A year"), ((40, 40), "The last 33 weeks")]
)
def test_the_picture_of_a_year_says_what_it_shows(drive, seen, size, said):
    async def steps(app, pilot):
        await pilot.press("s")
        await pilot.pause()
        assert said in seen(app)
        if said == "A year":
            assert "Jan" in seen(app)

    drive(steps, size)


def test_time_confidence_and_the_hardest_cards_are_told(services, clock, drive, seen):
    for rating, confidence in ((3, None), (1, "sure"), (3, "unsure")):
        acts.rate(services.log, services.items[0], rating, clock(), seconds=90.0, confidence=confidence)
        clock.move(days=3)

    async def steps(app, pilot):
        await pilot.press("s")
        text = " ".join(seen(app).split())
        assert "4 min in half a year" in text
        assert "When you are sure you are right in 0%" in text
        assert "once" in text
        assert "Why rectified?" in text

    drive(steps, (120, 120))
