"""A new wording of a card without an id: which card it was before."""

import pytest

from quiz.course import Course

CARD = "## {}\n\n{}\n\n### Options\n- [x] {}\n- [ ] b\n\n"


@pytest.fixture
def read(course, tmp_path):
    """Write one deck and load the course with the cache of the time before; the pairs of old and new questions."""

    def pairs(*cards, cache=tmp_path / "cache"):
        loaded = Course.load(course({"content/01_a/x.md": "# T\n\n" + "".join(cards)}), cache=cache)
        return [(each.question, each.card.question) for each in loaded.reworded]

    return pairs


ONE, TWO = CARD.format("One?", "It is one.", "yes"), CARD.format("Two?", "It is two, not one.", "no")


def test_another_question_over_the_same_answer_is_the_same_card(read):
    assert read(ONE, TWO) == []
    assert read(ONE.replace("One?", "What is one, after all?"), TWO) == [("One?", "What is one, after all?")]
    assert read(ONE.replace("One?", "What is one, after all?"), TWO) == []


def test_small_changes_of_question_and_answer_are_the_same_card(read):
    read(ONE, TWO)
    assert read(ONE, TWO.replace("Two?", "Two??").replace("not one", "and not one")) == [("Two?", "Two??")]


def test_a_card_of_its_own_is_none_of_those_before(read):
    read(ONE)
    assert read(ONE, CARD.format("Something else entirely", "Nothing alike.", "maybe")) == []
    assert read(CARD.format("Why do gradients vanish?", "Products of small slopes.", "depth")) == []


def test_a_card_with_an_id_needs_no_guess(read):
    read(ONE.replace("One?\n", "One?\n<!-- id: one -->\n"))
    assert read(ONE.replace("One?\n", "First?\n<!-- id: one -->\n")) == []
    read(ONE)
    assert read(ONE.replace("One?\n", "First?\n<!-- id: first -->\n")) == []


def test_without_a_cache_nothing_is_guessed(read):
    read(ONE, cache=None)
    assert read(ONE.replace("One", "1"), cache=None) == []


def test_a_file_written_anew_by_a_program_is_no_rewording(read):
    many = [CARD.format(f"Question {n}?", f"Answer {n}.", n) for n in range(30)]
    read(*many)
    assert read(*(card.replace("Question", "Problem") for card in many)) == []
