from pathlib import Path

import pytest

from quiz.course import Curveball, Draw, Form, Gap, KeyPoint, Kind, Option, Slip, TypedAnswer
from quiz.course.deck import parse_deck, read_deck

CONCEPT = """\
## Why is it called a *rectified* unit, $\\max(0, z)$?
<!-- id: why-rectified -->

One polarity passes.

- a list
  with `code`

### Slip
Nothing is
repaired.
- ~ repair*|fix*

### Key points
- The *positive* half passes.
  - ~ `max(0,z)`|pos*|half-wave
  - ~ @1 pass*
  - = positives go
    through
- The negative half is cut.

### Curveball
And full-wave?

The absolute value:

$$
|z|
$$

### Sides
- ReLU | rectifier
- GELU

### Links
- after: sigmoid, tanh
- after: softplus
- kata: relu
- source: He et al. 2015, arXiv 1502.01852
- tag: names, history
"""


def test_a_concept_card_has_everything_its_sections_say(one):
    card = one(CONCEPT)
    assert (card.id, card.stamped, card.kind, card.unit) == ("why-rectified", True, Kind.CONCEPT, "02_activations")
    assert (card.file, card.line) == (Path("deck.md"), 3)
    assert card.question == "Why is it called a *rectified* unit, $\\max(0, z)$?"
    assert card.answer == "One polarity passes.\n\n- a list\n  with `code`"
    assert card.key_points == (
        KeyPoint(
            "The *positive* half passes.",
            ("`max(0,z)`|pos*|half-wave", "@1 pass*"),
            ("positives go through",),
        ),
        KeyPoint("The negative half is cut."),
    )
    assert card.slip == Slip("Nothing is\nrepaired.", ("repair*|fix*",))
    assert card.curveball == Curveball("And full-wave?", "The absolute value:\n\n$$\n|z|\n$$")
    assert card.sides == ("ReLU|rectifier", "GELU")
    assert card.after == ("sigmoid", "tanh", "softplus")
    assert (card.katas, card.tags) == (("relu",), ("names", "history"))
    assert card.sources == ("He et al. 2015, arXiv 1502.01852",)
    assert card.items() == ("why-rectified",)


def test_a_choice_card_takes_the_reasons_indented_under_its_options(one):
    card = one(
        "## Which?\n\n### Options\n"
        "- [x] the $first$\n  one\n\n  It is so.\n\n  Indeed.\n"
        "- [ ] second\n  - because\n    of that\n  - and this\n- [X] third\n"
    )
    assert card.kind is Kind.CHOICE
    assert card.options == (
        Option("the $first$\none", True, "It is so.\n\nIndeed."),
        Option("second", False, "because\nof that\n\nand this"),
        Option("third", True),
    )


def test_a_cloze_card_has_an_item_for_each_gap(one):
    card = one("## Text\n<!-- id: text -->\nAll of it and `x=1`.\n\n### Gaps\n- All of it : how much?\n- `x=1`\n")
    assert card.kind is Kind.CLOZE
    assert card.gaps == (Gap("All of it", "how much?"), Gap("x=1", quoted=True))
    assert card.items() == ("text#1", "text#2")


def test_a_typed_card_has_its_accepted_answers(one):
    card = one("## Slope?\n\n### Answer\n- number: 0.25\n- text: one quarter | a quarter\n")
    assert card.kind is Kind.TYPED
    assert card.typed == (
        TypedAnswer(Form.NUMBER, ("0.25",)),
        TypedAnswer(Form.TEXT, ("one quarter", "a quarter")),
    )


def test_a_parametric_card_has_draws(one):
    card = one(
        "## From {fan_in} to {fan_out}?\n\n### Draw\n- fan_in: 2..9\n- fan_out: -3 .. 4\n\n"
        "### Answer\n- number: {fan_in}*{fan_out}\n"
    )
    assert card.draws == (Draw("fan_in", 2, 9), Draw("fan_out", -3, 4))


def test_a_derivation_keeps_blocks_within_its_steps(one):
    card = one("## Derive\n\n### Steps\n1. First\n\n   $$\n   a\n   $$\n2. Second\n   line\n10. Third\n    line\n")
    assert card.kind is Kind.DERIVATION
    assert card.steps == ("First\n\n$$\na\n$$", "Second\nline", "Third\nline")


def test_an_order_card_keeps_its_order(one):
    card = one("## Sort\n\n### Order\n1. `a`\n2. b\n3. c\n")
    assert (card.kind, card.order) == (Kind.ORDER, ("`a`", "b", "c"))


def test_key_points_may_stand_beside_another_kind(one, concept):
    card = one(concept("x") + "### Steps\n1. a\n2. b\n")
    assert card.kind is Kind.DERIVATION
    assert len(card.key_points) == 2


