"""Cards as CSV and JSON lines, both ways."""

from dataclasses import replace
from pathlib import Path

import pytest

from quiz.course.card import Kind, hashed_id
from quiz.errors import QuizError
from quiz.exchange import card_files

FILE = Path("cards")


@pytest.mark.parametrize(
    ("to_text", "from_text"),
    [(card_files.to_csv, card_files.from_csv), (card_files.to_json_lines, card_files.from_json_lines)],
)
def test_every_bundled_card_comes_back_whole(bundled, to_text, from_text):
    arrival = from_text(FILE, to_text(bundled, bundled.cards))
    assert arrival.problems == []
    for incoming, card in zip(arrival.cards, bundled.cards, strict=True):
        assert incoming.item == f"{bundled.name}:{card.id}"
        here = {"file": card.file, "line": card.line, "unit": card.unit, "stamped": card.stamped}
        assert replace(incoming.card, **here) == card


@pytest.mark.parametrize(
    ("from_text", "text"),
    [
        (card_files.from_csv, "question,answer\nWhy?,Because.\n"),
        (card_files.from_json_lines, '{"question": "Why?", "answer": "Because."}\n'),
    ],
)
def test_a_question_and_an_answer_are_enough(from_text, text):
    (incoming,) = from_text(FILE, text).cards
    card = incoming.card
    assert (card.id, card.kind, card.question, card.answer) == (hashed_id("Why?"), Kind.CONCEPT, "Why?", "Because.")


@pytest.mark.parametrize(
    ("from_text", "text", "line", "message"),
    [
        (card_files.from_csv, 'question,answer\na,b\nc,"d', 3, "unexpected end of data"),
        (card_files.from_csv, "question,answer\na,b\nc,d,e\n", 3, "more cells than there are columns"),
        (card_files.from_json_lines, '{"question": "a", "answer": "b"}\n{"question":\n', 2, "no JSON"),
        (card_files.from_json_lines, "[1]\n", 1, "no JSON object"),
        (card_files.from_json_lines, '\n{"answer": "b"}\n', 2, "no `question`"),
        (card_files.from_json_lines, '{"question": "a", "colour": 1}\n', 1, "no card has the field `colour`"),
        (card_files.from_json_lines, '{"question": "a", "kind": "song"}\n', 1, "'song' is not a valid Kind"),
        (card_files.from_json_lines, '{"question": "a", "gaps": [{"hint": "b"}]}\n', 1, "missing"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(from_text, text, line, message):
    with pytest.raises(QuizError, match=message) as found:
        from_text(FILE, text)
    assert (found.value.file, found.value.line) == (FILE, line)


def test_a_row_that_is_no_sound_card_is_left_out(tmp_path):
    arrival = card_files.from_csv(FILE, "question,answer,Gaps\nA?,b c,- d\nB?,b c,- c\n")
    assert [incoming.card.question for incoming in arrival.cards] == ["B?"]
    (problem,) = arrival.problems
    assert problem.line == 2
    assert "the gap `d` is not in the text" in problem.message


@pytest.mark.parametrize(
    ("from_text", "text"),
    [
        (card_files.from_csv, 'question,answer\n"Why?\n\n- a",Because.\n'),
        (card_files.from_json_lines, '{"question": "Why?\\n\\n- a", "answer": "Because."}\n'),
    ],
)
def test_a_question_of_several_lines_is_put_on_one(from_text, text):
    arrival = from_text(FILE, text)
    assert arrival.problems == []
    (incoming,) = arrival.cards
    assert (incoming.card.question, incoming.card.answer) == ("Why? – a", "Why?\n\n- a\n\n---\n\nBecause.")
    assert arrival.lost == {"questions put on one line (the answer shows them whole)": 1}
