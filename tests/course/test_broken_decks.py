"""Decks of every sort: whatever a file holds, each fault is told with its line, and the other cards are there."""

import os
from pathlib import Path
from random import Random

import pytest

from quiz.course import Course
from quiz.course.deck import parse_deck, read_deck

OPTIONS = "### Options\n- [x] a\n- [ ] b\n\n"
ALL_KINDS = f"""\
# Title

## Concept with $x^2$?
<!-- id: concept -->

An answer with `code`, $\\frac{{a}}{{b}}$ and a table:

| a | b |
|---|---|
| 1 | 2 |

```python
x = 1  # ## no card
```

### Key points
- One.
  - ~ one|first
  - = the first one
- Two.
  - ~ two

### Slip
No.
- ~ no

### Curveball
And?

So.

### Links
- tag: a, b

## Choice
{OPTIONS}
## Cloze
Hide this and `that`.

### Gaps
- this : what?
- `that`

## Typed {{width}}
### Answer
- number: {{width}} + 1 bits

### Draw
- width: 1..9

## Derivation
### Steps
1. One.
2. Two

   $$
   x
   $$
"""


def cards(text):
    return parse_deck(text, Path("d.md"), "u")


def concept(name, text):
    points = "### Key points\n- one\n  - ~ one\n- two\n  - ~ two\n\n"
    return f"## About {name}\n<!-- id: {name} -->\n\n{text}\n\n{points}"


@pytest.mark.parametrize("opened", ["```python\ncode", "~~~text", "<!-- never"])
@pytest.mark.parametrize("id", ["<!-- id: c-{} -->\n\n", ""])
def test_a_fence_left_open_in_every_card_is_told_for_every_card(opened, id):
    text = "# T\n\n" + "".join(f"## Question {n}?\n{id.format(n)}{opened}\n\n{OPTIONS}" for n in range(150))
    good = f"## Good?\n<!-- id: good -->\n\n{OPTIONS}"
    found, problems = cards(text + good)
    assert [card.id for card in found] == ["good"]
    assert sum("is not closed" in problem.message for problem in problems) == 150


def test_an_example_of_a_card_in_a_fence_needs_no_id():
    example = "````markdown\n## Q\n\n```\ncode\n```\n````"
    found, problems = cards(f"# T\n\n{concept('one', example)}{concept('two', 'x')}")
    assert problems == ()
    assert "## Q" in found[0].answer


@pytest.mark.parametrize(
    "text",
    ["It costs $5 or $6.", "From 5$ to 6$.", "US$ 5", "a $ b", "$ 5 $", "$5", "between $ 5 and 6 $"],
)
def test_money_is_told_with_the_right_form(text):
    found, problems = cards(f"# T\n\n{concept('money', text)}{concept('two', 'x')}")
    assert [card.id for card in found] == ["two"]
    assert {problem.line for problem in problems} == {6}
    assert all("`\\$` for a dollar sign" in problem.message for problem in problems)
    found, problems = cards(f"# T\n\n{concept('money', text.replace('$', chr(92) + '$'))}")
    assert problems == ()
    assert found[0].answer == text.replace("$", "\\$")


def test_a_gap_in_code_has_backquotes_and_the_code_stays_code():
    text = "```python\ny = x.sum(axis=-1)\n```\n\nand `axis=-1`."
    ok = f"# T\n\n## Cloze\n<!-- id: c -->\n\n{text}\n\n### Gaps\n- `axis=-1`\n"
    (card,), problems = cards(ok)
    assert problems == ()
    assert card.gaps[0].quoted
    (problem,) = cards(ok.replace("- `axis=-1`", "- axis=-1"))[1]
    assert "backquotes" in problem.message


