"""The log as text: stable bytes, appended to, merged by git, read back."""

import os
import shutil
import subprocess
from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from histories import chain, forks, histories, written
from hypothesis import given, settings

from quiz.errors import DamagedLogError, LogError
from quiz.progress import text_form
from quiz.progress.event_line import line_of
from quiz.progress.log import Log
from quiz.study import acts

REVIEW = line_of(chain("desk", [(("review", 3), "c:a", 1)])[0])


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "text form"


def rate(log, now, *cards):
    for card in cards:
        acts.rate(log, card, 3, now, seconds=5)


def test_a_line_is_an_event_and_reads_back(log, folder, now):
    rate(log, now, "c:a", "c:b")
    acts.undo(log, now)
    acts.note(log, "c:a", "σ(z) ≤ 1\u2028\n", now)
    assert text_form.write(log, folder) == 4
    assert len((folder / "laptop.jsonl").read_text(encoding="utf-8").split("\n")) == 5
    assert list(text_form.read(folder)) == log.events()
    assert list(text_form.read(folder / "laptop.jsonl")) == log.events()


def test_a_second_export_only_appends(log, folder, now):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    assert text_form.write(log, folder) == 0
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()} == before
    rate(log, now, "c:b")
    assert text_form.write(log, folder) == 1
    assert (folder / "laptop.jsonl").read_bytes().startswith(before[folder / "laptop.jsonl"][0])


@settings(max_examples=12, deadline=None)
@given(histories(2))
def test_two_logs_written_in_any_order_give_the_same_bytes(logs):
    def contents(order):
        with TemporaryDirectory() as name:
            for number, events in enumerate(order):
                with Log.open(Path(name, f"{number}.sqlite3")) as log:
                    log.merge(events)
                    text_form.write(log, Path(name, "text"))
            return {file.name: file.read_bytes() for file in Path(name, "text").iterdir()}

    assert contents(logs) == contents(logs[::-1])


@settings(max_examples=12, deadline=None)
@given(forks(2))
def test_copies_used_under_one_name_lose_nothing_in_a_shared_folder(logs):
    with TemporaryDirectory() as name:
        for number, events in enumerate((*logs, logs[0])):
            with Log.open(Path(name, f"{number}.sqlite3")) as log:
                log.merge(events)
                text_form.write(log, Path(name, "text"))
        everything = set().union(*map(written, logs))
        found = list(text_form.read(Path(name, "text"))) if everything else []
        assert written(found) == everything
        assert len(found) == len(everything)


def test_the_folder_keeps_what_the_log_lacks(log, folder, now):
    rate(log, now, "c:a", "c:b")
    text_form.write(log, folder)
    whole = (folder / "laptop.jsonl").read_bytes()
    with Log.open(folder.parent / "younger.sqlite3") as younger:
        younger.merge(log.events()[:1])
        assert text_form.write(younger, folder) == 0
    assert (folder / "laptop.jsonl").read_bytes() == whole


def test_a_last_line_cut_short_is_left_out_with_a_notice_and_written_again(log, folder, now):
    rate(log, now, "c:a", "c:b")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = file.read_bytes()
    for cut in (1, 7, len(whole.splitlines()[1])):
        file.write_bytes(whole[:-cut])
        notices = []
        assert len(list(text_form.read(folder, notices.append))) == (2 if cut == 1 else 1)
        assert [f"{file}:2: the last line was cut short and is left out"] * (cut > 1) == notices
        text_form.write(log, folder)
        assert file.read_bytes() == whole


def test_a_line_that_was_cut_short_is_not_written_over_unless_the_log_has_its_event(log, folder, now):
    rate(log, now, "c:a")
    with Log.open(folder.parent / "older.sqlite3") as older:
        older.merge(log.events())
        rate(log, now, "c:b")
        text_form.write(log, folder)
        file = folder / "laptop.jsonl"
        for content in (file.read_bytes()[:-9], file.read_bytes()[:-9].replace(b"\n", b"\r")):
            file.write_bytes(content)
            rate(older, now, "c:c")  # which would be a file of its own
            before = {path: path.read_bytes() for path in folder.iterdir()}
            with pytest.raises(LogError, match="cut short, and the log lacks its event") as caught:
                text_form.write(older, folder)
            assert (caught.value.file, caught.value.line) == (file, 2)
            assert "take the line out" in caught.value.hint
            assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (REVIEW.replace('"offset":60', '"offset":6o'), "is not a JSON object"),
        (REVIEW.replace('"rating":3', '"rating":9'), "has no right `rating`"),
        (REVIEW[1:], "is not a JSON object"),
        ("what is this", "is not a JSON object"),
    ],
)
def test_a_whole_last_line_that_is_not_understood_is_not_called_cut_short(log, folder, now, line, message):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = f"{file.read_text()}{line}"
    file.write_text(whole)
    for action in (lambda: text_form.read(folder), lambda: text_form.write(log, folder)):
        with pytest.raises(LogError, match=message) as caught:
            action()
        assert (caught.value.file, caught.value.line) == (file, 2)
    assert file.read_text() == whole


