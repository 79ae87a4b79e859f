"""Events and their rows."""

import math

import pytest

from quiz.progress.event import Event, Kind, from_row, from_rows, to_row


def event(payload):
    return Event("laptop", 7, 1_700_000_000_000_001, -480, "2026-11-20", Kind.REVIEW, "c:softmax", payload)


def test_an_event_goes_through_its_row_unchanged():
    whole = event({"rating": 3, "seconds": 0.1 + 0.2, "ticks": [0, 2], "note": "σ(z) ≤ 1", "previous": None})
    assert from_row(to_row(whole)) == whole


def test_many_rows_give_the_events_that_each_gives():
    rows = [to_row(event({"rating": 1 + n % 4, "note": f"],[{n}\u2028"})) for n in range(2500)]
    assert list(from_rows(rows)) == [from_row(row) for row in rows]
    assert list(from_rows([])) == []


def test_the_id_is_device_and_counter():
    assert event({}).id == "laptop-7"


def test_the_order_is_instant_then_device_then_counter():
    assert event({}).order[:3] == (1_700_000_000_000_001, "laptop", 7)


def test_the_moment_keeps_its_place_on_the_wall_clock():
    assert event({}).instant.microseconds == 1_700_000_000_000_001
    assert event({}).instant.offset == -480


@pytest.mark.parametrize("value", [math.nan, math.inf, b"bytes", object()])
def test_a_payload_that_is_not_json_is_refused(value):
    with pytest.raises(ValueError):
        to_row(event({"seconds": value}))
