"""What cards and katas are called."""

import pytest

from quiz.course.course import Course
from quiz.study.naming import called

DECK = """# Deck

## Why *rectified*, and what of $\\max(0, z)$, which is asked at length?
<!-- id: why -->

So.

### Key points
- One.
  - ~ one
- Two.
  - ~ two

## What is half of {whole}?
<!-- id: half -->

Half.

### Answer
- number: {whole} / 2

### Draw
- whole: 12..98
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "content" / "u").mkdir(parents=True)
    (tmp_path / "content" / "course.toml").write_text(
        'name = "c"\ntitle = "C"\n[[units]]\nfolder = "u"\ntitle = "Unit"\n'
    )
    (tmp_path / "content" / "u" / "deck.md").write_text(DECK)
    return Course.load(tmp_path)


def test_a_card_is_called_by_its_question_cut_where_it_is_long(course):
    assert called(course, "c:why") == "“Why rectified, and what of max(0, z), which is…”"
    assert "{" not in called(course, "c:half")


def test_what_the_course_does_not_have_keeps_its_name(course):
    assert called(course, "c:gone#2") == "gone#2"
    assert called(course, "c:kata/gone") == "kata/gone"


def test_a_kata_is_called_by_its_title():
    from quiz import paths

    course = Course.load(paths.bundled_course())
    assert called(course, course.kata_item("relu")) == course.kata("relu").title
