"""What a sitting asks: limits, minutes, piles, learning ahead, any cards one likes."""

from datetime import timedelta
from itertools import pairwise

import pytest

from quiz.course.course import Course
from quiz.scheduling.queue import Counts
from quiz.study import acts, plan
from quiz.study.agenda import ahead, chosen, today
from quiz.study.coming import Next, next_day
from quiz.study.session import Session

ITEMS = tuple(f"c:{n:03}" for n in range(300))
FAILED = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


def learnt(log, now, items, rating=3, seconds=5):
    for item in items:
        acts.rate(log, item, rating, now, seconds=seconds)


def counts(log, now, **limits):
    return today(log, ITEMS, now, **limits).queue.counts


@pytest.fixture
def away(log, now, in_days):
    """A learner who met 160 cards within eight days, then stayed away for three weeks."""
    for day in range(8):
        learnt(log, in_days(day), ITEMS[20 * day : 20 * day + 20])
    return log


def test_after_days_away_the_pile_is_divided_and_the_rest_is_named(away, in_days):
    found = today(away, ITEMS, in_days(28))
    assert found.queue.counts == Counts(due=45, new=10, again=0)
    assert (len(found.rest), found.days) == (115, 3)
    assert not set(found.rest) & set(found.queue.order)
    assert len(away.events()) == 160  # nothing was written


def test_the_most_urgent_cards_of_a_pile_come_first(away, in_days):
    acts.rate(away, ITEMS[0], 4, in_days(8), seconds=5)  # stable: it can wait
    found = today(away, ITEMS, in_days(28))
    assert ITEMS[0] in (*found.rest, *set(ITEMS) - set(found.queue.order))
    assert found.queue.order[0] in ITEMS[:20]  # the longest untouched


def test_a_second_sitting_of_the_day_does_not_begin_the_share_anew(away, in_days):
    day = in_days(28)
    learnt(away, day, today(away, ITEMS, day).queue.order[:20])
    assert counts(away, day) == Counts(due=25, new=10, again=0)
    learnt(away, day, today(away, ITEMS, day).queue.order)
    found = today(away, ITEMS, day)
    assert found.queue.counts.total == 0
    assert (len(found.rest), found.days) == (115, 3)


def test_day_by_day_the_pile_is_gone(away, in_days):
    asked = []
    for day in range(28, 36):
        order = today(away, ITEMS[:160], in_days(day)).queue.order
        asked.append(len(order))
        learnt(away, in_days(day), order, rating=4)
    assert asked[:4] == [45, 45, 45, 25]
    assert not today(away, ITEMS[:160], in_days(36)).rest


def test_what_is_usual_is_the_learners_own(log, now, in_days):
    for day in range(6):
        learnt(log, in_days(day), ITEMS[:50], rating=1)
    learnt(log, in_days(6), ITEMS[50:140], rating=1)
    assert counts(log, in_days(7)).due == 75
    assert counts(log, in_days(7), minutes=0).due == 0


def test_ordinary_days_are_asked_whole(log, now, in_days):
    learnt(log, now, ITEMS[:60], rating=1)
    assert counts(log, in_days(1)) == Counts(due=60, new=10, again=0)


def test_a_limit_of_reviews_a_day_holds_over_sittings(log, now, in_days):
    learnt(log, now, ITEMS[:50], rating=1)
    acts.change_setting(log, "reviews_per_day", 8, in_days(1))
    assert counts(log, in_days(1)) == Counts(due=8, new=10, again=0)
    learnt(log, in_days(1), today(log, ITEMS, in_days(1)).queue.order[:5])
    found = today(log, ITEMS, in_days(1))
    assert found.queue.counts == Counts(due=3, new=10, again=0)
    assert (len(found.rest), found.days) == (42, 6)


def test_minutes_choose_from_due_and_new_cards_what_a_second_buys_most_on(log, now, in_days):
    learnt(log, now, ITEMS[:40], rating=2)
    whole, part = today(log, ITEMS, in_days(4)), today(log, ITEMS, in_days(4), minutes=4)
    assert part.minutes <= 4 < whole.minutes
    assert part.queue.counts.new == 10
    assert 0 < part.queue.counts.due < whole.queue.counts.due
    assert whole.queue.order[: part.queue.counts.due] == part.queue.order[: part.queue.counts.due]
    assert not part.rest  # what a short sitting leaves is for another one today


def test_the_days_minutes_count_what_was_spent_and_leave_a_rest(log, now, in_days):
    learnt(log, now, ITEMS[:40], rating=2)
    acts.change_setting(log, "minutes", 5, now)
    found = today(log, ITEMS, in_days(4))
    assert 4.5 < found.minutes <= 5
    assert found.rest
    learnt(log, in_days(4), found.queue.order[:1], seconds=299)
    assert today(log, ITEMS, in_days(4)).queue.counts.total == 0


