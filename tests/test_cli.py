"""Every verb: what it prints, its JSON, its exit status, and what bad input says."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from watchfiles import Change

from quiz.cli import command as quiz_command
from quiz.grading.client import missing_packages
from quiz.grading.solution import Solution
from quiz.paths import bundled_course

COURSE = bundled_course()
RIGHT = Solution(COURSE / "solutions/04_softmax/softmax.py").model_answer(("softmax",))
WRONG = RIGHT.replace("x.max(axis=axis, keepdims=True)", "x.max()")


@pytest.fixture
def quiz(tmp_path):
    """Run the command in a folder of its own and return the finished process."""

    def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quiz", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **env}, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def workspace(home):
    return home / "rectified-katas"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_every_verb_has_help(quiz):
    listed = quiz("--help").stdout
    for verb in (
        "grade",
        "watch",
        "batch",
        "judge",
        "due",
        "stats",
        "streak",
        "check",
        "trust",
        "doctor",
        "maths",
        "answers",
    ):
        assert verb in listed
        assert quiz(verb, "--help").returncode == 0


def test_the_version_is_told(quiz):
    assert quiz("--version").stdout.startswith("quiz, version ")


@pytest.mark.parametrize(
    ("verb", "key"), [("due", "due"), ("streak", "length"), ("stats", "counts"), ("judge status", "running")]
)
def test_figures_come_as_text_and_as_json(quiz, verb, key):
    assert quiz(*verb.split()).stdout.strip()
    assert key in json.loads(quiz(*verb.split(), "--json").stdout)


def test_without_a_terminal_the_app_says_what_to_use_instead(quiz):
    result = quiz()
    assert result.returncode == 2
    assert "needs a terminal" in result.stderr


@pytest.mark.katas
def test_a_right_file_passes_and_is_not_logged(quiz, tmp_path):
    write(tmp_path / "mine.py", RIGHT)
    result = quiz("grade", "softmax", "--file", "mine.py", "--json", "--seed", "4")
    verdict = json.loads(result.stdout)
    assert result.returncode == 0
    assert (verdict["verdict"], verdict["passed"], verdict["seed"]) == ("passed", True, 4)
    assert json.loads(quiz("stats", "--json").stdout)["katas"] == {}
    assert json.loads(quiz("stats", "--json").stdout)["units"]["04_softmax"]["known"] == 0


@pytest.mark.katas
def test_a_wrong_file_of_the_workspace_says_why_and_is_logged(quiz, workspace):
    write(workspace / "softmax/softmax.py", WRONG)
    result = quiz("grade", "04_softmax/softmax")
    assert result.returncode == 1
    assert "one maximum is enough for the whole array" in result.stdout
    assert "expected = [" in result.stdout
    figures = json.loads(quiz("stats", "--json").stdout)
    assert figures["katas"]["rectified:kata/softmax"]["attempts"] == 1
    assert figures["misconceptions"][0]["id"] == "global_max"
    assert json.loads(quiz("streak", "--json").stdout)["length"] == 1


@pytest.mark.katas
def test_a_failed_kata_makes_the_card_of_its_misconception_due(quiz, workspace):
    write(workspace / "softmax/softmax.py", WRONG)
    quiz("grade", "softmax")
    assert json.loads(quiz("due", "--json").stdout)["due"] == 1


@pytest.mark.katas
def test_grading_makes_the_learners_file_where_there_is_none(quiz, workspace):
    result = quiz("grade", "softmax")
    assert result.returncode == 1
    assert "not written yet" in result.stdout
    assert (workspace / "softmax/softmax.py").read_bytes() == (
        COURSE / "exercises/04_softmax/softmax/softmax.py"
    ).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["grade", "softmx"], "Did you mean `softmax`?"),
        (["grade", "softmax", "--file", "nowhere.py"], "nowhere.py"),
        (["grade", "softmax", "--device", "tpu"], "tpu"),
        (["grade"], "Missing argument"),
        (["--course", "nowhere", "due"], "nowhere"),
        (["frobnicate"], "No such command"),
        (["answers", "nowhere"], "nowhere"),
    ],
)
def test_bad_usage_ends_with_status_2_and_a_sentence(quiz, arguments, said):
    result = quiz(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_setting_names_file_line_and_the_right_key(quiz, home):
    write(home / "config/config.toml", "theme = 'rectified-light'\nnew_per_dya = 5\n")
    result = quiz("due")
    assert result.returncode == 2
    assert "config.toml:2" in result.stderr
    assert "Did you mean `new_per_day`?" in result.stderr


def test_a_setting_counts(quiz, home):
    write(home / "config/config.toml", "new_per_day = 3\n")
    assert json.loads(quiz("due", "--json").stdout)["new"] == 3


def test_a_log_that_is_no_database_is_left_alone_and_said(quiz, home):
    log = write(home / "data/log.sqlite3", "not a database, but somebody's text\n" * 50)
    before = log.read_bytes()
    result = quiz("due")
    assert result.returncode == 2
    assert "log.sqlite3" in result.stderr
    assert "Traceback" not in result.stderr
    assert log.read_bytes() == before


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may write everywhere")
def test_a_workspace_that_cannot_be_written_is_said(quiz, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    result = quiz("--workspace", str(folder / "katas"), "grade", "softmax")
    assert result.returncode == 2
    assert "--workspace" in result.stderr


def test_a_workspace_path_that_is_a_file_is_said(quiz, tmp_path):
    write(tmp_path / "file", "")
    result = quiz("grade", "softmax", QUIZ_WORKSPACE=str(tmp_path / "file" / "katas"))
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "QUIZ_WORKSPACE" in result.stderr


def test_a_course_without_problems_checks_clean_and_its_table_is_fresh(quiz, tmp_path):
    result = quiz("check", "--json", "--table", "katas.md")
    report = json.loads(result.stdout)
    assert result.returncode == 0, report["problems"]
    assert report["units"] == 16
    assert sum(report["cards"].values()) >= 50
    assert report["katas"] >= 5
    assert report["wrong_answers"] >= 15 or missing_packages()
    if not missing_packages():
        fresh = (tmp_path / "katas.md").read_text()
        assert (COURSE / "docs/katas.md").read_text() == fresh, "run: quiz check --table docs/katas.md"


def test_a_faulty_course_is_listed_with_file_and_line(quiz, tmp_path):
    write(
        tmp_path / "course/content/course.toml", 'title = "T"\nname = "t"\nunits = [{ folder = "01_a", title = "A" }]\n'
    )
    deck = "# A\n\n## Good?\n<!-- id: good -->\n\nYes.\n\n### Key points\n- It is good.\n  - ~ good\n  - = quite good\n"
    write(
        tmp_path / "course/content/01_a/a.md",
        f"{deck}- And short.\n  - ~ short\n  - = it is short\n\n## Bad?\n\n### Optons\n",
    )
    assert "quiz trust" in quiz("check", "course").stderr
    result = quiz("check", "course", "--no-katas", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert report["cards"] == {"concept": 1}
    assert any(p["line"] == 18 and "### Options" in p["message"] for p in report["problems"]), report["problems"]


def test_a_formula_is_laid_out(quiz):
    assert (
        quiz("maths", r"\frac{a}{b}").stdout.splitlines() == [" a ", "───", " b "]
        or "───" in quiz("maths", r"\frac{a}{b}").stdout
    )
    assert json.loads(quiz("maths", r"\frac{a}{b}", "--json").stdout)["line"] == "a/b"
    wrong = quiz("maths", r"\frac{a")
    assert wrong.returncode == 2
    assert "{ without its }" in wrong.stderr


def test_typed_answers_are_assessed_line_by_line(quiz, tmp_path):
    point = {"text": "One polarity passes.", "keywords": ["polarity|half-wave"]}
    line = {"key_points": [point], "slip": None, "sides": [], "answer": "it passes just one polarity of the signal"}
    write(tmp_path / "answers.jsonl", json.dumps(line) + "\n")
    assert json.loads(quiz("answers", "answers.jsonl").stdout)["ticks"] == ["found"]


@pytest.mark.parametrize(
    ("line", "said"),
    [(b"not json", "Expecting value"), (b'"\xff"', "not UTF-8"), (b"[" * 100_000, "nested too deeply")],
    ids=["no JSON", "no UTF-8", "deep"],
)
def test_a_malformed_answer_names_its_line(quiz, tmp_path, line, said):
    (tmp_path / "answers.jsonl").write_bytes(b"\n" + line + b"\n")
    result = quiz("answers", "answers.jsonl")
    assert result.returncode == 2
    assert "answers.jsonl:2: " in result.stderr
    assert said in result.stderr


def test_a_table_that_cannot_be_written_is_said(quiz, tmp_path):
    write(tmp_path / "content/course.toml", 'title = "T"\nname = "t"\nunits = [{ folder = "01_a", title = "A" }]\n')
    result = quiz("check", ".", "--no-katas", "--table", "nowhere/katas.md")
    assert result.returncode == 2
    assert "nowhere/katas.md: the table cannot be written" in result.stderr


def test_the_doctor_finds_cache_and_log_in_agreement(quiz):
    result = quiz("doctor", "--json")
    facts = json.loads(result.stdout)
    assert result.returncode == 0
    assert facts["differences"] == []
    assert facts["packages"]["textual"]


def test_a_rebuilt_cache_agrees_too(quiz):
    assert quiz("doctor", "--rebuild").returncode == 0


@pytest.mark.katas
def test_the_judge_is_started_once_told_and_stopped(quiz, tmp_path):
    write(tmp_path / "mine.py", RIGHT)
    pids = []
    for _ in range(2):
        quiz("grade", "softmax", "--file", "mine.py")
        pids.append(json.loads(quiz("judge", "status", "--json").stdout)["pid"])
    assert pids[0] == pids[1]
    assert "judge is process" in quiz("judge", "status").stdout
    assert json.loads(quiz("judge", "stop", "--json").stdout) == {"stopped": True}


@pytest.mark.katas
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has it")
def test_an_output_that_is_full_is_told_in_one_line(tmp_path):
    with open("/dev/full", "w") as full:
        result = subprocess.run([sys.executable, "-m", "quiz", "due"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 2
    assert result.stderr == "quiz: the output cannot be written: No space left on device\n"


def test_a_batch_is_graded_line_by_line_and_resumed(quiz, tmp_path):
    for learner, source in (("ann", RIGHT), ("bob", WRONG), ("eve", "import os\nos._exit(0)"), ("kim", "\0")):
        write(tmp_path / "all" / learner / "softmax.py", source)
    write(tmp_path / "all/ann/notes.py", "not a kata")
    result = quiz("batch", "all", "--out", "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    verdicts = {verdict["learner"]: verdict["verdict"] for verdict in map(json.loads, lines)}
    assert result.returncode == 1
    assert verdicts == {"ann": "passed", "bob": "wrong_answer", "eve": "left_early", "kim": "raised"}
    assert "1 × global_max" in result.stderr
    (tmp_path / "out.jsonl").write_text("\n".join(lines[:3]) + "\n" + lines[3][:20])
    assert "1 graded, 3 done before" in quiz("batch", "all", "--out", "out.jsonl").stderr
    assert "0 graded, 4 done before" in quiz("batch", "all", "--out", "out.jsonl").stderr


@pytest.mark.katas
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_batch_that_is_ended_leaves_no_judge_behind(tmp_path, runtime, number):
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip("whoever began the tests has this signal ignored")
    for learner in range(6):
        write(tmp_path / f"all/{learner}/softmax.py", RIGHT + "\nimport time\ntime.sleep(0.5)\n")
    command = [sys.executable, "-u", "-m", "quiz", "batch", "all"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline()
        process.send_signal(number)
        process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert not list((runtime / "rectified").glob("*batch*.sock"))


def test_a_batch_without_submissions_is_said(quiz, tmp_path):
    (tmp_path / "empty").mkdir()
    result = quiz("batch", "empty")
    assert result.returncode == 2
    assert "<learner>/softmax.py" in result.stderr


@pytest.mark.katas
@pytest.mark.parametrize("through_a_link", [False, True])
def test_watching_grades_at_every_save(tmp_path, workspace, through_a_link):
    file = write(workspace / "softmax/softmax.py", "")
    if through_a_link:
        workspace = tmp_path / "link"
        workspace.symlink_to(file.parents[1])
    command = [sys.executable, "-u", "-m", "quiz", "--workspace", workspace, "watch", "softmax", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        try:
            assert "Watching" in process.stderr.readline()
            for source, passed in ((WRONG, False), (RIGHT, True)):
                verdict = save_until_answered(process, file, source)
                assert verdict["passed"] is passed
        finally:
            process.terminate()


@pytest.mark.katas
def test_watching_says_nothing_about_a_file_that_is_deleted(workspace, monkeypatch):
    file = write(workspace / "softmax/softmax.py", RIGHT)

    def changes(root, **options):
        yield {(Change.added, str(file))}
        file.unlink()
        yield {(Change.deleted, str(file))}

    monkeypatch.setattr("watchfiles.watch", changes)
    told = CliRunner().invoke(quiz_command, ["watch", "softmax", "--json"]).stdout
    assert [json.loads(line)["passed"] for line in told.splitlines()] == [True]


def save_until_answered(process, file, source):
    """The watcher needs a moment before it sees changes: save again until it answers."""
    import select

    for attempt in range(50):
        file.write_text(f"{source}\n# save {attempt}\n")
        if select.select([process.stdout], [], [], 2)[0]:
            return json.loads(process.stdout.readline())
    raise AssertionError("no verdict")


def test_a_plan_is_set_shown_and_cleared(quiz):
    assert json.loads(quiz("plan", "--json").stdout) == {"interview": None}
    day = (date.today() + timedelta(days=20)).isoformat()
    assert "cards not yet seen" in quiz("plan", day).stdout
    facts = json.loads(quiz("plan", "--json").stdout)
    assert facts["interview"] == day
    assert facts["deck"]["stopped"]["mean"] == 0
    assert facts["deck"]["followed"]["low"] <= facts["deck"]["followed"]["mean"] <= facts["deck"]["followed"]["high"]
    assert facts["new"] > 0
    assert "No interview ahead" in quiz("plan", "--clear").stdout
    assert "No interview ahead" in quiz("plan").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan", "soon"], "`soon` is not a date"),
        (["plan", "2020-02-02"], "2020-02-02 is over"),
        (["plan", "9999-01-01"], "more than a year away"),
        (["plan", "2020-02-02", "--clear"], "not both"),
        (["plan", ""], "the DATE is empty"),
        (["plan", " ", "--clear"], "the DATE is empty"),
    ],
)
def test_a_plan_for_no_day_to_come_ends_with_status_2_and_a_sentence(quiz, arguments, said):
    result = quiz(*arguments)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
