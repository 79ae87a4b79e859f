"""An event as a line of text, whole or cut short."""

import pytest

from quiz.progress.event import Event
from quiz.progress.event_line import event_of, is_cut, line_of

PLACE = ("desk", 41, 1_795_165_200_000_000, 60, "2026-11-20")
NOTE = line_of(Event(*PLACE, "note", "c:a", {"text": 'σ{"\\"}'}))
SETTING = line_of(Event(*PLACE, "setting", "other", {"value": {"a": {"b": [1, {}]}}}))


@pytest.mark.parametrize("line", [NOTE, SETTING])
def test_a_line_is_cut_short_wherever_it_ends_early(line):
    text = line.encode()
    assert event_of(line)
    assert not is_cut(text)
    assert all(is_cut(text[:end]) for end in range(1, len(text)))


@pytest.mark.parametrize("text", ["", "[1", "}", '"{', NOTE.replace("41", "4i"), NOTE[1:], f"{NOTE}{{}}"])
def test_what_is_wrong_otherwise_is_not_cut_short(text):
    assert not is_cut(text.encode())