@pytest.mark.parametrize("planned", [False, True])
def test_minutes_shorter_than_a_card_ask_one_a_day(log, now, in_days, planned):
    for day in (0, 3):
        learnt(log, in_days(day), ITEMS[:15], seconds=150)
    acts.change_setting(log, "minutes", 1, now)
    if planned:
        plan.set_date(log, "2027-01-03", now)
    day = in_days(40)
    first = today(log, ITEMS[:15], day).queue.order
    assert len(first) == len(today(log, ITEMS[:15], day, minutes=0.1).queue.order) == 1
    learnt(log, day, first, seconds=9)
    assert today(log, ITEMS[:15], day).queue.order == ()  # one was asked, and the next takes longer than what is left
    assert ahead(log, ITEMS[:15], day, minutes=0.1).queue.counts.total == 1
    assert next_day(log, ITEMS[:15], day) == Next(log.day(in_days(41)), due=1)


def test_a_card_that_takes_long_has_to_be_worth_it(log, now, in_days):
    learnt(log, now, ITEMS[:20], seconds=8)
    for day in (3, 6, 9):
        learnt(log, in_days(day), ITEMS[:19], seconds=8)
        learnt(log, in_days(day), ITEMS[19:20], seconds=80)
    whole, part = (today(log, ITEMS[:20], in_days(90), minutes=minutes) for minutes in (99, 2.5))
    assert whole.seconds[ITEMS[19]] > 3 * whole.seconds[ITEMS[18]]
    assert whole.queue.order[-1] == ITEMS[19]
    assert ITEMS[19] not in part.queue
    assert part.queue.counts.due > 10


def test_minutes_cut_a_plan_as_well(log, now, in_days):
    learnt(log, now, ITEMS[:40], rating=2)
    plan.set_date(log, "2026-12-20", now)
    whole, part = today(log, ITEMS, in_days(9)), today(log, ITEMS, in_days(9), minutes=3)
    assert part.queue.order == whole.queue.order[: len(part.queue.order)]
    assert 2 < part.minutes <= 3 < whole.minutes


def test_a_card_that_the_learner_made_due_comes_under_a_plan_too(log, now, in_days):
    learnt(log, now, ITEMS[:3], rating=4)
    plan.set_date(log, "2027-02-20", now)
    assert ITEMS[2] not in today(log, ITEMS, in_days(2)).queue
    acts.set_due(log, ITEMS[2], log.day(in_days(2)), in_days(1))
    assert today(log, ITEMS, in_days(1)).queue.order[:1] != (ITEMS[2],)
    assert today(log, ITEMS, in_days(2)).queue.order[0] == ITEMS[2]


@pytest.mark.parametrize("planned", [False, True])
def test_a_new_card_that_the_learner_put_on_a_day_is_asked_on_it_and_not_before(log, now, in_days, planned):
    if planned:
        plan.set_date(log, "2026-12-20", now)
    acts.set_due(log, ITEMS[0], log.day(in_days(9)), now)
    for day in (0, 8):
        assert ITEMS[0] not in today(log, ITEMS, in_days(day)).queue
        assert ITEMS[0] not in ahead(log, ITEMS, in_days(day), minutes=400).queue
    assert today(log, ITEMS, in_days(9)).queue.order[0] == ITEMS[0]


def test_ahead_takes_the_cards_that_are_due_soonest(log, now, in_days):
    for n, rating in enumerate((4, 2, 3)):
        learnt(log, now, ITEMS[n : n + 1], rating)
    found = ahead(log, ITEMS[:3], in_days(1))
    assert found.queue.order == (ITEMS[2], ITEMS[0])  # c:001 is due anyway
    assert found.queue.counts == Counts(due=2, new=0, again=0)
    assert ahead(log, ITEMS[:3], now).queue.order == ()  # all were asked today


def test_ahead_begins_with_what_the_limits_left_out_and_ends_with_new_cards(away, in_days):
    found, rest = ahead(away, ITEMS, in_days(28), minutes=400), today(away, ITEMS, in_days(28)).rest
    assert found.queue.order[:115] == rest
    assert found.queue.order[-140:] == ITEMS[160:]
    assert ahead(away, ITEMS, in_days(28), minutes=2).minutes <= 2


