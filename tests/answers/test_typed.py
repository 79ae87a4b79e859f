from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.answers import (
    Checked,
    UnreadableError,
    check_order,
    check_piece,
    check_typed,
    in_order,
    names,
    shown,
    suggest_order_rating,
)


@dataclass(frozen=True)
class Wanted:
    form: str
    values: tuple[str, ...]
    tolerance: float | None = None
    unit: str = ""


NUMBER = Wanted("number", ("0.25",), None, "%")
SHAPE = Wanted("shape", ("(N, T, 4H)",))
EXPRESSION = Wanted("expression", ("s*(1-s)",))
TEXT = Wanted("text", ("bias", "the offset"))
PIECES = st.sampled_from(
    [*"012.,/^()[]|eE√²%NxX×=-{}$_s", "**", " ", "sigma", "KiB", " million", "log ", "max(", r"\frac", "ceil"]
)


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=150).map("".join)))
def test_nothing_that_is_typed_raises(answer):
    for accepted in (NUMBER, SHAPE, EXPRESSION, TEXT):
        assert isinstance(check_typed(answer, [accepted]), Checked)
    for piece, quoted in ((r"\frac{p}{1 - p}", True), ("(O, I)", True), ("x @ W.T", True), ("86 billion", False)):
        assert isinstance(check_piece(answer, piece, quoted), Checked)


def test_any_accepted_answer_will_do_and_a_wrong_one_weighs_more_than_another_form():
    four = [Wanted("number", ("4",)), Wanted("text", ("four",))]
    assert [check_typed(answer, four).right for answer in ("4", "four", "5", "five", "it is four")] == [
        True,
        True,
        False,
        False,
        None,
    ]
    assert check_typed("weight and the offset", [TEXT]).right is None
    assert check_typed("1", []).right is None


def test_the_most_telling_message_is_given():
    assert check_typed("2", [Wanted("number", ("40",)), Wanted("number", ("20",))]).message.startswith("Too small")


@pytest.mark.parametrize(
    ("accepted", "text"),
    [
        (Wanted("number", ("(12) * (13) + (13)",), None, "parameters"), "169 parameters"),
        (Wanted("number", ("78500",)), "78 500"),
        (Wanted("number", ("4/7",), 0.002), "4/7 ≈ 0.5714"),
        (Wanted("number", ("0.693",), 0.002, "nats"), "0.693 nats"),
        (Wanted("number", ("1e-5",)), "1e-5"),
        (Wanted("number", ("64/(7)",), 0.05), "9.143"),
        (Wanted("number", ("(3*(2) + 4*(3) - 20)/5",)), "-0.4"),
        (Wanted("number", ("broken",)), "broken"),
        (SHAPE, "(N, T, 4H)"),
        (TEXT, "bias"),
    ],
)
def test_an_accepted_answer_is_shown_computed(accepted, text):
    assert shown(accepted) == text


def test_the_names_of_an_accepted_answer_are_those_of_its_lengths_or_its_expression():
    assert names(SHAPE) == {"N", "T", "H"}
    assert names(EXPRESSION) == {"s"}
    assert names(NUMBER) == names(TEXT) == frozenset()


@pytest.mark.parametrize(
    "accepted",
    [
        Wanted("number", ("1/0",)),
        Wanted("number", ("(3) * nn",)),
        Wanted("shape", ("(N, T 2)",)),
        Wanted("expression", ("expp(x)",)),
        Wanted("expression", ("1/2x",)),
        Wanted("text", ("…",)),
    ],
)
def test_an_accepted_answer_that_cannot_be_read_or_does_not_accept_itself_is_a_fault(accepted):
    with pytest.raises(UnreadableError):
        names(accepted)


@pytest.mark.parametrize(
    ("answer", "piece", "quoted"),
    [
        ("At right angles!", "at right angles", False),
        ("log odds", "log-odds", False),
        ("86e9", "86 billion", False),
        ("1 %", "0.01", False),
        ("p/(1-p)", r"\frac{p}{1 - p}", True),
        ("√(σ²+ε)", r"\sqrt{\sigma^2 + \epsilon}", True),
        ("x@W.T+b", "x @ W.T + b", True),
        ("keepdims = true", "keepdims=True", True),
        ("10**14", "10^{14}", True),
        ("j ≤ i", r"j \le i", True),
        ("u <- u+o", r"u \leftarrow u + o", True),
        ("ln(n)", r"$\log n$", True),
        ("O, I", "(O, I)", True),
        ('x["a"]', "x['a']", True),
    ],
)
def test_a_hidden_piece_is_compared_folded_or_as_code_and_maths(answer, piece, quoted):
    assert check_piece(answer, piece, quoted).right is True


@pytest.mark.parametrize(
    ("answer", "piece", "quoted", "right"),
    [
        ("perpendicular", "at right angles", False, None),
        ("100 billion", "86 billion", False, False),
        ("(1-p)/p", r"\frac{p}{1 - p}", True, False),
        ("(I, O)", "(O, I)", True, False),
        ("J^T ybar", r"J^\top \bar{y}", True, None),
        ("all(0)", ".all(axis=0)", True, None),
        ("", "x", True, None),
    ],
)
def test_a_piece_that_may_mean_the_same_is_left_to_the_learner(answer, piece, quoted, right):
    checked = check_piece(answer, piece, quoted)
    assert checked.right is right
    assert checked.message or right is False


@pytest.mark.parametrize(
    ("places", "right", "message", "rating"),
    [
        ((0, 1, 2, 3), True, "", 3),
        ((1, 2, 3, 0), False, "One is out of place.", 2),
        ((0, 2, 1, 3), False, "One is out of place.", 2),
        ((0, 2, 1), False, "One is out of place.", 1),
        ((2, 3, 0, 1), False, "2 of 4 are out of place.", 1),
        ((3, 2, 1, 0), False, "3 of 4 are out of place.", 1),
    ],
)
def test_an_order_is_judged_by_what_has_to_be_moved(places, right, message, rating):
    checked = check_order(places)
    assert (checked.right, checked.message) == (right, message)
    assert suggest_order_rating(places) == rating


def test_what_stands_in_order_is_the_longest_rising_run():
    assert in_order((4, 0, 1, 5, 2, 3)) == {0, 1, 2, 3}
    assert in_order(()) == set()
