import re
from pathlib import Path

import pytest

from quiz.course import Kind
from quiz.course.outline import read_outline

PAGE = (Path(__file__).parents[2] / "docs" / "cards.md").read_text(encoding="utf-8")


def examples(language):
    return [match[2] for match in re.finditer(rf"^(`{{3,}}){language}\n(.*?)^\1$", PAGE, re.DOTALL | re.MULTILINE)]


DECKS = [text if text.startswith("# ") else f"# Title\n\n{text}" for text in examples("markdown")]


@pytest.mark.parametrize("text", DECKS)
def test_every_example_is_read_without_a_problem(read, text):
    cards, problems = read(text, title="")
    assert problems == ()
    assert [card.stamped for card in cards] == [True]


def test_there_is_an_example_of_every_kind(read):
    assert {card.kind for text in DECKS for card in read(text, title="")[0]} == set(Kind)


def test_the_example_of_a_course_is_read(tmp_path):
    (text,) = examples("toml")
    file = tmp_path / "course.toml"
    file.write_text(text, encoding="utf-8")
    assert read_outline(file).units
