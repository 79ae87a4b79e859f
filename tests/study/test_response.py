"""What was answered, and what follows from it."""

from datetime import timedelta
from pathlib import Path

import pytest

from quiz.course.card import Card, Form, Gap, Kind, Option, Slip, TypedAnswer
from quiz.scheduling.memory import Rating
from quiz.study.response import Response, seconds_spent
from quiz.study.turn import Turn

LOOKS = "This looks like the usual slip: see below."


def card(**facts) -> Card:
    common = {"id": "c", "unit": "u", "file": Path("deck.md"), "line": 1, "stamped": True}
    return Card(**{**common, "answer": "", **facts})


STD = card(
    kind=Kind.TYPED,
    question="Which standard deviation does He initialisation take for 50 inputs?",
    typed=(TypedAnswer(Form.NUMBER, ("0.2",)),),
    slip=Slip("$2/n$ is the variance.", ("standard_deviation `2/n`|`2/50`",)),
)
SLOPE = card(
    kind=Kind.CLOZE,
    question="A line",
    answer=r"Its slope is $-\frac{w_1}{w_2}$.",
    gaps=(Gap(r"-\frac{w_1}{w_2}", quoted=True),),
    slip=Slip("Mind the sign.", ("slope `w_1/w_2`",)),
)


@pytest.mark.parametrize(
    ("item", "asked", "typed", "message"),
    [
        ("c:c", STD, "2/50", LOOKS),
        ("c:c", STD, "0.3", ""),
        ("c:c", STD, "0.2", ""),
        ("c:c#1", SLOPE, "w_1/w_2", f"Right up to the sign. {LOOKS}"),
        ("c:c#1", SLOPE, "-w_1/w_2", ""),
    ],
)
def test_a_wrong_answer_that_is_the_usual_slip_is_called_so(item, asked, typed, message):
    response = Response(Turn.of(item, asked, 0), typed=typed)
    response.check()
    assert response.checked.message == message


def test_a_slip_that_the_question_alone_mentions_is_not_the_learners():
    asked = card(
        kind=Kind.TYPED,
        question="Is the standard deviation 2/50?",
        typed=(TypedAnswer(Form.TEXT, ("no",)),),
        slip=STD.slip,
    )
    response = Response(Turn.of("c:c", asked, 0), typed="maybe")
    response.check()
    assert LOOKS not in response.checked.message


@pytest.mark.parametrize("kind", [Kind.CHOICE, Kind.ORDER])
def test_rows_that_were_not_all_chosen_are_not_good_by_themselves(kind):
    asked = card(
        kind=kind,
        question="Which?",
        options=(Option("this", True, ""), Option("that", False, "")) if kind is Kind.CHOICE else (),
        order=("one", "two", "three") if kind is Kind.ORDER else (),
    )
    response = Response(Turn.of("c:c", asked, 0))
    assert (response.marked([]), response.suggestion([])) == (Rating.AGAIN, None)
    response.choose(True)
    assert response.marked([]) == Rating.GOOD


def test_whoever_takes_longer_than_two_minutes_was_away(now):
    assert seconds_spent(now, now + timedelta(seconds=7.26)) == 7.3
    assert seconds_spent(now, now + timedelta(hours=3)) == 120.0
    assert seconds_spent(now, now + timedelta(hours=-1)) == 0.0  # a clock that was set back
