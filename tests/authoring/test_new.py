"""Templates that pass `quiz check` as they are, and ids that keep a card's history."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from quiz import paths
from quiz.authoring.check import check
from quiz.authoring.new import deck_file, new_card, new_kata
from quiz.authoring.stamp import stamp
from quiz.cli import command
from quiz.cli.world import World
from quiz.course.course import Course
from quiz.course.deck import read_deck
from quiz.errors import CourseError
from quiz.grading.client import missing_packages
from quiz.grading.trust import judge_of, trust
from quiz.study import acts

ROOT = Path(__file__).resolve().parents[2]


def run(*words):
    return CliRunner().invoke(command, words)


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    (folder / "content/01_a").mkdir(parents=True)
    (folder / "content/course.toml").write_text('title = "T"\nname = "t"\nunits = [{ folder = "01_a", title = "A" }]\n')
    return folder


@pytest.mark.katas
@pytest.mark.skipif(bool(missing_packages()), reason="grading needs NumPy and torch")
def test_a_new_kata_and_a_new_card_have_no_problem(course):
    new_kata(course, "01_a/my_kata")
    new_card(course / "content/01_a/a.md", "Why is this asked?")
    where = paths.find(os.environ)
    trust(course, where)
    with judge_of(course, where) as judge:
        report = check(Course.load(course), judge)
        judge.stop()
    assert report.problems == ()
    assert (report.katas, report.wrong_answers, report.cards) == (1, 1, {"concept": 1})


def test_a_kata_is_never_overwritten(course):
    files = new_kata(course, "01_a/my_kata")
    files[0].write_text("mine")
    with pytest.raises(CourseError, match="is there already"):
        new_kata(course, "01_a/my_kata")
    assert files[0].read_text() == "mine"


def test_a_kata_that_cannot_be_written_is_told(course):
    (course / "solutions").write_text("a file in its place")
    with pytest.raises(CourseError, match="kata cannot be written"):
        new_kata(course, "01_a/my_kata")


@pytest.mark.parametrize("place", ["my_kata", "01_a/My Kata", "../01_a/x", "01_a/x/y"])
def test_a_place_that_is_none_is_refused(course, place):
    with pytest.raises(CourseError, match="does not name a kata"):
        new_kata(course, place)


def test_cards_are_appended_with_an_id_from_their_question(course):
    deck = course / "content/01_a/new_deck.md"
    assert new_card(deck, "Why is it called *rectified*?") == "why-is-it-called-rectified"
    assert new_card(deck, "And what else?") == "and-what-else"
    cards, problems = read_deck(deck, "01_a")
    assert [card.id for card in cards] == ["why-is-it-called-rectified", "and-what-else"]
    assert problems == ()
    with pytest.raises(CourseError, match="is taken"):
        new_card(deck, "And what else")


def test_a_question_in_another_script_gets_an_id_too(course):
    deck = course / "content/01_a/a.md"
    card = new_card(deck, "ما هي الشبكة العصبية؟")
    assert [card.id for card in read_deck(deck, "01_a")[0]] == [card]
    with pytest.raises(CourseError, match="asks nothing"):
        new_card(deck, "  ")


def test_a_new_card_leaves_the_rest_of_the_file_as_it_is(course):
    deck = course / "content/01_a/a.md"
    before = "\ufeff# Títle\r\n\r\nAbout.\r\n".encode()
    deck.write_bytes(before)
    new_card(deck, "Why?")
    after = deck.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_deck_that_cannot_be_written_is_told(course):
    with pytest.raises(CourseError, match="cannot be written"):
        new_card(course / "content", "Why?")
    (course / "content/01_a/latin.md").write_bytes(b"# T\xfctel\n")
    with pytest.raises(CourseError, match="not UTF-8"):
        new_card(course / "content/01_a/latin.md", "Why?")


def test_a_bare_name_is_one_of_the_learners_decks(tmp_path):
    assert deck_file(Path("interview"), tmp_path) == tmp_path / "interview.md"
    for path in ("interview.md", "./sub/interview", str(tmp_path / "interview")):
        assert deck_file(Path(path), tmp_path) == Path(path)


def test_the_verbs_new_card_and_stamp_work_on_own_decks(home, log, now):
    run("new", "card", "interview", "Why a bias?")
    deck = home / "rectified-katas" / "decks" / "interview.md"
    refused = run("new", "card", "other", "Why a bias?")
    assert refused.exit_code == 2 or isinstance(refused.exception, CourseError)
    deck.write_text(deck.read_text().replace("<!-- id: why-a-bias -->\n", ""))
    load = lambda: Course.load(ROOT, own=deck.parent)  # noqa: E731
    (item,) = load().items_by_unit()["own"]
    acts.rate(log, item, 3, now, seconds=5.0)
    assert f"{deck}:3: {item.removeprefix('own:')}" in run("stamp").output
    deck.write_text(deck.read_text().replace("Why a bias?", "What is a bias good for?"))
    assert load().items_by_unit()["own"] == [item]
    assert log.state(item).memory.reps == 1


def test_the_verbs_of_an_author_take_the_course_they_stand_in(course, monkeypatch):
    monkeypatch.chdir(course)
    deck = course / "content/01_a/a.md"
    deck.write_text("# A\n\n## Two?\n\nNo.\n\n### Options\n- [x] a\n- [ ] b\n")
    assert f"{deck}:3: " in run("stamp").output
    assert "1 units, 1 cards, 0 katas" in run("check", "--no-katas").output
    assert str(course / "exercises/01_a/my_kata/my_kata.py") in run("new", "kata", "01_a/my_kata").output
    (course / "other").mkdir()
    assert str(course / "other/exercises/01_a/b/b.py") in run("--course", "other", "new", "kata", "01_a/b").output


def test_the_installed_course_takes_no_kata(course, monkeypatch):
    monkeypatch.setattr(paths, "__file__", str(course / "quiz/paths.py"))
    installed = course / "quiz/_course"
    installed.mkdir(parents=True)
    with pytest.raises(CourseError, match="takes no katas"):
        new_kata(installed, "01_a/my_kata")
    assert not list(installed.iterdir())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamping_writes_the_ids_that_the_cards_have_had(course, end):
    deck = course / "content/01_a/a.md"
    options = "### Options\n- [x] a\n- [ ] b\n"
    text = f"# A\n\n## One?\n<!-- id: one -->\n\nYes.\n\n{options}\n## Two?\n\nNo.\n\n{options}"
    deck.write_bytes(text.replace("\n", end).encode())
    before = Course.load(course)
    assert [card.stamped for card in before.cards] == [True, False]
    assert [card.question for card in stamp(before)] == ["Two?"]
    after = Course.load(course)
    assert [card.id for card in after.cards] == [card.id for card in before.cards]
    assert all(card.stamped for card in after.cards)
    assert stamp(after) == []
    assert deck.read_bytes().count(end.encode()) == text.count("\n") + 1
    assert not list(Path(deck.parent).glob(".*"))


def test_a_deck_that_is_a_link_is_stamped_and_stays_one(course, tmp_path):
    deck = course / "content/01_a/a.md"
    (tmp_path / "elsewhere.md").write_text("# A\n\n## Two?\n\nNo.\n\n### Options\n- [x] a\n- [ ] b\n")
    deck.symlink_to(tmp_path / "elsewhere.md")
    (card,) = stamp(Course.load(course))
    assert deck.is_symlink()
    assert f"<!-- id: {card.id} -->" in (tmp_path / "elsewhere.md").read_text()


def test_a_deck_that_cannot_be_stamped_is_told(course):
    deck = course / "content/01_a/a.md"
    deck.write_text("# A\n\n## Two?\n\nNo.\n\n### Options\n- [x] a\n- [ ] b\n")
    (deck.parent / f".a.md.{os.getpid()}.tmp").mkdir()  # where it would be written
    with pytest.raises(CourseError, match="cannot be written") as caught:
        CliRunner().invoke(command, ["--course", str(course), "stamp"], standalone_mode=False, catch_exceptions=False)
    assert caught.value.file == deck


def test_stamping_finds_a_heading_that_has_moved_since(course):
    deck = course / "content/01_a/a.md"
    text = "# A\n\nPage\x0cbreak.\n\n## Two?\n\nNo.\n\n### Options\n- [x] a\n- [ ] b\n"
    deck.write_text(text)
    before = Course.load(course)
    deck.write_text(text.replace("# A\n", "# A\n\n\n"))
    stamp(before)
    (card,) = Course.load(course).cards
    assert (card.stamped, card.id) == (True, before.cards[0].id)


def test_a_card_that_was_just_reworded_is_left_to_its_author(home):
    deck = home / "rectified-katas" / "decks" / "mine.md"
    deck.parent.mkdir(parents=True)
    deck.write_text("# A\n\n## Two?\n\nNo.\n\n### Options\n- [x] a\n- [ ] b\n")
    (item,) = (item for item in World(None, None).course().items() if item.startswith("own:"))
    deck.write_text(deck.read_text().replace("Two?", "Is it two?"))
    said = run("stamp").output
    assert f"not stamped, it asked “Two?” before.\n  To keep its history write <!-- id: {item[4:]} -->" in said
    assert "0 cards stamped" in said
    assert "1 card stamped" in run("stamp").output