def test_lines_that_end_as_on_old_machines_are_read_and_kept(log, folder, now):
    rate(log, now, "c:a", "c:b", "c:c")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = file.read_bytes()
    with Log.open(folder.parent / "younger.sqlite3") as younger:
        younger.merge(log.events()[:1])
        for end in (b"\r", b"\r\n"):
            file.write_bytes(whole.replace(b"\n", end))
            assert list(text_form.read(folder)) == log.events()
            text_form.write(younger, folder)
            assert file.read_bytes() == whole


def test_the_mark_with_which_an_editor_begins_a_file_is_left_out(log, folder, now):
    rate(log, now, "c:a", "c:b")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = file.read_bytes()
    first, second = whole.splitlines(keepends=True)
    for marked in (BOM_UTF8 + whole, first + BOM_UTF8 + first + second):  # the second one after a merge by git
        file.write_bytes(marked)
        assert {event.id for event in text_form.read(folder)} == {"laptop-1", "laptop-2"}
        assert text_form.write(log, folder) == 0
        assert file.read_bytes() == whole


def test_what_another_program_has_not_finished_writing_is_left_to_it(log, folder, now):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    before = {"laptop.jsonl", text_form.ATTRIBUTES}
    theirs = folder / "laptop.unfinished"
    theirs.write_text("{")
    (folder / "laptop.jsonl").write_bytes((folder / "laptop.jsonl").read_bytes() * 2)
    text_form.write(log, folder)
    assert theirs.read_text() == "{"
    assert {file.name for file in folder.iterdir()} == before | {theirs.name}


def test_lines_that_stand_under_another_name_too_are_taken_out(tmp_path, folder):
    """Two clones that merged each other name events differently, and git has put together what both exported."""
    one, two = chain("laptop", [(("review", 3), "c:a", 1)]), chain("laptop", [(("review", 1), "c:b", 2)])
    lines: dict[str, list[bytes]] = {}
    for name, logs in (("one", (one, two)), ("two", (two, one))):
        with Log.open(tmp_path / name) as log:
            for events in logs:
                log.merge(events)
            text_form.write(log, tmp_path / f"text of {name}")
        for file in (tmp_path / f"text of {name}").glob("*.jsonl"):
            lines.setdefault(file.name, []).append(file.read_bytes())
    folder.mkdir()
    for name, parts in lines.items():
        (folder / name).write_bytes(b"".join(parts))
    assert len(lines) == 3
    with Log.open(tmp_path / "one") as log:
        assert text_form.write(log, folder) == 0
        assert len(list(text_form.read(folder))) == 2
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert text_form.write(log, folder) == 0
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_line_cut_short_in_a_file_without_other_events_is_not_emptied(log, folder, now):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    (folder / "desk.jsonl").write_text(REVIEW[:-9])
    with pytest.raises(LogError, match="cut short, and the log lacks its event"):
        text_form.write(log, folder)
    assert (folder / "desk.jsonl").read_text() == REVIEW[:-9]


