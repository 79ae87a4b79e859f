"""The learner's own decks: studied beside any course, with items of their own."""

import os
from pathlib import Path

import pytest

from quiz.course import Course
from quiz.errors import CourseError

TOML = 'title = "T"\nname = "{}"\nunits = [{{ folder = "{}", title = "A" }}]\n'


@pytest.fixture
def load(course, concept, tmp_path):
    """Load a course of one deck with these cards, and own decks given by file name and text."""

    def loaded(own, cards=("relu", "tanh"), name="demo", unit="01_a", cache=None):
        folder = course({"content/01_a/x.md": "# T\n\n" + "".join(map(concept, cards))}, TOML.format(name, unit))
        decks = tmp_path / "home" / "decks"
        for name, text in own.items():
            (decks / name).parent.mkdir(parents=True, exist_ok=True)
            (decks / name).write_text(text, encoding="utf-8")
        return Course.load(folder, own=decks, cache=cache)

    return loaded


@pytest.fixture
def deck(concept):
    return lambda *names, links="": "# Mine\n\n" + "".join(concept(name, links) for name in names)


def told(course):
    return [(problem.file.name, problem.line, problem.message) for problem in course.problems]


def test_own_cards_are_a_unit_whose_items_do_not_name_the_course(load, deck):
    loaded = load({"a.md": deck("mine")})
    assert loaded.units[-1].title == "Your own decks"
    (card,) = (card for card in loaded.cards if card.unit == "own")
    assert loaded.items_of(card) == ("own:mine",)
    assert loaded.card("own:mine") == card
    assert loaded.items_by_unit() == {"01_a": ["demo:relu", "demo:tanh"], "own": ["own:mine"]}
    assert loaded.unit(card.unit).title == "Your own decks"


def test_own_cards_and_those_of_the_course_take_turns(load, deck):
    loaded = load({"a.md": deck("one", "two", "three")})
    assert loaded.items() == ("demo:relu", "own:one", "demo:tanh", "own:two", "own:three")


def test_an_own_card_may_have_the_id_of_one_of_the_course(load, deck, tmp_path):
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        loaded = load({"a.md": deck("relu").replace("Text.", "Mine.")}, cache=cache)
        assert told(loaded) == []
        assert loaded.card("own:relu").answer == "Mine."
        assert loaded.card("demo:relu").answer == loaded.card("relu").answer == "Text."


def test_an_own_card_may_wait_for_one_of_the_course_but_not_the_other_way_round(load, deck):
    loaded = load({"a.md": deck("mine", links="- after: tanh")})
    assert told(loaded) == []
    assert loaded.items() == ("demo:relu", "demo:tanh", "own:mine")
    with pytest.raises(CourseError, match="there is no card"):
        loaded.card("demo:mine")


def test_two_own_files_with_one_id_are_told_and_the_first_is_studied(load, deck):
    loaded = load({"a.md": deck("mine"), "b.md": deck("mine", "other")})
    ((file, line, message),) = told(loaded)
    assert (file, line) == ("b.md", 3)
    assert "the id `mine` is taken by" in message
    assert "a.md:3" in message
    assert [item for item in loaded.items() if item.startswith("own:")] == ["own:mine", "own:other"]


def test_a_broken_own_deck_is_told_and_nothing_else_stops(load, deck):
    loaded = load({"a.md": "no title\n", "b.md": deck("mine"), "c.md": deck("typo", links="- after: mime")})
    assert [(file, line) for file, line, _ in told(loaded)] == [("a.md", 1), ("c.md", 15)]
    assert "did you mean `mine`?" in told(loaded)[1][2]
    assert {"own:mine", "own:typo", "demo:relu"} <= set(loaded.items())


def test_decks_in_folders_count_and_readmes_and_hidden_files_do_not(load, deck):
    names = ("maths/b.md", ".hidden/c.md", "_drafts/d.md", "README.md", ".e.md", "f.txt")
    loaded = load({name: deck(name.partition(".")[0].replace("/", "-").lower().strip("-_") or "x") for name in names})
    assert [item for item in loaded.items() if item.startswith("own:")] == ["own:maths-b"]
    assert told(loaded) == []


def test_without_own_decks_there_is_no_unit_for_them(load, tmp_path):
    assert [unit.folder for unit in load({}).units] == ["01_a"]
    assert [unit.folder for unit in Course.load(tmp_path, own=tmp_path / "nowhere").units] == ["01_a"]


@pytest.mark.parametrize(("name", "unit"), [("own", "01_a"), ("demo", "own")])
def test_a_course_cannot_take_the_name_of_the_own_decks(load, name, unit):
    with pytest.raises(CourseError, match="that of the learner's own decks"):
        load({}, name=name, unit=unit)


def test_a_card_without_an_id_goes_by_its_question_in_own_decks_too(load, deck):
    text = deck("mine").replace("<!-- id: mine -->\n", "")
    ((item,),) = (load({"a.md": text}).items_by_unit()["own"],)
    assert item.startswith("own:q-")


def test_a_file_name_that_is_no_text_stops_nothing(load, deck, tmp_path):
    load({"a.md": deck("mine")})
    odd = os.fsencode(tmp_path / "home" / "decks") + b"/\xff.md"
    try:
        Path(os.fsdecode(odd)).write_text(deck("odd"))
    except OSError:
        pytest.skip("this file system wants names to be text")
    for _ in range(2):
        loaded = load({}, cache=tmp_path / "cache")
        assert set(loaded.items_by_unit()["own"]) == {"own:mine", "own:odd"}
