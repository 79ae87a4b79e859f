import json

import pytest

from quiz.answers.answer_file import assess_line

LINE = {
    "key_points": [
        {"text": "It clips the norm.", "keywords": ["clip*|cap norm|length"]},
        {"text": "The direction stays.", "keywords": ["direction same|stay*|keep*"]},
    ],
    "slip": {"text": "It cures vanishing gradients.", "keywords": ["cure*|help*|fix* vanish*"]},
    "sides": [],
    "answer": "cap the length of the gradient, which keeps its direction",
}


def test_a_line_gives_ticks_slip_and_rating_that_json_can_hold():
    assert json.loads(json.dumps(assess_line(LINE))) == {"ticks": ["found", "found"], "slip": False, "rating": 3}


def test_the_slip_is_said_as_true():
    result = assess_line(LINE | {"answer": "it caps the norm and helps against vanishing"})
    assert result == {"ticks": ["maybe", "not_found"], "slip": True, "rating": 2}


def test_slip_and_sides_may_be_missing_or_null():
    bare = {key: LINE[key] for key in ("key_points", "answer")}
    assert assess_line(bare) == assess_line(bare | {"slip": None, "sides": None}) == assess_line(LINE)


def test_sides_are_used():
    line = {
        "key_points": [{"text": "x", "keywords": ["@1 cheap*"]}],
        "sides": ["clipping|clip", "scaling"],
        "answer": "scaling is the cheap one",
    }
    assert assess_line(line)["ticks"] == ["not_found"]
    assert assess_line(line | {"answer": "to clip is the cheap one"})["ticks"] == ["found"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([], "a line must be an object, not a list"),
        ({"key_points": []}, "a line has no answer"),
        ({"answer": "x"}, "a line has no key_points"),
        (LINE | {"answer": 3}, "answer of a line must be a string, not a number"),
        (LINE | {"key_points": {}}, "key_points of a line must be a list, not an object"),
        (LINE | {"key_points": [None]}, r"key_points\[0\] must be an object, not null"),
        (LINE | {"key_points": [{"keywords": []}]}, r"key_points\[0\] has no text"),
        (
            LINE | {"key_points": [{"text": "x", "keywords": "y"}]},
            r"keywords of key_points\[0\] must be a list, not a s",
        ),
        (LINE | {"key_points": [{"text": "x", "keywords": [1]}]}, r"keywords of key_points\[0\] must be a list of str"),
        (LINE | {"slip": "x"}, "slip must be an object, not a string"),
        (LINE | {"slip": {"text": "x"}}, "slip has no keywords"),
        (LINE | {"sides": ["one"]}, "sides must name 2 sides or none, not 1"),
        (LINE | {"slip": {"text": "x", "keywords": ["a||b"]}}, "alternative is empty"),
    ],
)
def test_another_shape_is_refused_with_its_place(line, says):
    with pytest.raises(ValueError, match=says):
        assess_line(line)
