import pytest

from quiz.authoring.answers import answer_problems
from quiz.course.deck import parse_deck


@pytest.fixture
def check(tmp_path):
    """The problems of one card, as line and message."""

    def run(card):
        file = tmp_path / "deck.md"
        file.write_text("# Deck\n\n" + card, encoding="utf-8")
        cards, problems = parse_deck(file.read_text(encoding="utf-8"), file, "u")
        assert problems == ()
        return [(problem.line, problem.message) for problem in answer_problems(cards[0])]

    return run


def typed(question, answer, draw=""):
    return f"## {question}\n<!-- id: a -->\n\n### Answer\n{answer}\n" + (f"\n### Draw\n{draw}\n" if draw else "")


@pytest.mark.parametrize(
    "card",
    [
        typed("From {ins} to {outs}?", "- number: {ins} / {outs} weights", "- ins: 1..4\n- outs: 2..9"),
        typed("With $w_{ab}$ and $\\sigma$?", "- expression: `w_ab*(1 - sigma)/2`\n- text: half | the half"),
        typed("Into (N, 4H)?", "- shape: (N, H//2)"),
        "## Shift\n<!-- id: a -->\n\nLog-odds, $x + 1$, `.all(0)`.\n\n### Gaps\n- Log-odds\n- `x + 1`\n- `.all(0)`\n",
        "## Order?\n<!-- id: a -->\n\n### Order\n1. first\n2. second\n",
    ],
)
def test_answers_that_can_be_checked_have_no_problem(check, card):
    assert check(card) == []


@pytest.mark.parametrize(
    ("card", "line", "message"),
    [
        (
            typed("With {value}?", "- number: 3\n- number: 1 / {value}", "- value: 0..5"),
            8,
            "the accepted answer `1 / {value}`, drawn as `1 / (0)`, cannot be checked: This cannot be computed.",
        ),
        (
            typed("With {value}?", "- number: logg({value})", "- value: 1..5"),
            7,
            "drawn as `logg((1))`, cannot be checked: “logg” is no known function.",
        ),
        (typed("With {value}?", "- number: log(4 - {value})", "- value: 1..5"), 7, "drawn as `log(4 - (5))`"),
        (typed("Of x?", "- expression: 1/2x"), 7, "`1/2x` cannot be checked: A product under “/” can mean two things"),
        (typed("Of x*y0?", "- expression: x*y"), 7, "the question does not name `y`"),
        (typed("What shape?", "- shape: (N)"), 7, "the question does not name `N`"),
        (typed("What?", "- shape: (3, 4 4)"), 7, "cannot be checked"),
        (typed("What?", "- text: …"), 7, "is not accepted by itself"),
        ("## Gap\n<!-- id: a -->\n\nA `*` gap.\n\n### Gaps\n- `*`\n", 9, "the gap `*` cannot be typed"),
        ("## Order?\n<!-- id: a -->\n\n### Order\n1. go\n2. stay\n3. go\n", 7, "the step `go` stands twice"),
    ],
)
def test_an_answer_that_cannot_be_checked_is_a_problem(check, card, line, message):
    [(at, said)] = check(card)
    assert at == line
    assert message in said
