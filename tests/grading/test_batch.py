"""Many files of strangers: none stops the rest, none is read from elsewhere, and none is run without protections."""

from __future__ import annotations

import builtins
import json
import os
from pathlib import Path

import pytest

from quiz import paths
from quiz.errors import JudgeError, QuizError
from quiz.grading import batch
from quiz.grading.batch import grade_all, summary
from quiz.grading.batch_file import AGAIN, done_in, line, reopened
from quiz.grading.handed_in import Entry, entries, read
from quiz.grading.identity import MAX_SOURCE
from quiz.paths import bundled_course
from quiz.sandbox.protections import BOX, FILES, NEEDED


class FakeJudge:
    """Finds every source right, but one that says that the judge fails."""

    def __init__(self, protections=NEEDED):
        self.protections = list(protections)
        self.stopped = False

    def facts(self):
        return {"protections": self.protections}

    def grade(self, kata, source, *, file, device):
        if source == b"fail":
            raise JudgeError("the judge failed")
        if source.startswith(b"raise "):
            raise getattr(builtins, source[6:].decode())("oops")
        return {"kata": kata, "verdict": "passed", "passed": True, "message": "", "source": source.decode()}

    def give_up(self):
        self.stopped = True

    def close(self):
        assert self.stopped


@pytest.fixture
def judges(monkeypatch):
    made = []

    def judge_of(course, where, slot):
        made.append(FakeJudge())
        return made[-1]

    monkeypatch.setattr(batch, "judge_of", judge_of)
    return made


@pytest.fixture
def folder(tmp_path):
    """One learner's right file."""
    (tmp_path / "class/ada").mkdir(parents=True)
    (tmp_path / "class/ada/softmax.py").write_text("right")
    return tmp_path / "class"


def graded(folder, trust=False):
    todo = entries(folder, {"softmax", "relu"})
    results = grade_all(todo, bundled_course(), paths.find(os.environ), trust=trust, judges=2)
    return {result["learner"]: result for result in results}


def test_each_learners_file_gets_a_line(judges, folder):
    (folder / "bob").mkdir()
    (folder / "bob/relu.py").write_text("also right")
    results = graded(folder)
    assert {name: result["kata"] for name, result in results.items()} == {"ada": "softmax", "bob": "relu"}
    assert all(judge.stopped for judge in judges)


def test_a_judge_stays_with_a_kata_and_takes_a_share_of_another_one_at_the_end():
    todo = [Entry(f"learner{n}", kata, Path()) for n in range(4) for kata in ("relu", "softmax")]
    waiting = batch._Waiting(todo)
    assert [waiting.take(judge).kata for judge in (0, 1, 0, 0, 1)] == ["relu", "softmax", "relu", "relu", "softmax"]
    assert [waiting.take(0).kata for _ in range(2)] == ["relu", "softmax"]
    assert waiting.take(1).kata == "softmax"
    assert waiting.take(0) is waiting.take(1) is None


def test_one_that_cannot_be_judged_does_not_stop_the_rest(judges, folder):
    (folder / "bob").mkdir()
    (folder / "bob/softmax.py").write_text("fail")
    results = graded(folder)
    assert results["ada"]["passed"]
    assert (results["bob"]["verdict"], results["bob"]["message"]) == ("not_judged", "the judge failed")


@pytest.mark.parametrize("fault", ["RuntimeError", "MemoryError", "RecursionError", "SystemExit", "KeyboardInterrupt"])
def test_every_entry_gets_its_line_whatever_is_met(judges, folder, fault):
    for name in ("bob", "cy"):  # one for each judge
        (folder / name).mkdir()
        (folder / name / "softmax.py").write_text(f"raise {fault}")
    results = graded(folder)
    assert results["bob"]["message"] == results["cy"]["message"] == f"{fault}: oops"
    assert results["ada"]["passed"]


def test_a_link_to_itself_gets_its_line(judges, folder):
    for name in ("bob", "eve"):
        (folder / name).mkdir()
        (folder / name / "softmax.py").symlink_to("softmax.py")
    (folder / "loop").symlink_to("loop")
    results = graded(folder)
    assert "link" in results["eve"]["message"]
    assert results["ada"]["passed"]


@pytest.mark.parametrize("target", ["solutions/04_softmax/softmax.py", "/etc/passwd", "/dev/zero", "missing"])
def test_a_link_to_somewhere_else_is_not_followed(judges, folder, target):
    (folder / "eve").mkdir()
    (folder / "eve/softmax.py").symlink_to(bundled_course() / target)
    results = graded(folder)
    assert results["eve"]["verdict"] == "not_judged"
    assert results["ada"]["passed"]


def test_another_learners_file_is_not_handed_in_by_a_link(judges, folder):
    (folder / "eve").mkdir()
    (folder / "eve/softmax.py").symlink_to(folder / "ada/softmax.py")
    (folder / "mallory").symlink_to(folder / "ada")
    results = graded(folder)
    assert "link" in results["eve"]["message"]
    assert "link" in results["mallory"]["message"]


def test_a_pipe_does_not_make_the_batch_wait(judges, folder):
    (folder / "eve").mkdir()
    os.mkfifo(folder / "eve/softmax.py")
    assert graded(folder)["eve"]["message"] == "this is not a file"


def test_a_giant_is_not_read(judges, folder):
    (folder / "eve").mkdir()
    with (folder / "eve/softmax.py").open("wb") as file:
        file.truncate(MAX_SOURCE + 1)
    assert graded(folder)["eve"]["message"] == "the file is larger than one megabyte"