def test_ahead_of_a_plan_are_the_cards_that_its_minutes_cut_off(log, now, in_days):
    learnt(log, now, ITEMS[:40], rating=2)
    plan.set_date(log, "2026-12-20", now)
    acts.change_setting(log, "minutes", 3, now)
    day = in_days(9)
    learnt(log, day, today(log, ITEMS, day).queue.order, seconds=30)
    assert today(log, ITEMS, day).queue.counts.total == 0
    rest = [asked.item for asked in plan.portion(log, ITEMS, day).rest]
    assert (
        list(ahead(log, ITEMS, day, minutes=2).queue.order)
        == rest[: len(ahead(log, ITEMS, day, minutes=2).queue.order)]
    )
    assert rest


def test_a_card_that_the_plan_cut_off_and_that_is_due_is_asked_once_ahead(log, now, in_days):
    learnt(log, now, ITEMS[:20], seconds=8)
    plan.set_date(log, "2026-12-31", now)
    acts.change_setting(log, "minutes", 1, now)
    order = ahead(log, ITEMS[:20], in_days(20)).queue.order
    assert len(order) == len(set(order)) > 5


def test_ten_minutes_ahead_are_no_hundreds_of_cards_for_who_only_presses_keys(log, now, in_days):
    learnt(log, now, ITEMS[:20], seconds=0.5)
    found = ahead(log, ITEMS, now)
    assert len(found.queue.order) == 200
    assert found.minutes == pytest.approx(10)


def test_put_aside_and_suspended_cards_are_not_taken_ahead(log, now, in_days):
    learnt(log, now, ITEMS[:4], rating=4)
    acts.bury(log, ITEMS[0], in_days(1))
    acts.suspend(log, ITEMS[1], in_days(1))
    assert set(ahead(log, ITEMS[:4], in_days(1)).queue.order) == {ITEMS[2], ITEMS[3]}


def test_any_cards_can_be_asked_each_once(log, now):
    learnt(log, now, ["c:a#1"])
    acts.suspend(log, "c:b", now)
    found = chosen(log, ["c:z", "c:a#2", "c:a#1", "c:b", "c:z"], now)
    assert found.queue.order == ("c:a#2", "c:z", "c:a#1")
    assert found.queue.counts == Counts(due=1, new=2, again=0)
    assert found.minutes == pytest.approx((25 + 25 + 8) / 60, rel=0.5)


def test_a_sitting_over_chosen_cards_writes_reviews_like_any_other(log, now, in_days):
    learnt(log, now, ["c:a"], rating=4)
    before = log.state("c:a")
    session = Session.over(log, ["c:a", "c:b"], in_days(2))
    assert session.next(in_days(2)) == "c:a"
    shown = session.preview(in_days(2))
    assert session.rate(3, in_days(2), seconds=5).interval == shown[2]
    assert log.state("c:a").due >= before.due  # an early pass brings nothing nearer
    assert session.next(in_days(2)) == "c:b"
    assert session.undo(in_days(2)) == ("c:a", "review")
    assert log.state("c:a") == before
    assert session.next(in_days(2)) == "c:a"


def test_gaps_of_one_card_are_all_asked_when_they_were_chosen(log, now):
    session = Session.over(log, ["c:a#1", "c:a#2"], now)
    assert session.next(now) == "c:a#1"
    session.rate(3, now, seconds=5)
    assert session.next(now) == "c:a#2"


@pytest.mark.parametrize(
    "items",
    [
        ["a#1", "a#2", "a#3", "b", "c"],
        ["b", "c", "a#1", "a#2", "a#3"],
        ["a#1", "a#2", "b#1", "b#2", "c#1", "c#2"],
        ["b", "c", "d", "e", "f#1", "f#2", "g", "f#3"],
    ],
)
def test_gaps_of_one_card_never_stand_beside_each_other_while_another_card_is_left(log, now, items):
    order = chosen(log, items, now).queue.order
    assert sorted(order) == sorted(items)
    assert all(one[0] != other[0] for one, other in pairwise(order))


def test_gaps_are_spread_over_the_whole_sitting_and_other_cards_keep_their_order(log, now):
    items = [*ITEMS[:10], "x:g#1", "x:g#2", *ITEMS[10:20]]
    order = list(chosen(log, items, now).queue.order)
    assert [item for item in order if "#" not in item] == list(ITEMS[:20])
    assert order.index("x:g#2") - order.index("x:g#1") >= 10
    assert chosen(log, ["x:g#1", "x:g#2"], now).queue.order == ("x:g#1", "x:g#2")


def test_a_failed_gap_does_not_come_back_right_after_its_sibling(log, now):
    session = Session.over(log, ["c:a#1", "c:b", "c:a#2", "c:c"], now)
    session.next(now)
    session.rate(1, now, seconds=5)
    for _ in range(2):
        last = session.next(now)
        session.rate(3, now, seconds=5)
    assert last == "c:a#2"
    assert session.next(now + timedelta(minutes=11)) == "c:c"  # although the failed gap waits


def test_a_look_through_writes_nothing_at_all(log, now):
    session = Session.over(log, ITEMS[:3], now, written=False)
    assert session.next(now) == ITEMS[0]
    assert session.preview(now) is None
    assert session.rate(1, now, seconds=5) is None
    assert session.next(now) == ITEMS[1]
    session.rate(3, now, seconds=5)
    session.next(now)
    session.rate(3, now, seconds=5)
    assert session.next(now) == ITEMS[0]  # failed: it comes back
    assert log.events() == []


def test_undo_in_a_look_through_takes_back_its_own_ratings_only(log, now):
    learnt(log, now, ["c:x"])
    session = Session.over(log, ITEMS[:3], now, written=False)
    assert session.undo(now) is None
    for _ in range(2):
        session.next(now)
        session.rate(3, now, seconds=5)
    assert [session.undo(now).item for _ in range(2)] == [ITEMS[1], ITEMS[0]]
    assert session.undo(now) is None
    assert session.left == Counts(due=0, new=3, again=0)
    assert len(log.events()) == 1


def test_a_card_put_aside_in_a_look_through_is_put_aside(log, now):
    session = Session.over(log, ITEMS[:3], now, written=False)
    session.next(now)
    session.suspend(now)
    assert log.suspended() == {ITEMS[0]}
    assert session.undo(now) == (ITEMS[0], "suspend")
    assert log.suspended() == set()
    assert session.undo(now) is None


def test_undo_beyond_a_chosen_sitting_keeps_its_cards(log, now):
    learnt(log, now, ["c:x"])
    session = Session.over(log, ITEMS[:2], now)
    session.next(now)
    assert session.undo(now).item == "c:x"
    assert session.next(now) == ITEMS[0]
    assert session.left.new == 2


def test_a_sitting_names_what_waits_beyond_it(away, in_days):
    assert Session(away, ITEMS, in_days(28)).rest == (115, 3)
    assert Session.over(away, ITEMS, in_days(28)).rest == (0, 0)
    assert Session.ahead(away, ITEMS, in_days(28)).minutes <= 10
    assert Session(away, ITEMS, in_days(28), minutes=3).minutes <= 3


def test_failed_cards_of_today_come_back_whatever_the_limits(log, now):
    acts.change_setting(log, "reviews_per_day", 1, now)
    acts.change_setting(log, "new_per_day", 2, now)
    learnt(log, now, ITEMS[:2], rating=1)
    found = today(log, ITEMS, now + timedelta(minutes=1))
    assert found.queue.counts == Counts(due=0, new=0, again=2)
    assert found.minutes > 0


def test_a_card_that_a_kata_made_due_comes_before_the_pile(away, in_days):
    acts.attempt(away, "c:kata/k", FAILED, in_days(28), source=b"", cards=[ITEMS[250]])
    assert today(away, ITEMS, in_days(28)).queue.order[0] == ITEMS[250]


DECK = """# Deck

## Second
<!-- id: second -->

It needs the other one.

### Key points
- One.
  - ~ one
- Two.
  - ~ two

### Links
- after: first

## A line
<!-- id: first -->

Its slope is minus w, and the weights stand upright.

### Gaps
- minus w
- upright
"""
MINE = """# Mine

## Of my own
<!-- id: mine -->

Something.

### Key points
- One.
  - ~ one
- Two.
  - ~ two
"""


def test_new_cards_wait_for_what_they_build_on_and_the_learners_own_take_turns_with_the_course(
    log, now, tmp_path, in_days
):
    (tmp_path / "content" / "u").mkdir(parents=True)
    (tmp_path / "content" / "course.toml").write_text(
        'name = "c"\ntitle = "C"\n[[units]]\nfolder = "u"\ntitle = "Unit"\n'
    )
    (tmp_path / "content" / "u" / "deck.md").write_text(DECK)
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "mine.md").write_text(MINE)
    course = Course.load(tmp_path, own=tmp_path / "decks")
    assert not course.problems
    first = today(log, course.items(), now).queue.order
    assert first == ("own:mine", "c:first#1", "c:second")  # the other gap waits for another day
    learnt(log, now, first[:2])
    acts.change_setting(log, "new_per_day", 3, now)
    assert today(log, course.items(), now).queue.order == ("c:second",)
    assert today(log, course.items(), in_days(1)).queue.order[-2:] == ("c:first#2", "c:second")
