"""Facts in few words."""

import pytest

from quiz.study.wording import interval, spelled, undone


@pytest.mark.parametrize(
    ("days", "short", "words"),
    [
        (0, "<10 min", "10 minutes"),
        (1, "1 d", "1 day"),
        (30, "30 d", "30 days"),
        (91, "3 mo", "3 months"),
        (235, "7.7 mo", "7.7 months"),
        (548, "1.5 y", "1.5 years"),
    ],
)
def test_intervals_are_short_on_the_screen_and_whole_words_in_a_line(days, short, words):
    assert (interval(days), spelled(days)) == (short, words)


def test_an_undo_names_what_it_took_back():
    assert undone("note", "“ReLU”") == "the note of “ReLU”"
    assert undone("due", "“ReLU”") == "the due day of “ReLU”"
    assert undone("attempt", "Softmax") == "the attempt at Softmax"