def test_lines_that_came_twice_and_in_any_order_are_read_and_put_in_order(log, folder, now):
    rate(log, now, "c:a", "c:b", "c:c")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = file.read_bytes()
    first, *rest = whole.splitlines(keepends=True)
    file.write_bytes(b"".join([*rest, first, *rest]).replace(b"\n", b"\r\n"))
    with Log.open(folder.parent / "other.sqlite3") as other:
        assert other.merge(text_form.read(folder)) == 3
    assert text_form.write(log, folder) == 0
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "is not a JSON object"),
        ("[1, 2]", "is not a JSON object"),
        ('{"device": "desk"}', "has no `counter`"),
        (f'{REVIEW[:-1]},"mood":1}}', "has `mood`, which no event has"),
        ("<<<<<<< HEAD", "git left a conflict"),
        (line_of(chain("desk", [(("review", 9), "c:a", 1)])[0]), "has no right `rating`"),
        (
            line_of(replace(chain("desk", [(("bury", 9), "c:a", 1)])[0], device=7)),
            "has no device and counter",
        ),
        (REVIEW.replace("2026-11-20", "9999-12-31", 1), "no day between"),
        (REVIEW.replace("4.5", "NaN"), "has a number"),
        (REVIEW.replace("4.5", "1" * 5000), "is not a JSON object"),
        (REVIEW.replace("4.5", "[" * 99_000 + "]" * 99_000), "is not a JSON object"),
        (REVIEW.replace("4.5", r'"\ud800"'), "half a character"),
        (REVIEW.replace('"counter":1', '"counter":9223372036854775808'), "has no device and counter"),
    ],
)
def test_a_line_that_is_not_understood_is_named_and_stays(log, folder, now, line, message):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    file = folder / "laptop.jsonl"
    whole = f"{file.read_text()}{line}\n"
    file.write_text(whole)
    for action in (lambda: text_form.read(folder), lambda: text_form.write(log, folder)):
        with pytest.raises(LogError, match=message) as caught:
            action()
        assert (caught.value.file, caught.value.line) == (file, 2)
        assert caught.value.hint
    assert file.read_text() == whole


def test_what_no_machine_could_read_is_not_handed_on(log, folder, now):
    rate(log, now, "c:a")
    text_form.write(log, folder)
    before = (folder / "laptop.jsonl").read_bytes()
    rate(log, now, "c:b")
    log.rows("DROP TRIGGER event_is_never_changed")
    log.rows("UPDATE event SET payload = replace(payload, '5.0', 'NaN'), day = '9999-12-31' WHERE counter = 2")
    with pytest.raises(DamagedLogError, match="the log holds an event that has no day") as caught:
        text_form.write(log, folder)
    assert "laptop" in caught.value.hint
    assert (folder / "laptop.jsonl").read_bytes() == before


def test_a_folder_without_a_log_is_explained(tmp_path):
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(LogError, match="no log in text form") as caught:
            text_form.read(place)
        assert "quiz export --log" in caught.value.hint


def test_an_empty_log_makes_a_folder_that_is_read_as_one(log, folder):
    text_form.write(log, folder)
    assert list(text_form.read(folder)) == []
    (folder / text_form.ATTRIBUTES).write_text("*.png binary\n")  # of another project
    with pytest.raises(LogError, match="no log in text form"):
        text_form.read(folder)


def test_a_folder_that_cannot_be_made_is_explained(log, now, tmp_path):
    rate(log, now, "c:a")
    (tmp_path / "file").touch()
    with pytest.raises(LogError, match="cannot be written"):
        text_form.write(log, tmp_path / "file" / "text")


def test_any_device_name_gives_a_file_of_its_own_in_the_folder():
    names = ["laptop", "../up", "a/b", "a b", "C:", "laptop~1f", "é", "."]
    files = {text_form.file_name(name) for name in names}
    assert len(files) == len(names)
    assert not any(set(file) & set('/\\: *?"<>|') for file in files)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_merges_what_two_machines_wrote_and_both_read_the_same(tmp_path, now, in_days):
    def git(place, *arguments):
        names = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        command = ["git", "-c", "init.defaultBranch=main", *arguments]
        subprocess.run(command, cwd=place, check=True, capture_output=True, env={**os.environ, **names, **config})

    def commit(log, place):
        text_form.write(log, place)
        git(place, "add", "--all")
        git(place, "commit", "--quiet", "--message=progress")

    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    git(here, "init", "--quiet")
    with Log.open(tmp_path / "a", new_device=lambda: "desk") as one, Log.open(tmp_path / "b") as two:
        rate(one, now, "c:a")
        commit(one, here)
        git(tmp_path, "clone", "--quiet", "here", "there")
        two.merge(text_form.read(there))
        rate(one, in_days(1), "c:a", "c:b")
        two.merge(one.events())  # by another way, so that both sides add lines of one device
        rate(one, in_days(2), "c:c")
        rate(two, in_days(2), "c:a")
        commit(one, here)
        commit(two, there)
        git(there, "pull", "--quiet", "--no-rebase", "--no-edit")
        two.merge(text_form.read(there))
        one.merge(two.events())
        assert len(one.events()) == 5
        assert one.events() == two.events()
        assert text_form.write(two, there) == 0
        assert len(list(text_form.read(there))) == 5
