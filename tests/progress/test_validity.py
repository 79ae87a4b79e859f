"""Which events can be replayed."""

from dataclasses import replace

import pytest

from quiz.progress.event import Event
from quiz.progress.validity import fault

REVIEW = Event("desk", 1, 1_795_165_200_000_000, 60, "2026-11-20", "review", "c:a", {"rating": 3})


def changed(kind, item="c:a", **payload):
    return replace(REVIEW, kind=kind, item=item, payload=payload)


@pytest.mark.parametrize(
    "event",
    [
        REVIEW,
        changed("flag", flag=0),
        changed("undo", target="my-desk-12"),
        changed("attempt", passed=False, made_due=["c:a"], checks=[{"name": "shape", "passed": True}]),
        changed("setting", "retention", value=0.85),
        changed("setting", "parameters", value=None),
        changed("setting", "colour of the curtains", value=[1, 2]),
        changed("a kind of later years", anything=None),
    ],
)
def test_what_the_program_writes_is_fine(event):
    assert fault(event) is None


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (replace(REVIEW, counter=0), "device and counter"),
        (replace(REVIEW, instant_us=-5), "instant"),
        (replace(REVIEW, instant_us=2**62), "instant"),
        (replace(REVIEW, offset_minutes=9000), "offset"),
        (replace(REVIEW, day="20261120"), "day"),
        (replace(REVIEW, day="2026-02-30"), "day"),
        (changed("review", rating=0), "`rating`"),
        (changed("review", rating=True), "`rating`"),
        (changed("review", rating=3, due="soon"), "`due`"),
        (changed("review", rating=3, previous=7), "`previous`"),
        (changed("review", rating=3, seconds="long"), "`seconds`"),
        (changed("attempt", passed=True), "`made_due`"),
        (changed("undo", target="nothing"), "`target`"),
        (changed("note"), "`text`"),
        (changed("setting", "retention", value=1.5), "`retention`"),
        (changed("setting", "rollover", value=4.5), "`rollover`"),
        (changed("setting", "parameters", value=[1.0]), "`parameters`"),
        (changed("setting", "goal", value=7), "`goal`"),
        (changed("setting", "parameters", value="published"), "`parameters`"),
        (changed("setting", "theme"), "`theme`"),
    ],
)
def test_what_replay_would_stumble_over_is_named(event, problem):
    assert problem in fault(event)
