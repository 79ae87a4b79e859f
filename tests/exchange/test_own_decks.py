"""Cards that come in again: added once, brought up to date, and left alone where the learner edited them."""

import json

import packages
import pytest

from quiz.course.card import Gap
from quiz.errors import WorkspaceError
from quiz.exchange.own_decks import in_order
from quiz.study import acts, past


@pytest.fixture
def lines(tmp_path, bring):
    """A function that takes in cards given as JSON objects, from a file `Mine.jsonl`."""

    def take(*cards, **options):
        file = tmp_path / "Mine.jsonl"
        file.write_text("".join(json.dumps(card) + "\n" for card in cards))
        return bring(file, **options)

    return take


def plain(id, answer="Because.", **further):
    return {"id": id, "question": f"Why {id}?", "answer": answer, **further}


def test_new_cards_are_added_below_those_that_are_there(lines, decks, own):
    decks.mkdir()
    (decks / "mine.md").write_text("# My own title\n\n## Before?\n<!-- id: before -->\n\nYes.")
    report = lines(plain("a"), plain("b"))
    assert report.decks.new == ["a", "b"]
    assert list(own()) == ["before", "a", "b"]
    assert (decks / "mine.md").read_text().startswith("# My own title\n\n## Before?")


def test_a_deck_is_found_whichever_way_its_name_is_capitalised(lines, decks, own):
    decks.mkdir()
    (decks / "MINE.md").write_text("# Mine\n\n## Before?\n<!-- id: before -->\n\nYes.\n")
    lines(plain("a"))
    assert [file.name for file in decks.iterdir()] == ["MINE.md"]
    assert list(own()) == ["before", "a"]


def test_a_changed_card_is_replaced_where_it_stands(lines, decks, own):
    lines(plain("a"), plain("b"))
    file = decks / "mine.md"
    moved = decks / "sub" / "other.md"
    moved.parent.mkdir()
    moved.write_bytes(file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n## Last?\r\n<!-- id: last -->\r\n\r\nYes.\r\n")
    file.unlink()
    report = lines(plain("a", "Since it is."), plain("b"))
    assert (report.decks.changed, report.decks.same, report.decks.new) == (["a"], ["b"], [])
    assert [(card.id, card.answer) for card in own().values()] == [
        ("a", "Since it is."),
        ("b", "Because."),
        ("last", "Yes."),
    ]
    assert not file.exists()


def test_what_the_learner_edited_stays(lines, decks, own):
    lines(plain("a"), plain("b"))
    file = decks / "mine.md"
    file.write_text(file.read_text().replace("Because.", "My own words.", 1))
    report = lines(plain("a", "Their new words."), plain("b"))
    assert (report.decks.edited, report.decks.changed, report.decks.files) == (["a"], [], {})
    assert own()["a"].answer == "My own words."


@pytest.mark.parametrize("there", [True, False])
def test_a_deck_that_is_saved_while_cards_come_in_is_not_overwritten(lines, decks, log, monkeypatch, there):
    if there:
        lines(plain("a"))
    file, take_in = decks / "mine.md", past.take_in

    def save_meanwhile(*args):
        decks.mkdir(exist_ok=True)
        file.write_text("# Mine\n\nJust saved.\n")
        acts.bury(log, "own:a", args[-1])
        return take_in(*args)

    monkeypatch.setattr(past, "take_in", save_meanwhile)
    with pytest.raises(WorkspaceError, match="changed meanwhile"):
        lines(plain("a", "Since it is."), plain("b"))
    assert file.read_text() == "# Mine\n\nJust saved.\n"
    assert not log.events()


def test_a_card_that_was_deleted_here_comes_again(lines, decks, own):
    lines(plain("a"), plain("b"))
    file = decks / "mine.md"
    file.write_text(file.read_text().partition("## Why b?")[0])
    assert lines(plain("a"), plain("b")).decks.new == ["b"]
    assert list(own()) == ["a", "b"]


def test_links_to_what_is_not_here_are_left_out(lines, own):
    report = lines(plain("a", after=["max", "b", "nobody"], katas=["none"], plots=["none"]), plain("b"))
    assert own()["a"].after == ("max", "b")
    assert report.lost == {"links to what is not here": 3}


def test_a_card_that_a_deck_cannot_hold_is_left_out(lines, own):
    bad = plain("b", "text\n\n## another card")
    report = lines(plain("a"), bad, plain("a", "twice"), {"id": "Not an id", "question": "x", "answer": "y"})
    assert list(own()) == ["a"]
    assert [problem.line for problem in report.problems] == [2, 3, 4]
    assert "an id has small letters" in report.problems[2].message


def test_cards_of_the_course_are_not_doubled(lines, own):
    text = {"id": "max", "question": "Why subtract the maximum?", "answer": "Another answer.", "item": "demo:max"}
    report = lines(text, plain("a"))
    assert (report.of_course, report.decks.new) == (1, ["a"])
    assert report.lost == {"texts of course cards that read otherwise there": 1}
    assert list(own()) == ["a"]


def test_a_deck_that_cannot_be_read_stops_before_anything_is_written(lines, decks):
    decks.mkdir()
    (decks / "bad.md").write_bytes(b"# \xff")
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        lines(plain("a"))
    assert [file.name for file in decks.iterdir()] == ["bad.md"]


def test_a_readme_is_no_deck(tmp_path, bring, decks, own):
    file = tmp_path / "README.jsonl"
    file.write_text(json.dumps(plain("a")))
    bring(file)
    assert [file.name for file in decks.iterdir()] == ["readme-cards.md"]
    assert list(own()) == ["a"]


@pytest.mark.parametrize(
    ("now", "before", "result"),
    [("abc", "", "abc"), ("abc", "ca", "cab"), ("abx", "abc", "abx"), ("ab", "abc", "ab"), ("xb", "ab", "xb")],
)
def test_gaps_keep_their_places(now, before, result):
    assert in_order([Gap(text) for text in now], [Gap(text) for text in before]) == [Gap(text) for text in result]


def test_a_card_written_by_hand_is_the_same_when_it_says_the_same(lines, decks, own):
    decks.mkdir()
    text = "# Mine\n\n## Why a?\n<!-- id: a -->\n\nBecause.\n\n### Links\n* tag: x,  y\n"
    (decks / "mine.md").write_text(text)
    report = lines(plain("a", tags=["x", "y"]), plain("a", tags=["x", "y"]))
    assert (report.decks.same, report.decks.edited, report.problems) == (["a"], [], [])
    assert report.lost == {"cards that are there twice, taken as one": 1}
    assert (decks / "mine.md").read_text() == text


def test_a_card_that_came_in_before_learns_the_name_of_its_note(tmp_path, decks, bring):
    file = packages.write(tmp_path / "a.apkg", [packages.Sheet(["a", "b"], guid="g h")])
    bring(file)
    deck = decks / "ml-softmax.md"
    whole = deck.read_text()
    assert " anki:g%20h -->" in whole
    deck.write_text(whole.replace(" anki:g%20h", ""))
    assert len(bring(file).decks.same) == 1
    assert deck.read_text() == whole
