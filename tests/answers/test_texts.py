import pytest

from quiz.answers.texts import check_text


@pytest.mark.parametrize("answer", ["Exposure bias", "the exposure-bias.", '"exposure bias"', "  EXPOSURE   BIAS "])
def test_case_punctuation_hyphens_and_an_article_do_not_count(answer):
    checked = check_text(answer, "exposure bias")
    assert (checked.right, checked.message) == (True, "")


@pytest.mark.parametrize("answer", ["exposur bias", "expsoure bias", "exposure bais"])
def test_one_slip_of_the_finger_is_passed_over_and_said(answer):
    checked = check_text(answer, "exposure bias")
    assert checked.right is True
    assert checked.message


@pytest.mark.parametrize(
    ("answer", "accepted"),
    [
        ("bais", "bias"),
        ("low er", "lo wer"),
        ("lower", "lo wer"),
        ("expsoure bais", "exposure bias"),
        ("fp32", "fp16"),
        ("bf16000", "bf16001"),
        ("overfitting", "underfitting"),
        ("gamma", "beta"),
    ],
)
def test_other_words_short_words_and_digits_have_to_agree(answer, accepted):
    assert check_text(answer, accepted).right is False


def test_an_answer_within_more_words_is_undecided():
    checked = check_text("it is called exposure bias", "exposure bias")
    assert checked.right is None
    assert "leave the rest out" in checked.message


def test_no_words_are_undecided():
    assert check_text(" - ", "bias").right is None
