"""quiz export and quiz import: what they print, their JSON and their exit status."""

import json
import subprocess
import sys

import click
import packages
import pytest
from packages import Sheet

from quiz.cli import command
from quiz.errors import QuizError

NOTES = [Sheet(["front", "back"]), Sheet(["", "back"])]


@pytest.fixture
def quiz(capsys, tmp_path, monkeypatch):
    """Run a verb in this process: its exit status and what it printed."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        status = command.main([str(each) for each in arguments], standalone_mode=False)
        return status, capsys.readouterr().out

    return run


@pytest.fixture
def demo(course):
    """The option that opens a course of two cards."""
    return "--course", course().folder


def test_cards_are_written_in_every_form_at_once(quiz, demo, tmp_path):
    files = "--anki", "a.apkg", "--csv", "a.csv", "--jsonl", "a.jsonl", "--reviews", "r.csv", "--log", "log"
    _, printed = quiz(*demo, "export", *files)
    assert printed.splitlines() == [
        "a.apkg: 2 cards in 1 deck, 0 items with a schedule, 0 reviews",
        "a.csv: 2 cards",
        "a.jsonl: 2 cards",
        "r.csv: 0 reviews",
        "log: 0 new events of the log",
    ]
    assert all((tmp_path / name).exists() for name in ("a.apkg", "a.csv", "a.jsonl", "r.csv", "log"))


def test_a_query_and_a_unit_choose_cards(quiz, demo):
    _, printed = quiz(*demo, "export", "--json", "--jsonl", "a.jsonl", "kind:cloze")
    assert json.loads(printed) == {"jsonl": {"file": "a.jsonl", "cards": 1}}
    _, printed = quiz(*demo, "export", "--json", "--unit", "unit a", "--jsonl", "a.jsonl", "overflow")
    assert json.loads(printed)["jsonl"]["cards"] == 2
    with pytest.raises(QuizError, match="no card meets `kind:order`"):
        quiz(*demo, "export", "--jsonl", "a.jsonl", "kind:order")
    with pytest.raises(QuizError, match="`unit:01_b` finds nothing"):
        quiz(*demo, "export", "--jsonl", "a.jsonl", "--unit", "01_b")


def test_export_asks_what_to_write(quiz, demo):
    with pytest.raises(click.UsageError, match="say what to write"):
        quiz(*demo, "export")


def test_an_import_says_what_came_and_what_did_not(quiz, demo, tmp_path):
    file = packages.write(tmp_path / "a.apkg", NOTES)
    status, printed = quiz(*demo, "import", file, "--dry-run")
    assert status == 1
    assert "a dry run, nothing was written" in printed
    status, printed = quiz(*demo, "import", file, "--json")
    facts = json.loads(printed)
    assert facts["cards"] == {"new": 1, "changed": 0, "same": 0, "edited": 0, "of_course": 0, "left_out": 1}
    assert facts["problems"][0]["line"] == 2
    status, printed = quiz(*demo, "import", file)
    assert (status, "1 as before" in printed) == (1, True)
    status, _ = quiz(*demo, "import", packages.write(file, NOTES[:1]))
    assert status == 0


def test_imported_cards_are_asked(quiz, demo, tmp_path):
    before = json.loads(quiz(*demo, "due", "--json")[1])["new"]
    quiz(*demo, "import", packages.write(tmp_path / "a.apkg", NOTES[:1]))
    assert json.loads(quiz(*demo, "due", "--json")[1])["new"] == before + 1


def test_the_verbs_load_what_they_need():
    code = """
import sys
import quiz.cli, quiz.exchange.reading, quiz.exchange.taking_in, quiz.exchange.giving_out
print(*[name for name in ("genanki", "textual", "numpy", "torch", "markdown_it") if name in sys.modules])
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == []
