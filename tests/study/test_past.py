"""Reviews made elsewhere: taken in once, in their order, with their days."""

from datetime import date, timedelta

from quiz.scheduling.day import Instant
from quiz.study import acts
from quiz.study.past import Past, Standing, news, take_in


def moment(milliseconds):
    return Instant.at(milliseconds * 1000, 60)


def milliseconds(instant):
    return instant.microseconds // 1000


def bring(log, now, past=(), standings=(), events=()):
    return take_in(log, "other", past, standings, events, moment, now)


def test_a_review_has_the_learners_day_and_the_interval_it_was_given(log, now):
    before_rollover = now + timedelta(hours=-8)  # two in the morning on the learner's clock
    past = [Past("own:a", milliseconds(before_rollover), 3, 4.5, 2)]
    assert bring(log, now, past) == (1, 0)
    (event,) = log.events()
    assert (event.device, event.day, event.offset_minutes) == ("other", "2026-11-19", 60)
    assert (event.payload["due"], event.payload["seconds"]) == ("2026-11-21", 4.5)
    assert log.state("own:a").due == date(2026, 11, 21)


def test_reviews_here_and_there_make_one_history(log, now, in_days):
    first = acts.rate(log, "demo:a", 3, in_days(-9), seconds=1).event
    last = acts.rate(log, "demo:a", 3, in_days(-1), seconds=1).event
    there = Past("demo:a", milliseconds(in_days(-5)), 1)
    bring(log, now, [there])
    before, between, after = log.events_of("demo:a")
    assert (before, after) == (first, last)
    assert between.payload["previous"] == first.id
    assert log.state("demo:a").memory.reps == 3
    assert log.verify() == []


def test_a_review_of_this_log_that_comes_back_is_known(log, now):
    written = acts.rate(log, "demo:a", 3, now, seconds=1).event
    moved = written.instant_us // 1000 + 7  # as a package moves it to a free millisecond
    assert news(log, "other", [Past("demo:a", moved, 3)], {}, moment) == []
    assert len(news(log, "other", [Past("demo:a", moved, 4)], {}, moment)) == 1
    assert len(news(log, "other", [Past("demo:b", moved, 3)], {}, moment)) == 1


def test_the_other_programs_due_day_counts_when_it_moved_the_card(log, now):
    when = milliseconds(now)
    past = [Past("own:a", when, 3, None, 5), Past("own:b", when + 1, 3, None, 5)]
    bring(log, now, past, [Standing("own:a", date(2026, 11, 26)), Standing("own:b", date(2026, 12, 24))])
    assert log.state("own:a").due == date(2026, 11, 26)  # also by one: somebody may have moved it
    assert log.state("own:b").due == date(2026, 12, 24)


def test_after_a_new_beginning_nothing_was_before(log, now, in_days):
    when = [milliseconds(in_days(day)) for day in (-3, -2, -1)]
    bring(log, now, [Past("own:a", when[0], 3), Past("own:a", when[1], 0), Past("own:a", when[2], 4, None, 30)])
    state = log.state("own:a")
    assert (state.memory.reps, state.due) == (1, log.day(in_days(-1)) + timedelta(30))
    assert [event.kind for event in log.events()] == ["review", "forget", "review"]


def test_two_reviews_at_one_millisecond_are_both_kept_and_come_once(log, now):
    past = [Past("own:a", milliseconds(now), 3), Past("own:b", milliseconds(now), 3)]
    for each in past:
        bring(log, now, [each])
    assert {event.item for event in log.events()} == {"own:a", "own:b"}
    assert [bring(log, now, [each])[0] for each in past] == [0, 0]


def test_what_the_learner_did_here_is_not_undone_by_another_import(log, now):
    standing = Standing("own:a", date(2026, 12, 1), suspended=True, flag=2)
    assert bring(log, now, standings=[standing]) == (0, 3)
    acts.unsuspend(log, "own:a", now)
    acts.flag(log, "own:a", 0, now)
    assert bring(log, now, standings=[standing]) == (0, 0)
    state = log.state("own:a")
    assert (state.suspended, state.flag, state.due) == (False, 0, date(2026, 12, 1))