def test_the_intro_and_comments_are_no_card(read, concept):
    text = "<!-- mine -->\n# T\n\nAn intro.\n\n<!-- to do: more -->\n\n" + concept("a")
    cards, problems = read(text, title="")
    assert [card.id for card in cards] == ["a"]
    assert problems == ()


def test_comments_of_the_author_belong_to_no_text(one, concept):
    card = one(concept("a").replace("Text.", "<!-- check\nthis -->\nText.").replace("### Key", "<!-- why -->\n### Key"))
    assert card.answer.strip() == "Text."
    assert card.id == "a"


def test_headings_in_fences_and_formulas_open_no_card(one):
    card = one("## Q\n\n```python\n## not a card\n### Gaps\n```\n\n$$\n## x\n$$\n\n### Steps\n1. a\n2. b\n")
    assert "## not a card" in card.answer
    assert "## x" in card.answer


def test_line_ends_and_the_byte_order_mark_do_not_matter(read):
    plain = parse_deck("# Title\n\n" + CONCEPT, Path("d.md"), "u")
    assert plain[0]
    for other in (CONCEPT.replace("\n", "\r\n"), CONCEPT.replace("\n", "\r")):
        assert parse_deck("\ufeff# Title\r\n\r\n" + other, Path("d.md"), "u") == plain


def test_tabs_indent_like_blanks(one):
    card = one("## Q\n\nText.\n\n### Key points\n-\tone\n\t- ~ uno\n-\ttwo\n\t- ~ due\n")
    assert card.key_points == (KeyPoint("one", ("uno",)), KeyPoint("two", ("due",)))


def test_a_card_without_an_id_gets_one_from_its_question(read, concept):
    def ids(question):
        return [card.id for card in read(f"## {question}\n\nText.\n\n### Steps\n1. a\n2. b\n")[0]]

    assert ids("Café  au\tlait?") == ids("Cafe\u0301 au lait?")
    assert ids("café au lait?") != ids("Café au lait?")
    card = read("## Q\n\n### Steps\n1. a\n2. b\n")[0][0]
    assert not card.stamped
    assert card.id.startswith("q-")


def test_keyword_lines_are_read_as_they_stand(one, concept):
    card = one(concept("a").replace("- ~ one", "- ~ a*|*b $x `c*d` <i> [x] _e_"))
    assert card.key_points[0].keywords == ("a*|*b $x `c*d` <i> [x] _e_",)


def test_a_formula_may_open_a_text_that_ends_in_a_digit(one):
    assert one("## Q\n\n$x$ is 5\n\n### Steps\n1. $y$ is 1\n2. b\n").steps[0] == "$y$ is 1"


def test_escaped_dollars_and_brackets_are_text(one):
    assert one("## Q\n\n\\$5 or \\$6\n\n- \\[ ] no option\n\n### Steps\n1. a\n2. b\n").answer.startswith("\\$5")


def test_a_file_that_cannot_be_decoded_is_a_problem_of_its_line(tmp_path):
    file = tmp_path / "deck.md"
    file.write_bytes(b"# Title\n\nna\xefve\n")
    (problem,) = read_deck(file, "u")[1]
    assert (problem.file, problem.line) == (file, 3)
    assert "UTF-8" in problem.message


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    assert "cannot be read" in read_deck(tmp_path / "none.md", "u")[1][0].message


def test_three_hundred_cards_are_all_read(read, concept):
    texts = [concept(f"card-{number}") for number in range(300)]
    cards, problems = read("".join(texts))
    assert problems == ()
    assert [card.id for card in cards] == [f"card-{number}" for number in range(300)]
    lines = ("# Title\n\n" + "".join(texts)).split("\n")
    assert all(lines[card.line - 1] == f"## {card.question}" for card in cards)


@pytest.mark.parametrize("broken", ["```python\ncode", "~~~\ncode", "<!-- never closed", "$$\nx"])
def test_what_is_left_open_costs_only_its_own_card(read, concept, broken):
    cards, problems = read(concept("a") + concept("b").replace("Text.", broken) + concept("c") + concept("d"))
    assert [card.id for card in cards] == ["a", "c", "d"]
    first, last = cards[0].line, cards[1].line
    assert problems
    assert all(first < problem.line < last for problem in problems)


def test_a_fence_left_open_before_another_fence_costs_only_its_own_card(read, concept):
    fenced = concept("c").replace("Text.", "```\ncode\n```")
    cards, problems = read(concept("a") + concept("b").replace("Text.", "```\nopen") + fenced + concept("d"))
    assert [card.id for card in cards] == ["a", "c", "d"]
    assert any(problem.line == 17 and "not closed" in problem.message for problem in problems)
