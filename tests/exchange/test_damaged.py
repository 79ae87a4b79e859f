"""What is damaged: one clear line that names the file, nothing taken in; or the broken part is left out and counted."""

import sqlite3
import zipfile
from contextlib import closing

import packages
import pytest
from packages import BEGAN, Row, Sheet

from quiz.errors import LogError, QuizError, WorkspaceError
from quiz.exchange import own_decks
from quiz.study import past

NOON = BEGAN * 1000
TWO = [(1, NOON, 3, 1, 0), (1, NOON + 1, 3, 1, 0)]
SHEETS = [Sheet(["a", "b"], cards=(Row(2, 2, 9),))]


@pytest.fixture
def package(tmp_path):
    """A function that writes a package, changed by an SQL statement."""

    def write(change, reviews=((1, NOON, 3, 1, 0),)):
        file = packages.write(tmp_path / "a.apkg", SHEETS, reviews)
        with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
            database.execute(change)
            database.commit()
        with zipfile.ZipFile(file, "w") as packed:
            packed.write(tmp_path / "a.sqlite", "collection.anki2")
        return file

    return write


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notes SET flds = NULL",
        "UPDATE notes SET tags = NULL",
        "UPDATE notes SET guid = NULL",
        "UPDATE notes SET mid = 'x'",
        "UPDATE cards SET due = 'soon'",
        "UPDATE cards SET ord = NULL",
        "UPDATE col SET crt = 100000000000000",
        "UPDATE col SET crt = -1000000000000",
        "UPDATE col SET crt = 'x'",
        "UPDATE col SET conf = '[]'",
        "UPDATE col SET conf = '" + "[" * 100_000 + "'",
        """UPDATE col SET conf = '{"creationOffset": 99999999999}'""",
        """UPDATE col SET conf = '{"creationOffset": "x"}'""",
        "UPDATE col SET models = 'null'",
        """UPDATE col SET models = '{"10": {"name": "B", "flds": [{"name": 5}], "tmpls": []}}'""",
        """UPDATE col SET decks = '{"2": {"name": "\\ud800"}}'""",
        "UPDATE col SET decks = '[1]'",
        "DELETE FROM col",
    ],
)
def test_a_collection_that_is_not_as_anki_writes_it_is_named(package, bring, log, decks, change):
    with pytest.raises(QuizError, match="cannot be read") as found:
        bring(package(change))
    assert (found.value.file.name, bool(found.value.hint)) == ("a.apkg", True)
    assert "attribute" not in found.value.message
    assert (log.events(), decks.exists()) == ([], False)


@pytest.mark.parametrize("value", ["id = 0", "id = -5", "id = 4000000000000", f"id = {2**62}"])
def test_reviews_at_impossible_times_are_left_out(package, bring, log, value):
    report = bring(
        package(f"UPDATE revlog SET {value} WHERE id = {NOON}", [(1, NOON, 3, 1, 0), (1, NOON + 1, 3, 1, 0)])
    )
    assert (report.reviews, len(report.decks.new)) == (1, 1)
    assert report.lost == {"reviews dated before 1970 or in the future": 1}
    assert log.verify() == []


@pytest.mark.parametrize("value", ["ease = 'x'", "ivl = NULL", "time = 'long'", "type = 1.5"])
def test_lines_of_the_review_log_without_numbers_are_left_out(package, bring, value):
    report = bring(
        package(f"UPDATE revlog SET {value} WHERE id = {NOON}", [(1, NOON, 3, 1, 0), (1, NOON + 1, 3, 1, 0)])
    )
    assert (report.reviews, report.lost) == (1, {"broken lines of the review log": 1})


def test_absurd_intervals_due_days_and_durations_are_cut(package, bring, log):
    bring(package("UPDATE cards SET due = -1000000000000", [(1, NOON, 3, 2**40, 0)]))
    bring(package("UPDATE revlog SET time = -5000", [(1, NOON + 86_400_000, 3, 1, 1)]))
    first, second = (event.payload for event in log.events())
    assert (first["seconds"], first["due"]) == (4.2, "2126-10-23")
    assert second["seconds"] is None


def test_a_card_with_a_place_below_zero_has_no_template(package, bring):
    report = bring(package("UPDATE cards SET ord = -1"))
    assert "has no template" in report.problems[0].message


def test_decks_are_written_only_when_the_log_takes_the_reviews(package, bring, decks, log, monkeypatch):
    def refuse(*_):
        raise LogError("the event x of the other log is odd", hint="Nothing was taken in.")

    with monkeypatch.context() as patched:
        patched.setattr(past, "take_in", refuse)
        with pytest.raises(LogError):
            bring(package("SELECT 1"))
    assert not decks.exists()
    with monkeypatch.context() as patched:

        def full(*_):
            raise OSError(28, "No space left on device")

        patched.setattr(own_decks, "write_file", full)
        with pytest.raises(WorkspaceError, match="No space left"):
            bring(package("SELECT 1"))
    assert log.events() == []
    assert bring(package("SELECT 1")).reviews == 1


HEAD = "device,counter,instant,offset,day,kind,item\n"
REVIEW = (
    '{"device":"x","counter":%s,"instant":1700000000000000,"offset":0,"day":"2026-01-01","kind":"review",'
    '"item":"a:b%s","payload":{"rating":3,"due":"2026-02-01"}}'
)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "[" * 200_000, "nested too deeply"),
        ("a.jsonl", '{"question":' + "[" * 200_000, "nested too deeply"),
        ("a.jsonl", '{"question":"q \\ud800"}', "half a character"),
        ("a.jsonl", REVIEW % (10**30, ""), "no device and counter"),
        ("a.jsonl", REVIEW % (1, "\\ud800"), "no text"),
        (
            "a.csv",
            HEAD + "x,--5,1,0,2026-01-01,review,a:b\n",
            "no device and counter",
        ),
        (
            "a.csv",
            HEAD + f"x,1{'0' * 5000},1,0,2026-01-01,review,a:b\n",
            "counter",
        ),
        ("a.txt", "a" * 200_000 + "\tb\n", "this row is not understood"),
    ],
)
def test_texts_that_no_program_writes_are_named(tmp_path, bring, log, decks, name, text, message):
    (tmp_path / name).write_text(text)
    with pytest.raises(QuizError, match=message) as found:
        bring(tmp_path / name)
    assert (found.value.file, bool(found.value.hint)) == (tmp_path / name, True)
    assert (log.events(), decks.exists()) == ([], False)


def test_a_table_of_an_old_mac_has_rows(tmp_path, bring, own):
    (tmp_path / "a.txt").write_bytes(b"#separator:tab\ra\tb\rc\td\r")
    assert len(bring(tmp_path / "a.txt").decks.new) == len(own()) == 2


def test_the_name_of_a_deck_fits_a_file(package, bring, decks):
    bring(package('UPDATE col SET decks = \'{"2": {"name": "' + "\N{MATHEMATICAL FRAKTUR CAPITAL U}" * 120 + "\"}}'"))
    (file,) = decks.iterdir()
    assert len(file.name.encode()) <= 203
