"""The date of an interview, the order of today's cards, and the outlook, from the log."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from quiz import config
from quiz.course.card import Card, Kind
from quiz.course.course import Course
from quiz.course.outline import Unit
from quiz.errors import ConfigError, QuizError
from quiz.scheduling.fsrs6 import PUBLISHED
from quiz.scheduling.plan_outlook import outlook
from quiz.scheduling.worth import FIRST_RATINGS, Pace
from quiz.study import acts, plan
from quiz.study.agenda import today
from quiz.study.pace import times

ITEMS = [f"c:{n}" for n in range(40)]
FAILED = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def order(log, items, now):
    portion = plan.portion(log, items, now)
    return None if portion is None else tuple(asked.item for asked in portion.taken)


@pytest.fixture
def course(tmp_path):
    """Forty cards in two units, and a third unit without any."""
    cards = tuple(
        Card(
            id=str(n),
            unit="b" if n >= 30 else "a",
            kind=Kind.CONCEPT,
            question="?",
            answer="!",
            file=tmp_path / "deck.md",
            line=1,
            stamped=True,
        )
        for n in range(40)
    )
    units = tuple(Unit(folder, f"Unit {folder}") for folder in "abc")
    return Course(tmp_path, "c", "Course", units, cards, (), ())


@pytest.fixture
def used(log, now, in_days):
    """Three days of work on twelve cards, an interview three weeks later."""
    for day in (0, 1, 4):
        for n in range(12):
            acts.rate(log, f"c:{n}", 1 if (n + day) % 7 == 0 else 3, in_days(day), seconds=20 if day == 0 else 5)
    plan.set_date(log, "2026-12-15", in_days(4))
    return log


def test_the_date_is_an_event_and_comes_back(log, now, in_days):
    assert plan.interview(log, now) is None
    assert plan.set_date(log, "2026-12-15", now) == date(2026, 12, 15)
    assert plan.interview(log, now) == date(2026, 12, 15)
    assert [(e.kind, e.item, e.payload) for e in log.events()] == [("setting", "interview", {"value": "2026-12-15"})]
    plan.clear(log, now)
    plan.clear(log, now)
    assert plan.interview(log, now) is None
    assert len(log.events()) == 2
    assert log.verify() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tomorrow", "is not a date"),
        ("2026-13-01", "is not a date"),
        ("2026-11-19", "is over"),
        ("2026-11-20", "is today"),
        ("2027-11-21", "more than a year away"),
    ],
)
def test_a_date_that_cannot_be_planned_for_is_refused(log, now, text, said):
    with pytest.raises(QuizError, match=said) as error:
        plan.set_date(log, text, now)
    assert "2026-12-20" in error.value.hint or "2027-11-20" in error.value.hint
    assert log.events() == []


def test_a_value_that_another_program_wrote_is_no_date(log, now):
    for value in (5, "soon", ["2026-12-15"]):
        acts.change_setting(log, plan.SETTING, value, now)
        assert plan.interview(log, now) is None


def test_without_a_date_and_after_it_there_is_no_order(log, course, now, in_days):
    assert order(log, ITEMS, now) is None
    plan.set_date(log, "2026-11-24", now)
    assert order(log, ITEMS, in_days(3)) is not None
    assert order(log, ITEMS, in_days(4)) is None
    assert plan.situation(log, course, in_days(4)).days_left == 0
    assert order(log, ITEMS, in_days(5)) is None
    assert plan.situation(log, course, in_days(5)) is None


def test_the_order_is_that_of_the_policy(used, course, in_days):
    found = plan.situation(used, course, in_days(20))
    assert found.cards[0].last == in_days(4).utc.date().toordinal()
    chosen = [found.items[pick.place] for pick in found.choose().taken]
    assert order(used, ITEMS, in_days(20)) == tuple(chosen)
    assert {"c:12", "c:1"} < set(chosen)


def test_a_days_portion_of_new_cards_is_kept_over_sittings(used, in_days):
    day = in_days(5)
    first = [item for item in order(used, ITEMS, day) if int(item[2:]) >= 12]
    for item in first[:1]:
        acts.rate(used, item, 3, day, seconds=20)
    again = [item for item in order(used, ITEMS, day) if int(item[2:]) >= 12]
    assert again == first[1:]


def test_missed_days_need_no_repair(used, in_days):
    """What was missed is spread over the days that are left."""
    counts = [sum(int(item[2:]) >= 12 for item in order(used, ITEMS, in_days(day))) for day in (5, 10, 16)]
    assert counts[0] < counts[1] < counts[2] < 28


def test_minutes_cut_the_list_and_time_spent_today_counts(used, in_days):
    day = in_days(23)
    whole = order(used, ITEMS, day)
    acts.change_setting(used, "minutes", 2, day)
    part = order(used, ITEMS, day)
    assert part == whole[: len(part)]
    assert 0 < len(part) < len(whole)
    acts.rate(used, part[0], 3, day, seconds=119)
    assert order(used, ITEMS, day) == ()


def test_suspended_and_buried_cards_stay_out(used, course, in_days):
    day = in_days(23)
    assert {"c:2", "c:3", "c:38"} <= set(order(used, ITEMS, day))
    acts.suspend(used, "c:2", day)
    acts.bury(used, "c:3", day)
    acts.bury(used, "c:38", day)
    assert not {"c:2", "c:3", "c:38"} & set(order(used, ITEMS, day))
    found = plan.situation(used, course, day)
    assert "c:2" not in found.items
    assert "c:3" in found.items
    assert {"c:3", "c:38"} <= set(order(used, ITEMS, day + timedelta(days=1)))


def test_cards_that_a_failed_kata_pointed_at_come_first_until_they_are_reviewed(used, in_days):
    day = in_days(6)
    acts.attempt(used, "c:kata/k", FAILED, day, source=b"", cards=["c:5", "c:33"])
    assert order(used, ITEMS, day)[:2] == ("c:5", "c:33")
    acts.rate(used, "c:5", 3, day + timedelta(minutes=1), seconds=5)
    assert order(used, ITEMS, day)[0] == "c:33"
    assert "c:5" not in order(used, ITEMS, day)


def test_a_card_that_a_failed_kata_pointed_at_comes_first_no_more_once_it_was_put_on_a_later_day(used, in_days):
    day = in_days(6)
    acts.attempt(used, "c:kata/k", FAILED, day, source=b"", cards=["c:5"])
    acts.set_due(used, "c:5", used.day(in_days(12)), day)
    assert order(used, ITEMS, day)[0] != "c:5"


def test_the_days_minutes_cut_cards_that_were_made_due_as_well(used, in_days):
    day = in_days(6)
    acts.attempt(used, "c:kata/k", FAILED, day, source=b"", cards=ITEMS[:12])
    acts.change_setting(used, "minutes", 1, day)
    found, pace = plan.portion(used, ITEMS, day), times(used).pace
    assert [asked.item for asked in found.taken] == ITEMS[: int(60 / pace.failed)]
    assert [asked.item for asked in found.rest][: 12 - len(found.taken)] == ITEMS[len(found.taken) : 12]
    acts.rate(used, "c:0", 3, day, seconds=60)
    assert order(used, ITEMS, day) == ()
    assert set(ITEMS[1:12]) <= set(today(used, ITEMS, day).rest)


def test_of_the_gaps_of_a_card_one_is_asked_on_a_day(log, now, in_days):
    gaps = [f"c:{card}#{gap}" for card in "ab" for gap in (1, 2, 3)]
    plan.set_date(log, "2026-11-23", now)
    assert order(log, gaps, now) == ("c:a#1", "c:b#1")
    acts.rate(log, "c:a#1", 3, now, seconds=9)
    assert order(log, gaps, now) == ("c:b#1",)
    acts.rate(log, "c:b#1", 3, now, seconds=9)
    assert order(log, gaps, now) == ()
    tomorrow = order(log, gaps, in_days(1))
    assert sorted(item[:3] for item in tomorrow) == ["c:a", "c:b"]


def test_of_the_gaps_that_a_failed_kata_pointed_at_one_is_asked_on_a_day(log, now, in_days):
    gaps, day = [f"c:a#{gap}" for gap in (1, 2, 3)], in_days(2)
    for moment, gap in enumerate(gaps):
        acts.rate(log, gap, 3, now + timedelta(minutes=moment), seconds=9)
    plan.set_date(log, "2026-12-15", day)
    acts.attempt(log, "c:kata/k", FAILED, day, source=b"", cards=gaps)
    assert order(log, gaps, day) == ("c:a#1",)
    acts.rate(log, "c:a#1", 3, day + timedelta(minutes=1), seconds=9)
    assert today(log, gaps, day + timedelta(minutes=2)).queue.items == ()
    acts.attempt(log, "c:kata/k", FAILED, day + timedelta(minutes=3), source=b"", cards=["c:a#1"])
    assert order(log, gaps, day + timedelta(minutes=4)) == ("c:a#1",)  # failed for anew, though asked already


def test_the_learners_own_figures_enter(log, course, now, in_days):
    plan.set_date(log, "2026-12-15", now)
    plain = plan.situation(log, course, now)
    assert (plain.plan.pace, plain.plan.first_ratings, plain.missed) == (Pace(), FIRST_RATINGS, 0.15)
    for n in range(60):
        acts.rate(log, f"x:{n}", 2 if n % 2 else 4, now, seconds=40)
        acts.rate(log, f"x:{n}", 1, in_days(2), seconds=9)
        acts.rate(log, f"x:{n}", 3, in_days(2), seconds=3)
    found = plan.situation(log, course, in_days(4))
    assert found.plan.pace == Pace(40, 12, Pace().passed)
    assert found.plan.first_ratings == (0, 0.5, 0, 0.5)
    assert found.missed == pytest.approx((2 + 1.5) / 14)
    assert found.plan.m < 0.9  # every card was forgotten after two days
    assert found.plan.created == now.utc.date().toordinal()


def test_reviews_before_a_change_of_weights_say_nothing_about_the_new_ones(used, course, in_days):
    day = in_days(5)
    assert plan.situation(used, course, day).reviews
    weights = list(PUBLISHED)
    acts.change_setting(used, "parameters", weights, day)
    assert not plan.situation(used, course, day).reviews


def test_the_outlook_has_every_figure(used, course, in_days):
    found = outlook(plan.situation(used, course, in_days(5)))
    assert (found.days_left, found.deck.cards, found.deck.unseen) == (20, 40, 28)
    assert [(unit.title, unit.cards, unit.unseen) for unit in found.units] == [("Unit a", 30, 18), ("Unit b", 10, 10)]
    assert found.deck.stopped.low < found.deck.stopped.mean < found.deck.stopped.high <= 12 / 40
    assert found.deck.followed.mean > 0.9 > found.deck.stopped.mean
    assert found.units[1].stopped.mean == 0
    assert found.weakest is None  # there is one unit to speak of
    assert json.loads(json.dumps(found.as_json()))["days_left"] == 20


def test_the_weakest_unit_is_the_one_whose_seen_cards_are_recalled_least(used, course, in_days):
    for n in range(30, 36):
        acts.rate(used, f"c:{n}", 1, in_days(5), seconds=9)
    found = outlook(plan.situation(used, course, in_days(6)))
    assert found.weakest is found.units[1]
    assert found.as_json()["weakest"] == "Unit b"
    assert next(line for line in plan.lines(found) if line.endswith("weakest of those seen")).startswith("Unit b")


def test_the_text_says_what_it_is_about(used, course, in_days):
    text = "\n".join(plan.lines(outlook(plan.situation(used, course, in_days(5)))))
    assert "Interview on Tue 15 Dec 2026, in 20 days; 28 of 40 cards not yet seen." in text
    assert "Ten minutes more would add less than 0.2 cards" in text
    assert "Unit b" in text
    last = list(plan.lines(outlook(plan.situation(used, course, in_days(25))), ["Today: 3 cards due."]))
    assert "today" in last[0]
    assert last[1] == "Today: 3 cards due."
    assert last[3].split("  ")[0] == "Recalled on the day"
    assert last[3].endswith("        expected  not seen")  # one column: both would say the same
    assert last[4].count("%") == 1
    assert not any("Ten minutes" in line for line in last)


def test_ten_more_minutes_buy_cards_while_the_days_minutes_cut_the_list(used, course, in_days):
    acts.change_setting(used, "minutes", 1, in_days(20))
    found = outlook(plan.situation(used, course, in_days(20)))
    assert found.ten_more_minutes > 1
    assert plan.ten_more_minutes(found) == f"about {found.ten_more_minutes:.1f} cards"


def test_nothing_is_planned_for_a_course_without_cards(used, course, in_days):
    assert plan.situation(used, replace(course, cards=()), in_days(5)) is None


def test_the_minutes_of_the_configuration_are_checked(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("minutes = 20\n")
    assert (config.load(file).minutes, config.Config().minutes) == (20, 0)
    for value in ("-1", "1441", "2.5"):
        file.write_text(f"minutes = {value}\n")
        with pytest.raises(ConfigError, match="minutes"):
            config.load(file)


def test_going_on_is_nowhere_said_to_cost_recall_and_no_day_is_fuller_than_the_fullest(used, course, in_days):
    for days in (5, 14, 24):
        found = outlook(plan.situation(used, course, in_days(days)))
        assert all(row.followed.mean >= row.stopped.mean for row in (found.deck, *found.units))
        assert found.fullest_day >= found.minutes_a_day
    on_the_day = outlook(plan.situation(used, course, in_days(25)))
    assert on_the_day.deck.followed == on_the_day.deck.stopped


def test_gaps_of_one_card_leave_their_time_to_other_cards(log, now, in_days):
    items = ["c:gaps#1", "c:gaps#2", "c:gaps#3", "c:other"]
    for item in items:
        acts.rate(log, item, 3, now, seconds=8)
    acts.change_setting(log, "minutes", 1, now)
    plan.set_date(log, "2026-12-15", now)
    taken = plan.portion(log, items, in_days(24)).taken
    assert len(taken) == 2
    assert "c:other" in {asked.item for asked in taken}
