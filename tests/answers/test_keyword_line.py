import pytest

from quiz.answers import KeywordLine
from quiz.answers.keyword_line import parse_names
from quiz.answers.keywords import Formula, Phrase
from quiz.answers.matching import meetings
from quiz.answers.passage import Passage


def hits(line, answer):
    return any(meeting.is_hit for meeting in meetings([KeywordLine.parse(line)], Passage(answer), ()))


def test_blanks_part_groups_and_bars_part_alternatives():
    line = KeywordLine.parse("  sparse|`|w|` weight*|below_zero|low-rank  `a b`")
    assert [len(group) for group in line.groups] == [2, 3, 1]
    assert line.groups[0][1] == Formula("|w|")
    assert [len(keyword.terms) for keyword in line.groups[1] if isinstance(keyword, Phrase)] == [1, 2, 2]
    assert line.groups[2] == (Formula("ab"),)
    assert line.side is None


def test_a_leading_at_binds_the_line_to_a_side():
    assert KeywordLine.parse("@2 shrink*|smooth").side == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "empty"),
        ("@1", "empty"),
        ("`max(0,x)", "backquote is not closed"),
        ("a || b", "alternative is empty"),
        ("a|", "alternative is empty"),
        ("|a", "alternative is empty"),
        ("a | b", "alternative is empty"),
        ("@3 word", "'@3' is not a side"),
        ("@left word", "'@left' is not a side"),
        ("`` word", "formula is empty"),
        ("f`(x)`", "formula touches a word"),
        ("*", "is not a keyword"),
        ("a*b", "is not a keyword"),
        ("below__zero", "is not a keyword"),
        ("...", "is not a keyword"),
    ],
)
def test_a_malformed_line_is_refused_with_its_reason(line, says):
    with pytest.raises(ValueError, match=says):
        KeywordLine.parse(line)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("saturat*", "then it is saturated"),
        ("converge", "it reaches convergence"),
        ("gradient", "the gradeint is small"),
        ("saturat*", "both ends satruate early"),
        ("below_zero", "all that is below zero goes"),
        ("low-rank", "a low rank update"),
        ("low-rank", "a lowrank update"),
        ("lowrank", "a low-rank update"),
        ("d_k", "by the root of d_k here"),
        ("dk", "by the root of d_k here"),
        ("doesn't_learn", "the unit doesn’t learn"),
        ("<0", "whenever z < 0 holds"),
        ("0.5", "a rate of .5 is usual"),
        ("`w -= lr*g`", "so w −= lr · g each time"),
        ("`sigma(z)`", "that is `σ( z )` again"),
        ("`x^2`", "it grows like x² does"),
        ("`x^2`", "it grows like x**2 does"),
        ("model.eval", "call model.eval() before"),
    ],
)
def test_a_keyword_is_found_in_its_variants(line, answer):
    assert hits(line, answer)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("batch", "one patch of pixels"),
        ("rate", "the gate is open"),
        ("below_zero", "zero is below"),
        ("saturate", "sat there"),
        ("3x3", "a 3x5 kernel"),
        ("`0.5`", "a value of 10.5 there"),
        ("`0.5`", "a value of 0.55 there"),
        ("`2x`", "it is 12x as much"),
        ("scale*", "it is a scalar then"),
        ("zero unit", "the zero vector alone"),
    ],
)
def test_what_only_looks_alike_is_not_found(line, answer):
    assert not hits(line, answer)


def test_groups_may_meet_in_two_neighbouring_sentences_but_not_further_apart():
    assert hits("velocity average", "Velocity is kept. It is an average.")
    assert not hits("velocity average", "Velocity is kept. It has a name. It is an average.")


def test_names_of_a_side_may_hold_blanks():
    assert [len(name.terms) for name in parse_names("layer norm|ln") if isinstance(name, Phrase)] == [2, 1]
