import pytest

from quiz.course import Gap, hide
from quiz.course.gaps import gap
from quiz.course.spans import Place, spans

TEXT = r"""Subtract the maximum: $e^{x_i - m}$, in code `x.max(axis=axis)`, so that the
largest exponent is 0.

$$
p = \frac{e^{x_i}}{Z}
$$

```python
e = np.exp(x)  # $5
```
"""


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("the maximum", Gap("the maximum")),
        ("the maximum : of what?", Gap("the maximum", "of what?")),
        ("ratio 1:2", Gap("ratio 1:2")),
        ("`x : y`", Gap("x : y", quoted=True)),
        ("`x` : a hint", Gap("x", "a hint", quoted=True)),
        ("`` a`b ``", Gap("a`b", quoted=True)),
        ("`$x$`", Gap("$x$", quoted=True)),
        ("`a` and `b`", Gap("`a` and `b`")),
    ],
)
def test_an_item_is_a_piece_and_perhaps_a_hint(item, expected):
    assert gap(item) == expected


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        (Gap("the maximum"), "Subtract […]: $e"),
        (Gap("the largest exponent"), "so that […] is 0."),
        (Gap("0"), "is […]."),
        (Gap("$e^{x_i - m}$", quoted=True), "maximum: […], in"),
        (Gap("- m", quoted=True), r"$e^{x_i \ldots}$"),
        (Gap("axis=axis", quoted=True), "`x.max(____)`"),
        (Gap("np.exp(x)", quoted=True), "e = ____  # $5"),
        (Gap(r"\frac{e^{x_i}}{Z}", quoted=True), r"p = \ldots"),
    ],
)
def test_a_piece_is_hidden_by_the_mark_of_its_place(hidden, expected):
    assert expected in hide(TEXT, hidden)


@pytest.mark.parametrize(
    "hidden",
    [
        Gap("maxim"),
        Gap("axis"),
        Gap("Z"),
        Gap("exp"),
        Gap("m}$, in code", quoted=True),
        Gap("maximum: $e", quoted=True),
    ],
)
def test_half_words_bare_code_and_pieces_across_a_border_stay(hidden):
    assert hide(TEXT, hidden) == TEXT


def test_every_occurrence_is_hidden_with_the_marks_asked_for():
    marks = {Place.TEXT: "?", Place.CODE: "_", Place.MATHS: "."}
    assert hide("a, `a`, $a$, ab", Gap("a", quoted=True), marks) == "?, `_`, $.$, ab"


def test_spans_are_the_insides_of_code_and_maths():
    text = r"`a` ``b`c`` $d$ \$e$ $5 or $6 $f\$g$"
    assert [(text[start:end], place) for start, end, place in spans(text)] == [
        ("a", Place.CODE),
        ("b`c", Place.CODE),
        ("d", Place.MATHS),
        (r"f\$g", Place.MATHS),
    ]