def test_folders_whose_names_are_no_text_are_told_apart_and_can_be_written_down(judges, folder):
    for name in (b"bad\xff", b"bad\xfe", rb"bad\xff", b"\x1b[2J", "\u202e\u2028".encode()):
        place = os.fsencode(folder) + b"/" + name
        os.mkdir(place)
        Path(os.fsdecode(place), "softmax.py").write_text("right")
    results = graded(folder)
    assert set(results) == {"ada", r"bad\xff", r"bad\xfe", r"bad\\xff", "\x1b[2J", "\u202e\u2028"}
    for result in results.values():
        assert line(result).isascii()
        assert line(result).isprintable()


def test_the_link_of_the_whole_class_may_lie_anywhere(judges, folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert graded(tmp_path / "link")["ada"]["passed"]


def test_strangers_code_is_not_run_without_the_protections_it_needs(judges, folder, monkeypatch):
    monkeypatch.setattr(batch, "judge_of", lambda *_, slot: FakeJudge(set(NEEDED) - {FILES}))
    with pytest.raises(JudgeError, match="files out of reach") as error:
        graded(folder)
    assert "--trust" in error.value.hint
    assert graded(folder, trust=True)["ada"]["passed"]


def test_bubblewrap_is_welcome_but_not_needed():
    assert BOX not in NEEDED


def test_nothing_to_grade_says_what_the_folder_should_hold(tmp_path):
    with pytest.raises(QuizError, match="nothing to grade") as error:
        entries(tmp_path, {"softmax"})
    assert "<learner>/softmax.py" in error.value.hint


def test_what_is_in_the_file_of_results_is_not_done_again(tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text('{"learner": "ada", "kata": "softmax"}\nnonsense\n[]\n{"learner": "bob", "kata": "so')
    assert done_in(out) == {("ada", "softmax")}
    with reopened(out) as stream:
        stream.write("{}\n")
    assert out.read_text().splitlines()[-2:] == ['{"learner": "bob", "kata": "so', "{}"]


def test_a_file_of_results_may_be_cut_off_anywhere_and_hold_any_character(tmp_path):
    out = tmp_path / "out.jsonl"
    whole = json.dumps({"learner": "a\u2028b\u0085", "kata": "softmax"}, ensure_ascii=False).encode()
    for end in range(len(whole)):
        out.write_bytes(whole + b"\n" + whole[:end])
        assert done_in(out) == {("a\u2028b\u0085", "softmax")}
    out.write_bytes(b"[" * 100_000 + b"\n" + whole + b"\n")
    assert len(done_in(out)) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
def test_a_device_is_no_file_of_results():
    with pytest.raises(QuizError, match="is no file"):
        done_in(Path("/dev/full"))


def test_a_folder_that_cannot_be_listed_gets_its_line(judges, folder, monkeypatch):
    (folder / "eve").mkdir(mode=0)
    listed = os.listdir

    def refused(path):
        if Path(path).name == "eve":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "listdir", refused)  # root may list everything
    results = graded(folder)
    assert (results["eve"]["kata"], results["eve"]["verdict"]) == ("*", "not_judged")
    assert results["ada"]["passed"]


def test_a_fault_of_the_judge_is_not_done_and_one_of_the_file_is(judges, folder, tmp_path):
    for name, source in (("bob", "fail"), ("cy", "raise RuntimeError")):
        (folder / name).mkdir()
        (folder / name / "softmax.py").write_text(source)
    (folder / "eve").mkdir()
    (folder / "eve/softmax.py").symlink_to("/etc/passwd")
    results = graded(folder)
    assert {name for name in results if results[name].get(AGAIN)} == {"bob", "cy"}
    out = tmp_path / "out.jsonl"
    out.write_text("".join(f"{line(result)}\n" for result in results.values()))
    assert done_in(out) == {("ada", "softmax"), ("eve", "softmax")}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
def test_a_full_disk_is_told_with_the_name_of_the_file():
    def fill():
        with reopened(Path("/dev/full")) as stream:
            stream.write("{}\n")

    with pytest.raises(QuizError, match="No space left") as error:
        fill()
    assert error.value.file == Path("/dev/full")


def test_whoever_has_had_enough_ends_the_judges_and_starts_none(judges, folder):
    for n in range(20):
        (folder / f"learner{n}").mkdir()
        (folder / f"learner{n}/softmax.py").write_text("right")
    results = grade_all(entries(folder, {"softmax"}), bundled_course(), paths.find(os.environ), trust=False, judges=2)
    next(results)
    results.close()
    assert [judge.stopped for judge in judges] == [True, True]


def test_the_summary_counts_verdicts_and_misconceptions():
    verdicts = [
        {"kata": "relu", "verdict": "passed"},
        {"kata": "relu", "verdict": "wrong_answer", "misconception": {"id": "leaks"}},
        {"kata": "relu", "verdict": "wrong_answer", "misconception": None},
    ]
    assert summary(verdicts) == ["relu: 2 wrong_answer, 1 passed", "  1 × leaks"]


def test_a_file_named_by_the_user_may_be_a_link_but_neither_a_pipe_nor_a_device(tmp_path):
    (tmp_path / "mine.py").write_text("right")
    (tmp_path / "link.py").symlink_to("mine.py")
    assert read(tmp_path / "link.py") == b"right"
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(QuizError, match="this is not a file") as error:
            read(odd)
        assert error.value.file == odd
    with pytest.raises(QuizError, match="cannot be read: No such file"):
        read(tmp_path / "missing.py")
