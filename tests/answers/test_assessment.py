import sys
from subprocess import run

import pytest

from quiz.answers import Misconception, Point, Tick, assess

POOLING = (
    Point("It keeps the largest value of each window.", ("largest|maximum|highest window|region|patch", "`max(`")),
    Point("It has nothing to learn.", ("no|nothing|without parameter*|weight*|learn*",)),
    Point("It makes the map smaller.", ("downsampl*|shrink*", "small*|half|halv* map|resolution|size")),
)
SLIP = Misconception("Pooling learns which value to keep.", ("learn*|train* which|select*|choos*",))
SIDES = ("max pooling|maxpool", "average pooling|mean pooling")
BOUND = (
    Point("Max pooling keeps edges.", ("@1 edge*|sharp*",)),
    Point("Average pooling blurs.", ("@2 blur*|smooth*",)),
)


def states(answer, points=POOLING, slip=None, sides=()):
    return [tick.state for tick in assess(answer, points, slip, sides).ticks]


def test_points_are_found_maybe_or_not_found():
    assert states("the highest number in every region stays, the resolution goes") == ["found", "not_found", "maybe"]


def test_spans_are_the_matched_words_of_the_answer_as_typed():
    answer = "Naïvely: the HIGHEST\nvalue of a  région; it halves the size"
    ticks = assess(answer, POOLING).ticks
    assert [[answer[a:b] for a, b in tick.spans] for tick in ticks] == [["HIGHEST", "région"], [], ["halves", "size"]]


def test_the_span_of_a_formula_covers_its_blanks():
    answer = "out is max ( x1, x2 ) here"
    (span,) = assess(answer, POOLING).ticks[0].spans
    assert answer[slice(*span)] == "max ("


def test_a_maybe_shows_the_words_that_were_met():
    answer = "the output has a lower resolution"
    assert [answer[a:b] for a, b in assess(answer, POOLING).ticks[2].spans] == ["resolution"]


def test_a_third_of_the_groups_is_no_maybe():
    points = (Point("x", ("alpha beta gamma",)),)
    assert states("only alpha is said", points) == ["not_found"]
    assert states("alpha and beta are said", points) == ["maybe"]


def test_a_negation_does_not_take_back_a_point():
    assert states("there are no weights in it") == ["not_found", "found", "not_found"]


@pytest.mark.parametrize("answer", ["", "   ", "max pooling", "`max(x1,x2)`"])
def test_an_answer_of_less_than_three_words_is_not_checked(answer):
    assessment = assess(answer, POOLING, SLIP)
    assert assessment.ticks == (Tick("not_found"),) * 3
    assert (assessment.slip, assessment.rating) == (None, None)


def test_the_clause_of_a_slip_is_quoted_and_ticks_become_maybe():
    assessment = assess("It shrinks the map. It learns which Value stays; done", POOLING, SLIP)
    assert assessment.slip == "It learns which Value stays"
    assert [tick.state for tick in assessment.ticks] == ["not_found", "maybe", "maybe"]
    assert assessment.ticks[2].spans == ((3, 10),)


@pytest.mark.parametrize(
    "denial",
    [
        "it does not learn which value stays",
        "it doesn’t learn which value stays",
        "it doesnt learn which value stays",
        "people think it learns which value stays",
        "that it learns which value stays is a myth",
    ],
)
def test_a_denied_slip_is_no_slip(denial):
    assert assess(denial, POOLING, SLIP).slip is None


def test_a_negation_in_another_sentence_denies_nothing():
    assert assess("it learns which value stays. That is not cheap", POOLING, SLIP).slip == "it learns which value stays"


def test_a_negation_that_is_a_keyword_of_the_slip_denies_nothing():
    slip = Misconception("It is never used with strides.", ("never|not stride*",))
    assert assess("one does not use strides with it", (), slip).slip == "one does not use strides with it"
    assert assess("one cannot say it is never used with strides", (), slip).slip is None


def test_a_line_of_a_side_wants_its_side():
    right = "max pooling keeps edges sharp while average pooling smooths them"
    swapped = "average pooling keeps edges sharp while max pooling smooths them"
    assert states(right, BOUND, sides=SIDES) == ["found", "found"]
    assert states(swapped, BOUND, sides=SIDES) == ["not_found", "not_found"]


def test_what_is_said_of_a_side_reaches_into_the_next_sentence():
    assert states("Maxpool is common. It keeps the edges", BOUND, sides=SIDES) == ["found", "not_found"]
    assert states("Edges matter. Maxpool is common", BOUND, sides=SIDES) == ["not_found", "not_found"]


def test_the_rating_follows_from_the_points_found_and_the_slip():
    full = "keeps the maximum of a window, nothing to learn, and it shrinks"
    assert assess(full, POOLING).rating == 3
    assert assess(full + "\nit is trained to select one", POOLING, SLIP).rating == 2
    assert assess("it is something for images", POOLING).rating == 1
    assert assess("it is something for images", ()).rating is None


def test_a_point_without_keywords_is_not_found():
    assert states("anything can be said here", (Point("x", ()),)) == ["not_found"]


def test_a_malformed_keyword_line_is_refused():
    with pytest.raises(ValueError, match="backquote"):
        assess("three words here", (Point("x", ("`a",)),))


def test_the_package_loads_nothing_but_the_standard_library():
    code = (
        "import sys; old = set(sys.modules); import quiz.answers.answer_file; "
        "new = {name.split('.')[0] for name in set(sys.modules) - old}; "
        "print(sorted(new - set(sys.stdlib_module_names)))"
    )
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "['quiz']"
