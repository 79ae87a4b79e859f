"""The verbs for the learner's data: merge, backup, restore, and the doctor's recovery."""

import json
import sys

import click
import pytest
from click.testing import CliRunner

from quiz import paths
from quiz.cli import command, main
from quiz.errors import LogError, QueryError
from quiz.progress import text_form
from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def quiz():
    """Run a verb in this process; returns what it printed, raises what it raises."""

    def run(*arguments):
        result = CliRunner().invoke(command, [*map(str, arguments)], standalone_mode=False)
        if result.exception:
            raise result.exception
        assert result.return_value in (0, None)
        return json.loads(result.stdout) if "--json" in arguments else result.stdout

    return run


@pytest.fixture
def here(home):
    return paths.find({"QUIZ_HOME": str(home)})


def ended(arguments, capsys):
    """What the whole command prints, whatever it raises inside."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["quiz", *arguments])
        with pytest.raises(SystemExit):
            main()
    return capsys.readouterr()


def rate(path, now, *cards):
    with Log.open(path) as log:
        for card in cards:
            acts.rate(log, card, 3, now, seconds=5)


def items(path):
    with Log.open(path) as log:
        return sorted(event.item for event in log.events() if event.kind == "review")


def test_another_log_is_merged_once(quiz, here, tmp_path, now):
    rate(here.log, now, "c:a")
    rate(tmp_path / "other.sqlite3", now, "c:b", "c:c")
    assert quiz("merge", tmp_path / "other.sqlite3") == "✓ 2 events taken in; the log holds 3\n"
    assert quiz("merge", tmp_path / "other.sqlite3", "--json") == {"added": 0, "events": 3}


def test_a_flipped_bit_in_the_cache_is_told_and_mended_without_a_loss(here, now, capsys):
    with Log.open(here.log) as log:
        for card in ("l1-vs-l2", "sigmoid"):
            acts.rate(log, f"rectified:{card}", 3, now, seconds=5)
        log.rows("UPDATE state SET due_day = '2020-01-14', last_day = '2020-?1-04'")
    for verb in ("due", "doctor"):
        told = ended([verb], capsys)
        assert "quiz doctor --rebuild" in told.out + told.err
        assert "fault of the program" not in told.err
    ended(["doctor", "--rebuild"], capsys)
    with Log.open(here.log) as log:
        assert log.verify() == []
    assert len(items(here.log)) == 2


def test_a_folder_in_text_form_is_merged(quiz, here, tmp_path, now):
    rate(tmp_path / "other.sqlite3", now, "c:b")
    with Log.open(tmp_path / "other.sqlite3") as other:
        text_form.write(other, tmp_path / "text")
    quiz("merge", tmp_path / "text")
    assert items(here.log) == ["c:b"]


def test_the_text_form_of_an_empty_log_is_merged_too(quiz, tmp_path):
    quiz("export", "--log", tmp_path / "text")
    assert quiz("merge", tmp_path / "text", "--json") == {"added": 0, "events": 0}


def test_a_log_that_is_not_there_is_named(quiz, tmp_path):
    with pytest.raises(LogError, match="no log here"):
        quiz("merge", tmp_path / "nothing")


def test_a_backup_goes_to_the_usual_folder_or_where_it_is_wanted(quiz, here, tmp_path, now):
    rate(here.log, now, "c:a")
    usual = quiz("backup", "--json")
    assert usual["copy"].startswith(str(here.backups))
    assert usual["events"] == 1
    assert str(tmp_path / "stick") in quiz("backup", tmp_path / "stick")
    assert [copy["copy"] for copy in quiz("restore", "--list", "--json")["copies"]] == [usual["copy"]]
    assert "1 event " in quiz("restore", "--list")


def test_a_restore_merges_and_replaces_on_request(quiz, here, now):
    with pytest.raises(LogError, match="no copy"):
        quiz("restore")
    assert "no copies" in quiz("restore", "--list")
    rate(here.log, now, "c:a")
    copy = quiz("backup", "--json")["copy"]
    rate(here.log, now, "c:b")
    done = quiz("restore", "--json")
    assert (done["added"], done["events"], done["kept"]) == (0, 2, None)
    done = quiz("restore", "--replace", "--json")
    assert (done["copy"], done["events"]) == (copy, 1)
    assert items(here.log) == ["c:a"]
    assert "1 event taken in" in quiz("restore", done["kept"])
    assert items(here.log) == ["c:a", "c:b"]
    assert "is kept as" in quiz("restore", copy, "--replace")


def test_a_damaged_log_is_recovered_and_every_verb_says_how(quiz, here, now):
    rate(here.log, now, *(f"c:{n}" for n in range(50)))
    assert "not damaged" in quiz("doctor", "--recover")
    with here.log.open("r+b") as file:
        file.write(bytes(4096))
    before = here.log.read_bytes()
    for verb in (("due",), ("backup",), ("restore",), ("merge", here.log.parent), ("stats", "--json")):
        with pytest.raises(LogError) as caught:
            quiz(*verb)
        if verb != ("restore",):  # which misses a copy first
            assert "quiz doctor --recover" in caught.value.hint
    assert here.log.read_bytes() == before
    done = quiz("doctor", "--recover", "--json")
    assert (done["recovered"], done["events"], done["lost"], done["days"]) == (True, 50, 0, [])
    assert len(items(here.log)) == 50
    with open(done["kept"], "rb") as kept:
        assert kept.read() == before


def test_events_that_were_taken_out_are_told_by_a_rebuild_and_recovered_before_it(quiz, here, now):
    rate(here.log, now, "c:a", "c:b", "c:c")
    quiz("backup")
    with Log.open(here.log) as log:
        log.rows("DROP TRIGGER event_is_never_deleted")
        log.rows("DELETE FROM event WHERE counter = 3")
    whole = here.log.read_bytes()
    result = CliRunner().invoke(command, ["doctor", "--rebuild", "--json"], standalone_mode=False)
    assert result.return_value == 1
    facts = json.loads(result.stdout)
    assert [(each["events"], facts["differences"]) for each in facts["lost"]] == [(1, [])]
    here.log.write_bytes(whole)
    done = quiz("doctor", "--recover", "--json")
    assert (done["recovered"], done["events"], done["lost"]) == (True, 3, 0)
    assert items(here.log) == ["c:a", "c:b", "c:c"]


def test_a_damaged_log_can_be_replaced_by_a_copy_and_is_kept(quiz, here, now):
    rate(here.log, now, "c:a")
    quiz("backup")
    here.log.write_bytes(here.log.read_bytes()[:5000])
    done = quiz("restore", "--replace", "--json")
    assert items(here.log) == ["c:a"]
    assert "damaged" in done["kept"]


def test_a_folder_in_the_logs_place_is_one_clear_line_for_every_verb(quiz, here, tmp_path, now):
    here.log.mkdir(parents=True)
    rate(tmp_path / "other.sqlite3", now, "c:a")
    other = tmp_path / "other.sqlite3"
    for verb in (("doctor", "--recover"), ("due",), ("backup",), ("merge", other), ("restore", other, "--replace")):
        with pytest.raises(LogError, match="a folder stands where the log should be"):
            quiz(*verb)
    assert "no copies" in quiz("restore", "--list")


def test_copies_that_cannot_be_read_are_not_called_none(quiz, here, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(LogError, match="copies cannot be read: Permission denied"):
        quiz("restore", "--list")


def test_a_list_of_copies_takes_no_other_wish(quiz, here, now, tmp_path):
    rate(here.log, now, "c:a")
    copy = quiz("backup", "--json")["copy"]
    for more in ((copy,), ("--replace",)):
        with pytest.raises(click.UsageError, match="--list alone"):
            quiz("restore", "--list", *more)


@pytest.mark.parametrize("verb", [("due",), ("review", "--plain")])
@pytest.mark.parametrize("minutes", ["nan", "inf", "0.5"])
def test_minutes_are_a_number_of_minutes(quiz, verb, minutes):
    with pytest.raises(click.BadParameter):
        quiz(*verb, "--minutes", minutes)


@pytest.mark.parametrize("query", ["lapses>" + "9" * 5000, "flag:" + "9" * 5000, "due<-12345678901"])
def test_a_number_that_no_card_has_is_said(quiz, query):
    with pytest.raises(QueryError, match="needs a number that a card can have"):
        quiz("review", "--plain", query)


def test_a_review_line_by_line_makes_the_copy_of_the_day_once(quiz, here, now):
    rate(here.log, now, "c:a")
    for _ in range(2):
        quiz("review", "--plain")
        (copy,) = here.backups.iterdir()
    assert quiz("restore", "--list") == f"{copy.stem.removeprefix('log-')}  1 event  {copy}\n"
    copy.unlink()
    quiz("due")
    assert list(here.backups.iterdir()) == []


def test_a_copy_of_the_day_that_cannot_be_made_keeps_nobody_from_reviewing(here, now, capsys):
    rate(here.log, now, "c:a")
    here.backups.write_text("a file in its place")
    told = ended(["review", "--plain"], capsys)
    assert "the backup cannot be written" in told.err
    assert "Question: What does an artificial neuron compute?" in told.out
