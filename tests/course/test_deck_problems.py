from pathlib import Path

import pytest

STEPS = "### Steps\n1. a\n2. b\n"
POINTS = "### Key points\n- a\n- b\n"

# Below a title and a blank line: the text, the line of its problem in the file, a piece of the message.
TABLE = {
    "section in other letters": ("## Q\n\nT\n\n### Key Points\n- a\n- b\n", 7, "write `### Key points`"),
    "section nobody knows": (f"## Q\n\n### Zebra\nx\n\n{STEPS}", 5, "known sections: Key points, Options"),
    "section twice": (f"## Q\n\n{STEPS}\n{STEPS}", 9, "a second section `### Steps`"),
    "two kinds": (f"## Q\n\n{STEPS}\n### Order\n1. a\n2. b\n", 9, "a card is of one kind"),
    "text after the id": (f"## Q\n<!-- id: q --> ReLU is\n\n{STEPS}", 4, "put it on the next line"),
    "two ids": (f"## Q\n<!-- id: q -->\n<!-- id: r -->\n\n{STEPS}", 5, "it already has `q`"),
    "two ids on a line": (f"## Q\n<!-- id: q --> <!-- id: r -->\n\n{STEPS}", 4, "it already has `q`"),
    "id in capitals": (f"## Q\n<!-- id: Why ReLU_1 -->\n\n{STEPS}", 4, "write `<!-- id: why-relu-1 -->`"),
    "id without colon": (f"## Q\n<!-- id q -->\n\n{STEPS}", 4, "write `<!-- id: some-name -->`"),
    "id not under the heading": (f"## Q\n\nT\n\n<!-- id: q -->\n\n{STEPS}", 7, "directly under the heading"),
    "id in a section": (f"## Q\n\n{STEPS}\n<!-- id: q -->\n", 9, "directly under the heading"),
    "comment in a text": (f"## Q\n\nT <!-- id: q -->\n\n{STEPS}", 5, "stands alone on its line"),
    "comment in the question": (f"## Q <!-- id: q -->\n\n{STEPS}", 3, "stands alone on its line"),
    "comment in a list": (f"## Q\n\n- a\n\n  <!-- c -->\n\n{STEPS}", 7, "stands alone on its line"),
    "html": (f"## Q\n\na <b>c</b>\n\n{STEPS}", 5, "put `<b>` in backquotes"),
    "html block": (f"## Q\n\n<div>\nx\n</div>\n\n{STEPS}", 5, "HTML is not shown"),
    "empty question": (f"##\n\nT\n\n{STEPS}", 3, "write the question after `## `"),
    "empty answer": (f"## Q\n\n{POINTS}", 3, "the answer is empty"),
    "empty cloze": ("## Q\n\n### Gaps\n- a\n", 3, "the answer is empty"),
    "no key points": ("## Q\n\nText.\n", 3, "no `### Key points`"),
    "one key point": ("## Q\n\nT\n\n### Key points\n- a\n", 7, "2 to 6 key points, not 1"),
    "seven key points": ("## Q\n\nT\n\n### Key points\n" + "- a\n" * 7, 7, "2 to 6 key points, not 7"),
    "empty section": ("## Q\n\nT\n\n### Key points\n\n### Slip\nx\n", 7, "is empty: write a list with `- `"),
    "text in a list section": ("## Q\n\nT\n\n### Key points\n- a\n- b\n\nMore.\n", 11, "holds only a list with `- `"),
    "numbers for bullets": ("## Q\n\nT\n\n### Key points\n1. a\n2. b\n", 8, "holds only a list with `- `"),
    "bullets for numbers": ("## Q\n\n### Steps\n- a\n- b\n", 6, "holds only a numbered list"),
    "one step": ("## Q\n\n### Steps\n1. a\n", 5, "at least two items"),
    "empty item": ("## Q\n\nT\n\n### Key points\n- a\n-\n- c\n", 9, "this list item is empty"),
    "item that begins with a list": ("## Q\n\nT\n\n### Key points\n- a\n- - b\n- c\n", 9, "this list item is empty"),
    "bullet without a mark": ("## Q\n\nT\n\n### Key points\n- a\n  - word\n- b\n", 9, "write `- ~ word`"),
    "mark without a blank": ("## Q\n\nT\n\n### Key points\n- a\n  - =word\n- b\n", 9, "write `- = word`"),
    "text under keyword lines": (
        "## Q\n\nT\n\n### Key points\n- a\n  - ~ a\n\n  More.\n- b\n",
        11,
        "only keyword lines",
    ),
    "slip without a text": (f"## Q\n\n{STEPS}\n### Slip\n- ~ a\n", 9, "begins with a paragraph"),
    "slip as a bullet": (f"## Q\n\n{STEPS}\n### Slip\n- It is not.\n", 9, "begins with a paragraph"),
    "sentence under a slip": (f"## Q\n\n{STEPS}\n### Slip\nNo.\n- = a\n", 11, "a slip has no `= ` sentences"),
    "curveball without an answer": (f"## Q\n\n{STEPS}\n### Curveball\nWhy?\n", 9, "a blank line, and the answer"),
    "one option": ("## Q\n\n### Options\n- [x] a\n", 5, "at least two options"),
    "no right option": ("## Q\n\n### Options\n- [ ] a\n- [ ] b\n", 5, "no option is right"),
    "option without a box": ("## Q\n\n### Options\n- [x] a\n- b\n- [ ] c\n", 7, "begins with `[x] `"),
    "empty option": ("## Q\n\n### Options\n- [x] a\n- [ ]\n", 7, "this option is empty"),
    "task list in the answer": (f"## Q\n\n- [ ] a\n\n{STEPS}", 5, "task lists are options"),
    "task list in a section": ("## Q\n\n### Steps\n1. [ ] a\n2. b\n", 6, "task lists are options"),
    "task list under an option": ("## Q\n\n### Options\n- [x] a\n  - [ ] c\n- [ ] b\n", 7, "task lists are options"),
    "gap that is nowhere": ("## Q\n\nOne two.\n\n### Gaps\n- three\n", 7, "the gap `three` is not in the text"),
    "gap within a word": ("## Q\n\nNothing.\n\n### Gaps\n- thin\n", 7, "the gap `thin` is not in the text"),
    "gap in code, not quoted": ("## Q\n\nIt is `x`.\n\n### Gaps\n- x\n", 7, "in backquotes if it is code or maths"),
    "gap twice": ("## Q\n\nOne two.\n\n### Gaps\n- One\n- One\n", 7, "listed twice"),
    "unknown form": ("## Q\n\n### Answer\n- value: 3\n", 6, "unknown form of answer `value`"),
    "no number": ("## Q\n\n### Answer\n- number: many\n", 6, "`many` is no number"),
    "answer of two lines": ("## Q\n\n### Answer\n- number: 3\n\n  more\n", 6, "is one line of text"),
    "name not drawn": ("## Q {width}\n\n### Answer\n- number: 3\n", 5, "`{width}` is not drawn"),
    "name not used": ("## Q\n\n### Answer\n- number: 3\n\n### Draw\n- width: 1..3\n", 8, "no accepted answer uses"),
    "draw of one letter": (
        "## Q\n\n### Answer\n- number: {nn}\n\n### Draw\n- nn: 1..3\n- n: 1..2\n",
        10,
        "two characters",
    ),
    "draw without an answer": (f"## Q\n\n{STEPS}\n### Draw\n- width: 1..3\n", 9, "add `### Answer`"),
    "draw of nothing": ("## Q\n\n### Answer\n- number: {nn}\n\n### Draw\n- nn: 3..3\n", 9, "the smaller one"),
    "sides of another kind": (f"## Q\n\n{STEPS}\n### Sides\n- a\n- b\n", 9, "belongs to a concept card"),
    "one side": (f"## Q\n\nT\n\n{POINTS}\n### Sides\n- a\n", 11, "2 sides, not 1"),
    "empty side": (f"## Q\n\nT\n\n{POINTS}\n### Sides\n- a |\n- b\n", 11, "empty name"),
    "unknown link": (f"## Q\n\n{STEPS}\n### Links\n- Katas: relu\n", 10, "write `- kata: …`"),
    "link without a value": (f"## Q\n\n{STEPS}\n### Links\n- after:\n", 10, "unknown link `after:`"),
    "second title": (f"## Q\n\n{STEPS}\n# Other\n", 9, "a second title"),
    "deep heading": (f"## Q\n\n#### Why\n\n{STEPS}", 5, "no heading `####`"),
    "underlined heading": (f"## Q\n\ntext\n---\n\n{STEPS}", 6, "leave a blank line between"),
    "heading in a list": (f"## Q\n\n- ## R\n\n{STEPS}", 5, "within a list"),
    "dollar left open": (f"## Q\n\na\nis $x and\n\n{STEPS}", 6, "opens or closes no formula"),
    "currency": (f"## Q\n\nIt costs $5 or $6.\n\n{STEPS}", 5, "`\\$` for a dollar sign"),
    "dollar in the question": (f"## Q $x\n\n{STEPS}", 3, "opens or closes no formula"),
    "dollar in a step": ("## Q\n\n### Steps\n1. a\n2. $ b$\n", 7, "opens or closes no formula"),
    "bar in a formula of a table": (f"## Q\n\n| a |\n|---|\n| $|x|$ |\n\n{STEPS}", 7, "opens or closes no formula"),
    "display maths under a text": (f"## Q\n\na\n$$\nx\n$$\n\n{STEPS}", 6, "leave a blank line above"),
    "backquote left open": (f"## Q\n\na `b\n\n{STEPS}", 5, "this backquote opens no code"),
    "fence left open": (f"## Q\n\n{STEPS}\n```\nx\n", 9, "not closed: end it with ```"),
    "fence left open in a list": (f"## Q\n\n- a\n\n  ```\n  x\n\nText.\n\n{STEPS}", 7, "not closed: end it with ```"),
    "comment left open": (f"## Q\n\n{STEPS}\n<!-- x\n", 9, "not closed: end it with `-->`"),
    "link definition": (f"## Q\n\n{STEPS}\n[a]: http://b.c\n", 9, "write the link in place"),
}


