import pytest

from quiz.answers.shapes import FORM, check_shape


@pytest.mark.parametrize(
    "answer",
    [
        "(N, T, 4H)",
        "N,T,4*H",
        "N T 4H",
        "[N, T, H*4]",
        "N x T x 4H",
        "N × T × 4H",
        "torch.Size([N, T, 4H])",
        "shape = (N, T, 4H)",
        "n, t, 4h",
        "N; T; 4·H",
        "$N, T, 4 H$",
        "(N, T, 8H/2,)",
    ],
)
def test_a_shape_is_read_however_it_is_written(answer):
    assert check_shape(answer, "(N, T, 4H)").right is True


@pytest.mark.parametrize("answer", ["N, C, H//2, W//2", "N C H / 2 W / 2", "(N, C, 0.5H, ⌊W/2⌋)"])
def test_lengths_are_compared_as_expressions(answer):
    assert check_shape(answer, "(N, C, H/2, W/2)").right is True


def test_rounding_up_is_not_rounding_down():
    assert check_shape("(ceil(H/2),)", "(H//2)").right is False


def test_case_counts_where_it_tells_two_names_apart():
    assert check_shape("N, h, T, S", "(N, H, T, S)").right is True
    assert check_shape("N, h, H", "(N, H, h)").right is False


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("N, T, H", "Right but for the last length."),
        ("N, S, 4H", "Right but for the second length."),
        ("T, N, 4H", "The right lengths, in another order."),
        ("N, 4H", "It has 2 axes, the answer 3."),
        ("N", "It has 1 axis, the answer 3."),
        ("A, B, 4H", ""),
    ],
)
def test_a_wrong_shape_says_what_is_right_in_it(answer, message):
    checked = check_shape(answer, "(N, T, 4H)")
    assert (checked.right, checked.message) == (False, message)


@pytest.mark.parametrize("answer", ["", "()", "(N,,T)", "(N, T", "N, T = 3", "N" * 300])
def test_what_is_no_shape_says_what_to_write(answer):
    checked = check_shape(answer, "(N, T)")
    assert checked.right is None
    assert checked.message.endswith(FORM)
