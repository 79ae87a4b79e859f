import pytest

from quiz.answers.passage import Passage


def forms(text):
    return [word.form for word in Passage(text).words]


def windows(text):
    passage = Passage(text)
    return [passage.quote(window) for window in passage.windows]


def test_words_numbers_and_signs_of_comparison_are_words():
    assert forms("It isn't 3x3, .5 > 25%, lr=1e-4!") == ["it", "isnt", "3x3", "0.5", ">", "25%", "lr", "=", "1e-4"]


def test_a_genitive_is_the_word_itself():
    assert forms("L2's pull on the network's weights") == ["l2", "pull", "on", "the", "network", "weights"]


@pytest.mark.parametrize("joined", ["low-rank", "low_rank"])
def test_a_compound_is_known_by_its_parts_and_as_one(joined):
    first, second, last = Passage(f"{joined} matrices").words
    assert (first.form, first.compound, first.width) == ("low", "lowrank", 2)
    assert (second.form, second.compound) == ("rank", "")
    assert last.form == "matrices"


def test_a_blank_beside_a_minus_makes_no_compound():
    assert Passage("a - b").compounds == ()


def test_windows_are_sentences_then_neighbouring_pairs():
    assert windows("One. Two; three") == ["One", "Two", "three", "One. Two", "Two; three"]


@pytest.mark.parametrize(
    "text", ["noise, e.g. dropout", "a rate of 0.5 for all", "batch vs. layer", "see model.eval here"]
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert windows(text) == [text]


def test_a_blank_answer_has_no_windows():
    assert windows(" \n . ") == []
