"""Which events can be replayed."""

from dataclasses import replace
from math import inf, nan

import pytest

from quiz.progress.event import Event, Kind
from quiz.progress.validity import fault

REVIEW = Event("desk", 1, 1_795_165_200_000_000, 60, "2026-11-20", "review", "c:a", {"rating": 3})


def changed(kind, item="c:a", **payload):
    return replace(REVIEW, kind=kind, item=item, payload=payload)


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


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
        changed("a kind of later years", anything=None, seconds="many", deep=[[[[{"a": [1.5, "é", "𝛼"]}]]]]),
        replace(REVIEW, kind=Kind.REVIEW, day="2199-12-31", counter=2**63 - 1),
        changed("review", rating=4, due="2299-12-31", seconds=0, recall=1.0),
        changed("review", rating=3, seconds=-3585.0),  # the clock was set back
    ],
)
def test_what_the_program_writes_is_fine(event):
    assert fault(event) is None


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        (replace(REVIEW, counter=0), "device and counter"),
        (replace(REVIEW, counter=2**63), "device and counter"),
        (replace(REVIEW, device=7), "device and counter"),
        (replace(REVIEW, device="\ud800"), "device and counter"),
        (replace(REVIEW, item="c:\udfff"), "no text"),
        (replace(REVIEW, item=None), "no text"),
        (replace(REVIEW, kind=3), "no text"),
        (replace(REVIEW, day="9999-12-31"), "day"),
        (replace(REVIEW, day="2200-01-01"), "day"),
        (replace(REVIEW, day="1969-12-31"), "day"),
        (replace(REVIEW, instant_us=7_258_118_400_000_000), "instant"),
        (replace(REVIEW, instant_us=True), "instant"),
        (replace(REVIEW, payload=[]), "no object"),
        (replace(REVIEW, payload=None), "no object"),
        (changed("review", rating=3, seconds=nan), "number"),
        (changed("review", rating=3, ticks=[inf]), "number"),
        (changed("review", rating=3, ticks=[2**63]), "number"),
        (changed("review", rating=3, seconds=10**400), "number"),
        (changed("dance", **{"\ud800": 1}), "half a character"),
        (changed("note", text="half \ud83d"), "half a character"),
        (changed("dance", x=nested(40)), "nested"),
        (changed("dance", x=nested(100_000)), "nested"),
        (changed("review", rating=3, seconds=-2e9), "`seconds`"),
        (changed("bury", seconds="long"), "`seconds`"),
        (changed("review", rating=3, recall=1.01), "`recall`"),
        (changed("review", rating=3, recall=-0.5), "`recall`"),
        (changed("review", rating=3, due="9999-12-31"), "`due`"),
        (changed("due", due="1066-10-14"), "`due`"),
        (changed("flag", flag=1, hints=-1), "`hints`"),
        (changed("undo", target=f"desk-{2**63}"), "`target`"),
        (changed("undo", target="desk-٣"), "`target`"),
        (changed("setting", "parameters", value=[10**400] * 21), "number"),
        (changed("setting", "new_per_day", value=10**400), "number"),
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
