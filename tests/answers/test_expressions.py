import pytest

from quiz.answers.checked import UnreadableError
from quiz.answers.expressions import check_expression, expression
from quiz.answers.formulas import formula


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ("s(1-s)", "s*(1-s)"),
        ("s − s²", "s*(1-s)"),
        ("f(s) = s·(1−s)", "s*(1-s)"),
        ("-s**2 + s", "s*(1-s)"),
        (r"\frac{s}{1} \cdot (1 - s)", "s*(1-s)"),
        ("σ(x)(1 − σ(x))", "sigmoid(x)*(1-sigmoid(x))"),
        ("1 - tanh(x)^2", "(1 - tanh x)*(1 + tanh x)"),
        ("1/(1+e^-x)", "sigma(x)"),
        ("exp(-x²/2)/√(2π)", "exp(-x^2/2)/sqrt(2*pi)"),
        ("|x|", "max(x, -x)"),
        ("2|x|", "2*abs(x)"),
        ("ln x / ln 2", "log2(x)"),
        ("log(1 + exp(x))", "softplus(x)"),
        ("max(0, x)", "relu(x)"),
        ("x₁ + 2x₂", "x_1 + 2*x_2"),
        ("w_{in} ε", "eps*w_in"),
        ("ab", "a*b"),
        ("8D/3", "8*d/3"),
        ("2^-x", "1/2^x"),
        ("2^3^x", "2^(3^x)"),
        ("-x^2", "-(x*x)"),
        ("--x", "x"),
        ("ceil(x)", "⌈x⌉"),
        ("e x", "e*x"),
    ],
)
def test_expressions_are_equal_that_agree_everywhere(answer, accepted):
    assert check_expression(answer, accepted).right is True


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("s(s-1)", "Right up to the sign."),
        ("1/(s-s^2)", "This is the inverse."),
        ("2s(1-s)", "Right up to a factor of 2."),
        ("s(1-s) + 1", "Off by a constant, 1."),
        ("1/4", "“s” is missing."),
        ("t(1-t)", "“t” does not stand in the answer."),
        ("s^3", ""),
        ("log(-exp(s))", "It has no value where the answer has one."),
    ],
)
def test_a_wrong_expression_says_what_is_nearly_right(answer, message):
    checked = check_expression(answer, "s*(1-s)")
    assert (checked.right, checked.message) == (False, message)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("", "Something is missing at the end."),
        ("s*", "Something is missing at the end."),
        ("s(1-s", "A “)” is missing."),
        ("s)", "“)” is too much here."),
        ("s 2", "“2” is too much here."),
        ("1/2s", "A product under “/” can mean two things: set brackets."),
        ("log 2s", "Where “log” ends is not clear: set brackets."),
        ("foo(s)", "“foo” is no known function."),
        ("max(s)", "A maximum or minimum is taken of two things at least."),
        ("s & s", "“&” is not understood here."),
        ("(" * 60 + "s" + ")" * 60, "This is nested too deeply."),
        ("s" * 201, "This is too long for a formula."),
        ("__import__('os')", "“_” is not understood here."),
    ],
)
def test_what_cannot_be_read_says_why_and_is_undecided(answer, message):
    checked = check_expression(answer, "s*(1-s)")
    assert checked.right is None
    assert checked.message.startswith(message)
    assert "Write an expression such as" in checked.message


def test_points_where_either_has_no_value_are_skipped():
    assert check_expression("2 log(x)", "log(x^2)").right is True
    assert check_expression("sqrt(x^2)", "x").right is False


def test_a_name_of_the_answer_is_no_function_or_constant():
    assert check_expression("σ(1-σ)", "sigma*(1-sigma) + 0*sigma").right is True
    assert formula("e*x").names == {"x"}
    assert formula("ex", ("e", "x")).names == {"e", "x"}


@pytest.mark.parametrize("accepted", ["log(-1 - x^2)", "1/(x-x)", "x +"])
def test_an_accepted_expression_needs_values(accepted):
    with pytest.raises(UnreadableError):
        expression(accepted)
