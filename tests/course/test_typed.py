import pytest

from quiz.course import Draw, Form, TypedAnswer
from quiz.course.typed import draw, typed_answer


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("number: 0.25", TypedAnswer(Form.NUMBER, ("0.25",))),
        ("number: −1e-5", TypedAnswer(Form.NUMBER, ("-1e-5",))),
        ("number: 1/4", TypedAnswer(Form.NUMBER, ("1/4",))),
        ("number: 78500 parameters", TypedAnswer(Form.NUMBER, ("78500",), None, "parameters")),
        ("number: 6.9 ± 0.1", TypedAnswer(Form.NUMBER, ("6.9",), 0.1)),
        ("number: 6.9 +- 0.1 nats per token", TypedAnswer(Form.NUMBER, ("6.9",), 0.1, "nats per token")),
        ("number: 25 %", TypedAnswer(Form.NUMBER, ("25",), None, "%")),
        ("number: 3 FLOP/s", TypedAnswer(Form.NUMBER, ("3",), None, "FLOP/s")),
        ("number: {nn}*{mm} + 1 parameters", TypedAnswer(Form.NUMBER, ("{nn}*{mm} + 1",), None, "parameters")),
        ("number: ({nn} + 1)/{mm} ± 0.1", TypedAnswer(Form.NUMBER, ("({nn} + 1)/{mm}",), 0.1)),
        ("number: sqrt({nn}) / sqrt({mm})", TypedAnswer(Form.NUMBER, ("sqrt({nn}) / sqrt({mm})",))),
        ("shape: (N, T, 4H)", TypedAnswer(Form.SHAPE, ("(N, T, 4H)",))),
        ("expression: s*(1-s)", TypedAnswer(Form.EXPRESSION, ("s*(1-s)",))),
        ("expression: `s*(1-s)`", TypedAnswer(Form.EXPRESSION, ("s*(1-s)",))),
        ("text: argmax | arg max", TypedAnswer(Form.TEXT, ("argmax", "arg max"))),
        ("text: key: value", TypedAnswer(Form.TEXT, ("key: value",))),
    ],
)
def test_an_accepted_answer_is_read_by_its_form(item, expected):
    assert typed_answer(item) == expected


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("0.25", "unknown form"),
        ("Number: 0.25", "unknown form"),
        ("number:", "nothing stands after"),
        ("number: 78,500", "no number"),
        ("number: 78 500", "no number"),
        ("number: 0.25 or 1/4", "no number"),
        ("shape: N, T", "no shape"),
        ("text: a |", "alternative is empty"),
    ],
)
def test_anything_else_says_what_to_write(item, message):
    with pytest.raises(ValueError, match=message) as error:
        typed_answer(item)
    assert "write" in str(error.value)


def test_a_draw_is_a_name_and_a_range():
    assert draw("fan_in: 2..9") == Draw("fan_in", 2, 9)
    assert draw("`shift: −3 .. 3`") == Draw("shift", -3, 3)


@pytest.mark.parametrize("item", ["n: 1..9", "Width: 1..9", "width 1..9", "width: 1-9", "width: 0.5..2", "width: 9..1"])
def test_a_faulty_draw_is_refused(item):
    with pytest.raises(ValueError):
        draw(item)
