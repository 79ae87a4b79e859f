import pytest

from quiz.answers.stemming import begins_nearly, one_edit_apart, stem


@pytest.mark.parametrize(
    "family",
    [
        "normalise normalised normalising normalization normalisation normalizes",
        "saturate saturates saturated saturating saturation",
        "compute computed computing computation computational",
        "classify classifies classified classifier classification",
        "drop drops dropped dropping",
        "layer layers layered",
        "filter filters filtering filtered",
        "probability probabilities probable",
        "loss losses",
        "bias biases",
        "converge converges convergence",
        "predict predicts prediction predicted",
        "linear linearly",
        "slow slower slowest slowly",
    ],
)
def test_a_family_of_words_shares_one_stem(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("norm", "normalise"),
        ("generalise", "generate"),
        ("position", "positive"),
        ("scale", "scalar"),
        ("loss", "lose"),
    ],
)
def test_words_of_different_meaning_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_short_words_and_words_with_digits_are_left_alone():
    assert [stem(word) for word in ("is", "bed", "l2s", "3x3")] == ["is", "bed", "l2s", "3x3"]


@pytest.mark.parametrize("typo", ["gradent", "graddient", "gradiant", "gradeint", "gradient", "gradien"])
def test_one_typing_error_is_one_edit(typo):
    assert one_edit_apart(typo, "gradient")


@pytest.mark.parametrize("other", ["gradt", "radient", "grandeint", "gredeint"])
def test_two_errors_or_another_first_letter_are_more_than_one_edit(other):
    assert not one_edit_apart(other, "gradient")


def test_a_prefix_may_be_mistyped_inside_a_longer_word():
    assert begins_nearly("saturtion", "saturat")
    assert not begins_nearly("situation", "saturat")
