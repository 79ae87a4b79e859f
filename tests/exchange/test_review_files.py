"""Reviews as CSV and JSON lines, both ways."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.errors import QuizError
from quiz.exchange import review_files
from quiz.progress.event import Event
from quiz.study import acts

FILE = Path("reviews")
FORMS = [
    (review_files.to_csv, review_files.from_csv),
    (review_files.to_json_lines, review_files.from_json_lines),
]

texts = st.one_of(st.text(st.characters(codec="utf-8"), max_size=8), st.sampled_from(["12", "null", '"x"', "a,b", ""]))
numbers = st.integers(-(2**63) + 1, 2**63 - 1)
values = st.one_of(st.none(), st.booleans(), st.floats(0, 99), numbers, texts, st.lists(st.integers(0, 5)))
payloads = st.fixed_dictionaries(
    {
        "rating": st.integers(1, 4),
        "seconds": st.none() | st.floats(0, 99),
        "due": st.sampled_from([None, "2026-12-01"]),
    },
    optional={"recall": st.none() | st.floats(0, 1), "ticks": st.none() | st.lists(numbers), "else": values},
)
devices = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=5)
events = st.builds(
    Event,
    device=devices,
    counter=st.integers(1, 10**13),
    instant_us=st.integers(1, 10**15),
    offset_minutes=st.integers(-900, 900),
    day=st.dates(date(1970, 1, 1), date(2199, 12, 31)).map(str),
    kind=st.just("review"),
    item=st.sampled_from(["demo:max", "demo:gaps#2", "own:a"]),
    payload=payloads,
)


@settings(max_examples=50)
@given(st.lists(events, max_size=5))
@pytest.mark.parametrize(("to_text", "from_text"), FORMS)
def test_every_review_comes_back_as_the_same_event(to_text, from_text, found):
    assert from_text(FILE, to_text(found)).events == sorted(found, key=lambda event: event.order)


@pytest.mark.parametrize(("to_text", "from_text"), FORMS)
def test_that_a_card_was_forgotten_goes_with_its_reviews(log, now, in_days, to_text, from_text):
    acts.rate(log, "demo:max", 3, now, seconds=4)
    acts.forget(log, "demo:max", in_days(1))
    back = from_text(FILE, to_text(review_files.reviews_of(log, ["demo:max"]))).events
    assert back == log.events_of("demo:max")
    assert [event.kind for event in back] == ["review", "forget"]


@pytest.mark.parametrize(("to_text", "from_text"), FORMS)
def test_reviews_of_ones_own_log_are_known(log, now, to_text, from_text):
    for rating in (1, 3):
        acts.rate(log, "demo:max", rating, now, seconds=4.5, confidence="sure", ticks=[0])
    acts.rate(log, "demo:gaps#1", 4, now, seconds=2)
    acts.undo(log, now)
    found = review_files.reviews_of(log, ["demo:max", "demo:gaps#1"])
    assert [event.payload["rating"] for event in found] == [1, 3]
    assert log.merge(from_text(FILE, to_text(found)).events) == 0


@pytest.mark.parametrize(
    ("from_text", "text", "line", "message"),
    [
        (review_files.from_json_lines, "\n{}\n", 2, "this line has no `device`"),
        (review_files.from_csv, "device,counter,item\na,1,b\n", 2, "has no instant|has no device|no text"),
        (review_files.from_csv, "device,counter,item\na,1\n", 2, "not as many cells"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(from_text, text, line, message):
    with pytest.raises(QuizError, match=message) as found:
        from_text(FILE, text)
    assert (found.value.file, found.value.line) == (FILE, line)