@pytest.mark.parametrize(("text", "line", "message"), TABLE.values(), ids=TABLE.keys())
def test_a_fault_is_named_with_its_line_and_costs_its_card_alone(read, concept, text, line, message):
    cards, problems = read(f"{text}\n{concept('next')}")
    assert any(message in problem.message and problem.line == line for problem in problems), problems
    assert {problem.file for problem in problems} == {Path("deck.md")}
    assert [card.id for card in cards] == ["next"]


@pytest.mark.parametrize(
    ("before", "line", "message"),
    [
        ("", 1, "write `# Title`"),
        ("#\n\n", 1, "write `# Title`"),
        ("Text.\n\n# Title\n\n", 1, "write `# Title`"),
        ("# Title\n\nIntro.\n\nMore.\n\n", 5, "only one paragraph"),
        ("# Title\n\n- a\n\n", 3, "only one paragraph"),
        ("# Title\n\n### Slip\n\n", 3, "a card is opened by `## `"),
        ("# Title\n\n# Again\n\n", 3, "a card is opened by `## `"),
    ],
)
def test_before_the_first_card_stand_a_title_and_an_intro(read, concept, before, line, message):
    cards, problems = read(concept("a"), title=before)
    assert [(problem.line, message in problem.message) for problem in problems] == [(line, True)]
    assert [card.id for card in cards] == ["a"]


def test_an_empty_file_asks_for_a_title(read):
    assert [problem.line for problem in read("", title="")[1]] == [1]