def test_right_to_left_text_is_kept_as_it_is():
    question, answer = "מהי פונקציית ReLU?", "الدالة \u200f$\\max(0, z)$ تحذف القيم السالبة."
    found, problems = cards(
        f"# כותרת\n\n## {question}\n\n{answer}\n\n### Key points\n- שלילי\n  - ~ שלילי\n- אפס\n  - ~ אפס\n"
    )
    assert problems == ()
    assert (found[0].question, found[0].answer) == (question, answer)
    assert found[0].id.startswith("q-")


def test_tabs_within_lines_of_code_stay_and_mixed_line_ends_count_alike():
    text = "# T\r\n\n## Q\r<!-- id: q -->\r\n\n```\na\tb\n```\r\n\n" + OPTIONS
    (card,), problems = cards(text)
    assert problems == ()
    assert (card.line, "a\tb" in card.answer) == (3, True)


def test_odd_characters_move_no_line():
    text = "# T\n\nForm\x0cfeed, next\x85line, separator\u2028here.\n\n## Q\n\n### Option\n- [x] a\x00\n"
    _, problems = cards(text)
    assert [problem.line for problem in problems if "unknown section" in problem.message] == [7]


@pytest.mark.parametrize(
    ("content", "message"),
    [("# T\n".encode("utf-16"), "not UTF-8"), (b"", "write `# Title`"), (b"\xef\xbb\xbf\n\n", "write `# Title`")],
)
def test_what_is_no_deck_is_one_problem(tmp_path, content, message):
    file = tmp_path / "d.md"
    file.write_bytes(content)
    found, (problem,) = read_deck(file, "u")
    assert found == ()
    assert message in problem.message


def test_a_folder_or_a_dead_link_that_is_named_like_a_deck_is_told(course):
    folder = course({"content/01_a/x.md": f"# T\n\n## Q\n\n{OPTIONS}"})
    (folder / "content/01_a/folder.md").mkdir()
    os.symlink("nowhere", folder / "content/01_a/link.md")
    for cache in (None, folder / "cache", folder / "cache"):
        loaded = Course.load(folder, cache=cache)
        assert sorted(problem.file.name for problem in loaded.problems) == ["folder.md", "link.md"]
        assert all("cannot be read" in problem.message for problem in loaded.problems)
        assert len(loaded.cards) == 1


def test_the_example_of_all_kinds_is_sound():
    found, problems = cards(ALL_KINDS)
    assert problems == ()
    assert len(found) == 5


def test_a_deck_in_any_disorder_never_raises_and_names_lines_that_exist():
    random, lines = Random(5), ALL_KINDS.split("\n")
    pieces = [
        *"`$#*_[]<>|\\~-\t\r\x00",
        "```",
        "$$",
        "<!--",
        "-->",
        "\n",
        "\n\n",
        "    ",
        "1. ",
        "- [ ]",
        "{x}",
        "é\u202e",
    ]
    for _ in range(400):
        broken = list(lines)
        for _ in range(random.randint(1, 6)):
            at = random.randrange(len(broken))
            match random.randrange(4):
                case 0:
                    del broken[at : at + random.randint(1, 3)]
                    broken = broken or [""]
                case 1:
                    broken.insert(at, random.choice(pieces))
                case 2:
                    place = random.randint(0, len(broken[at]))
                    broken[at] = broken[at][:place] + random.choice(pieces) + broken[at][place:]
                case _:
                    broken[at] = broken[random.randrange(len(broken))]
        text = "\n".join(broken)
        found, problems = cards(text)
        last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        assert all(1 <= problem.line <= last and problem.message for problem in problems)
        assert all(card.question and 1 <= card.line <= last for card in found)


@pytest.mark.slow
def test_a_file_of_five_megabytes_is_read_whole(tmp_path):
    text = "Text with $x^2$ and `code`, and so on for a while. " * 20
    file = tmp_path / "big.md"
    file.write_text("# T\n\n" + "".join(concept(f"card-{n}", text) for n in range(4_500)), encoding="utf-8")
    assert file.stat().st_size > 5_000_000
    found, problems = read_deck(file, "u")
    assert (len(found), problems) == (4_500, ())
