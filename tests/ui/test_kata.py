"""The kata screen and the map before it, driven by keys, with a judge of our own."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from quiz.config import Config
from quiz.course.course import Course
from quiz.errors import JudgeError
from quiz.paths import Paths
from quiz.progress import attempts
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts
from quiz.study.workspace import Workspace
from quiz.ui.app import QuizApp
from quiz.ui.screens import kata_list
from quiz.ui.screens.kata import KataScreen
from quiz.ui.screens.kata_list import KataListScreen
from quiz.ui.services import Services
from quiz.ui.widgets.kata_map import KataMap
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.verdict import VerdictPanel

README = """---
title: {title}
difficulty: 2
prerequisites: {needs}
---

Write `{name}`.

## Hint

The first hint.

## Hint

The second hint.

## Afterwards

What to say about {name}.
"""
CARD = """# Deck

## What does the maximum do?
<!-- id: max-card -->

It shifts.

### Key points
- one
  - ~ one
- two
  - ~ two
"""
STUB = "def {name}(x):\n    raise NotImplementedError\n"
RIGHT = "def first(x):\n    return 'right'\n"
WRONG = "def first(x):\n    return 'wrong'\n"


class FakeJudge:
    """Passes what says `right`; `answer` may be replaced by a function of the source."""

    def __init__(self):
        self.graded = []
        self.prepared = []
        self.gate = threading.Event()
        self.gate.set()
        self.facts = {}
        self.error = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def prepare(self, kata):
        self.prepared.append(kata)
        if self.error:
            raise self.error

    def status(self):
        return {"devices": ["cpu"]}

    def grade(self, kata, source, *, file):
        assert self.gate.wait(5)
        if self.error:
            raise self.error
        self.graded.append(source)
        passed = b"right" in source
        wrong = {"id": "global", "title": "one is enough", "explanation": "It is not.", "card": "max-card"}
        return {
            "kata": kata,
            "verdict": "passed" if passed else "wrong_answer",
            "passed": passed,
            "message": f"Right: {len(source)}." if passed else "Not yet.",
            "checks": [{"name": "a vector", "passed": passed, "message": "" if passed else "no"}],
            "misconception": None if passed else wrong,
            "counterexample": None,
            "traceback": None,
            "output": "",
            "seconds": 0.01,
            "seed": 7,
            "device": "cpu",
            "reference": "torch",
        } | self.facts


@pytest.fixture
def judge():
    return FakeJudge()


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "course"
    files = {
        "content/course.toml": 'title = "T"\nname = "demo"\nunits = [{ folder = "01_a", title = "Unit A",'
        ' planned_katas = ["later"] }]\n',
        "content/01_a/deck.md": CARD,
    }
    for name, needs in (("first", "[]"), ("second", "[first]")):
        files[f"exercises/01_a/{name}/README.md"] = README.format(name=name, title=name.title(), needs=needs)
        files[f"exercises/01_a/{name}/{name}.py"] = STUB.format(name=name)
        files[f"exercises/01_a/{name}/test_{name}.py"] = ""
        files[f"solutions/01_a/{name}.py"] = f"def {name}(x):\n    return 'the model answer'\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return Course.load(folder)


@pytest.fixture
def services(tmp_path, course, judge):
    home = tmp_path / "home"
    paths = Paths(home / "data", home / "config", home / "cache", home / "state", home / "katas", home / "run")
    ticks = iter(range(10**6))
    with Log.open(paths.log, new_device=lambda: "laptop") as log:
        start = Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)
        services = Services(
            paths, Config(), course, log, lambda: start + timedelta(seconds=next(ticks)), Workspace(paths.workspace)
        )
        services.judge = lambda: judge
        yield services


@pytest.fixture
def first(services):
    return services.workspace.file(services.course.kata("first"))


def play(services, steps, *, kata="first", size=(120, 40)):
    """Open a kata, or the map for `None`, and run `steps(app, pilot)`."""

    async def run():
        app = QuizApp(services)
        async with app.run_test(size=size) as pilot:
            screen = KataScreen(services.course.kata(kata)) if kata else KataListScreen()
            await app.push_screen(screen)
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())


async def until(pilot, condition):
    for _ in range(500):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never happened")


async def write(app, pilot, text):
    """Replace the code as a learner would, from inside the editor."""
    if app.screen.focused is None:
        await pilot.press("enter")
    editor = app.screen.query_one("#code")
    editor.select_all()
    editor.replace(text, *editor.selection, maintain_selection_offset=False)
    await pilot.pause()


def seen(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def log_of(services):
    return [event for event in services.log.events() if event.kind == "attempt"]


def reports(app, text):
    return lambda: text in seen(app)


def toasts(app):
    return " ".join(f"{toast.title} {toast.message}" for toast in app._notifications)


def test_wrong_then_right_are_two_attempts_and_enter_opens_the_next_kata(services, judge):
    async def steps(app, pilot):
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, reports(app, "Not yet."))
        assert "card “What does the maximum do?” is due now" in seen(app)
        assert app.screen.focused is not None
        await write(app, pilot, RIGHT)
        await pilot.press("f2", "f5")
        await until(pilot, reports(app, "Right:"))
        assert "What to say about first." in seen(app)
        assert "Enter  next kata: Second" in seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Write second." in seen(app))

    play(services, steps)
    wrong, right = log_of(services)
    assert (wrong.payload["verdict"], right.payload["verdict"]) == ("wrong_answer", "passed")
    assert wrong.item == "demo:kata/first"
    assert wrong.payload["misconception"] == "global"
    assert wrong.payload["made_due"] == ["demo:max-card"]
    assert right.payload["source"] == RIGHT
    assert (wrong.payload["hints"], right.payload["hints"]) == (0, 1)
    assert right.payload["seconds"] > wrong.payload["seconds"] > 0
    assert [state.item for state in services.log.due(services.log.day(services.now()))] == ["demo:max-card"]


def test_the_judge_is_woken_when_a_kata_opens_and_the_first_frame_does_not_wait(services, judge):
    blocked = threading.Event()
    judge.prepare = lambda kata: blocked.wait(5)

    async def steps(app, pilot):
        assert "judge starting…" in seen(app)
        assert "Write first." in seen(app)
        blocked.set()
        await until(pilot, reports(app, "judge ready   cpu"))

    play(services, steps)


def test_a_save_from_outside_is_shown_and_graded_as_a_draft(services, judge, first):
    async def steps(app, pilot):
        first.write_text(WRONG)
        await until(pilot, lambda: judge.graded == [WRONG.encode()])
        await until(pilot, reports(app, "draft"))
        assert app.screen.query_one("#code").text == WRONG
        assert "is about this" in seen(app)

    play(services, steps)
    assert log_of(services) == []


def test_a_draft_that_passes_is_logged(services, judge, first):
    async def steps(app, pilot):
        first.write_text(RIGHT)
        await until(pilot, reports(app, "Right:"))
        assert "draft" not in seen(app)

    play(services, steps)
    assert [event.payload["passed"] for event in log_of(services)] == [True]


def test_without_watchfiles_a_save_from_outside_is_noticed_too(services, judge, first, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "watchfiles", None)
    test_a_save_from_outside_is_shown_and_graded_as_a_draft(services, judge, first)


@pytest.mark.parametrize(("key", "stays", "kept"), [("m", RIGHT, WRONG), ("t", WRONG, RIGHT)])
def test_a_change_on_disk_under_unsaved_text_keeps_both_and_asks(services, judge, first, key, stays, kept):
    async def steps(app, pilot):
        await write(app, pilot, RIGHT)
        first.write_text(WRONG)
        await until(pilot, reports(app, "Both are kept"))
        assert first.with_name("first.py.mine").read_text() == RIGHT
        assert first.read_text() == WRONG
        await pilot.press("escape")
        assert "Both are kept" in seen(app)
        await pilot.press(key)
        await until(pilot, lambda: judge.graded == [stays.encode()])
        assert app.screen.query_one("#code").text == stays

    play(services, steps)
    assert first.read_text() == stays
    assert first.with_name("first.py.1").read_text() == kept


def test_a_conflict_left_open_is_asked_about_again(services, first):
    page = services.course.kata("first")
    base = services.workspace.open(page)
    first.write_text(WRONG)
    services.workspace.save(page, RIGHT.encode(), base)

    async def steps(app, pilot):
        await until(pilot, reports(app, "Both are kept"))

    play(services, steps)


def test_what_is_typed_is_saved_within_a_second_and_when_leaving(services, judge, first):
    async def steps(app, pilot):
        await write(app, pilot, WRONG)
        await until(pilot, lambda: first.read_text() == WRONG)
        await until(pilot, reports(app, "saved 10:"))
        await write(app, pilot, RIGHT)

    play(services, steps)
    assert first.read_text() == RIGHT
    assert judge.graded == []


def test_reset_asks_and_keeps_the_old_file(services, judge, first):
    async def steps(app, pilot):
        await write(app, pilot, WRONG)
        first.with_name("first.py.4").write_text("an earlier one")
        await pilot.press("f4")
        await until(pilot, reports(app, "first.py.5"))
        await pilot.press("escape")
        assert app.screen.query_one("#code").text == WRONG
        await pilot.press("f4", "r")
        await until(pilot, lambda: app.screen.query_one("#code").text == STUB.format(name="first"))

    play(services, steps)
    assert first.with_name("first.py.5").read_text() == WRONG
    assert first.read_text() == STUB.format(name="first")
    assert log_of(services) == []


def test_after_a_pass_the_model_answer_stands_beside_the_code(services, judge):
    async def steps(app, pilot):
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))
        await pilot.press("f7")
        await until(pilot, reports(app, "the model answer"))
        assert "return 'right'" in seen(app)

    play(services, steps)


def test_hints_are_revealed_one_by_one(services):
    async def steps(app, pilot):
        await pilot.press("f2")
        assert "The first hint." in seen(app)
        assert "The second hint." not in seen(app)
        assert "Hints 1/2" in seen(app)
        await pilot.press("f2", "f2")
        assert "The second hint." in seen(app)
        assert "Hints 2/2" in seen(app)

    play(services, steps)


def test_hints_stay_open_until_a_pass_ends_the_round(services, judge):
    async def steps(app, pilot):
        await pilot.press("f2", "f2", "escape")
        await app.push_screen(KataScreen(services.course.kata("first")))
        await pilot.pause()
        assert "Hints 2/2" in seen(app)
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))
        assert ", 2 hints in this round" in seen(app)
        await pilot.press("escape")
        await app.push_screen(KataScreen(services.course.kata("first")))
        await pilot.pause()
        assert "Hints 0/2" in seen(app)

    play(services, steps)


def test_hints_of_an_attempt_are_open_when_the_app_begins_anew(services):
    failed = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}
    acts.attempt(services.log, "demo:kata/first", failed, services.now(), source=b"", hints=1)

    async def steps(app, pilot):
        assert "Hints 1/2" in seen(app)

    play(services, steps)


@pytest.mark.parametrize(("text", "title"), [(RIGHT, "First: passed"), (WRONG, "First: not passed")])
def test_an_attempt_counts_although_its_screen_was_left(services, judge, text, title):
    async def steps(app, pilot):
        await until(pilot, lambda: judge.prepared)
        judge.gate.clear()
        await write(app, pilot, text)
        await pilot.press("f5", "escape", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, KataScreen)
        judge.gate.set()
        await until(pilot, lambda: app._notifications)
        assert [notice.title for notice in app._notifications] == [title]

    play(services, steps)
    assert [event.payload["source"] for event in log_of(services)] == [text]


def test_an_attempt_that_waits_for_the_judge_to_start_counts_too(services, judge, monkeypatch):
    starting = threading.Event()
    monkeypatch.setattr(judge, "prepare", lambda kata: starting.wait(5))

    async def steps(app, pilot):
        await write(app, pilot, RIGHT)
        await pilot.press("f5", "escape", "escape")
        await pilot.pause()
        starting.set()
        await until(pilot, lambda: log_of(services))

    play(services, steps)


def test_letters_act_outside_the_editor_and_are_text_inside(services):
    async def steps(app, pilot):
        await pilot.press("j", "l")
        assert app.screen.query_one("#code").text == STUB.format(name="first")
        await pilot.press("enter", "j", "l", "question_mark")
        assert app.screen.query_one("#code").text.startswith("jl?")
        await pilot.press("escape", "h")
        assert app.screen.query_one("#code").text.startswith("jl?def")
        assert isinstance(app.screen, KataScreen)

    play(services, steps)


def test_enter_keeps_the_indentation_and_goes_deeper_after_a_colon(services):
    async def steps(app, pilot):
        await write(app, pilot, "def first(x):")
        await pilot.press("enter", "a", "enter", "b", "shift+tab", "enter", "c")
        assert app.screen.query_one("#code").text == "def first(x):\n    a\nb\nc"

    play(services, steps)


def test_only_the_latest_of_several_saves_is_shown(services, judge, first):
    async def steps(app, pilot):
        await until(pilot, lambda: judge.prepared)
        judge.gate.clear()
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, reports(app, "grading…"))
        for number in range(3):
            await write(app, pilot, RIGHT + "#" * number)
            await pilot.press("f5")
        judge.gate.set()
        await until(pilot, reports(app, f"Right: {len(RIGHT) + 2}."))

    play(services, steps)
    assert judge.graded == [WRONG.encode(), RIGHT.encode() + b"##"]
    assert [event.payload["passed"] for event in log_of(services)] == [False, True]


def test_the_failing_case_is_copied_as_a_line_of_python(services, judge):
    array = {"dtype": "float64", "shape": [2], "values": [1.0, 2.0]}
    judge.facts = {"counterexample": {"inputs": {"x": array}, "expected": array, "got": array}}

    async def steps(app, pilot):
        await pilot.press("c")
        assert app.clipboard == ""
        await write(app, pilot, WRONG)
        await pilot.press("f5", "escape")
        await until(pilot, reports(app, "Not yet."))
        await pilot.press("c")
        assert app.clipboard == "first(x=np.array([1.0, 2.0]))"

    play(services, steps)


def test_lines_of_ones_own_are_tried_and_the_last_value_is_shown(services, judge):
    asked = []

    def answer(kata, source, lines, *, file):
        asked.append(lines)
        shown = {"type": "ndarray", "shape": "(2,)", "dtype": "float32", "text": f"[bold]{len(asked)}"}
        return {"value": shown, "output": "a print\n", "problem": None, "traceback": None}

    judge.try_lines = answer

    async def steps(app, pilot):
        await pilot.press("f8")
        app.screen.query_one("#lines").text = ""
        await pilot.press(*"1+1", "enter")
        await until(pilot, reports(app, "ndarray (2,) float32"))
        assert "a print" in seen(app)
        assert "[bold]1" in seen(app)
        app.screen.query_one("#lines").text = ""
        await pilot.press("x", "=", "3", "enter", "x", "enter")
        await until(pilot, reports(app, "[bold]2"))
        app.screen.query_one("#lines").text = ""
        await pilot.press(*"if", "space", "1", ":", "enter", "2", "enter", *(["backspace"] * 4), "enter")
        await until(pilot, reports(app, "[bold]3"))
        await pilot.press("(", "f5")
        await until(pilot, reports(app, "[bold]4"))
        await pilot.press("escape")
        assert isinstance(app.screen, KataScreen)

    play(services, steps)
    assert asked == ["1+1", "x=3\nx", "if 1:\n    2", "if 1:\n    2\n("]


def test_a_judge_that_does_not_start_is_one_line_with_what_to_do(services, judge):
    judge.error = JudgeError("grading needs torch", hint="Install it.")

    async def steps(app, pilot):
        await until(pilot, reports(app, "grading needs torch   Install it."))
        await pilot.press("f5")
        await pilot.pause(0.05)
        assert "no judge" in seen(app)

    play(services, steps)
    assert log_of(services) == []


def test_a_workspace_that_cannot_be_written_still_lets_one_read_and_try(services, judge, tmp_path):
    (tmp_path / "a_file").write_text("")
    services.workspace = Workspace(tmp_path / "a_file" / "katas")

    async def steps(app, pilot):
        await until(pilot, lambda: "QUIZ_WORKSPACE" in toasts(app))
        assert "not saved" in seen(app)
        assert "raise NotImplementedError" in seen(app)
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))

    play(services, steps)
    assert judge.graded == [RIGHT.encode()]
    assert len(log_of(services)) == 1


def test_an_attempt_that_cannot_be_logged_says_so_and_is_shown(services, judge, monkeypatch):
    from quiz.errors import LogError

    def full(*_, **__):
        raise LogError("the disk is full", hint="Make room.")

    monkeypatch.setattr("quiz.study.kata_attempt.acts.attempt", full)

    async def steps(app, pilot):
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, reports(app, "Not yet."))
        assert "the disk is full" in toasts(app)
        assert "is due now" not in seen(app)

    play(services, steps)


def test_escapes_and_markup_in_messages_are_shown_as_they_are(services, judge):
    evil = "\x1b[2J[bold red]gone[/]"
    judge.facts = {"message": evil, "traceback": evil, "output": evil}

    async def steps(app, pilot):
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, lambda: seen(app).count(r"\x1b[2J[bold red]gone[/]") == 3)
        assert "\x1b" not in seen(app)

    play(services, steps)


def test_a_file_that_is_not_text_is_graded_as_it_is_and_never_written(services, judge, first):
    services.workspace.open(services.course.kata("first"))
    first.write_bytes(b"\xff\xfe right")

    async def steps(app, pilot):
        await until(pilot, lambda: "not UTF-8" in toasts(app))
        await pilot.press("enter", "x", "f5")
        await until(pilot, reports(app, "Right:"))

    play(services, steps)
    assert judge.graded == [b"\xff\xfe right"]
    assert first.read_bytes() == b"\xff\xfe right"


def test_the_learners_own_editor_changes_the_file_and_it_is_graded_as_a_draft(services, judge, first, monkeypatch):
    monkeypatch.setattr("quiz.ui.screens.kata_desk.edit", lambda app, command, file: file.write_text(WRONG))

    async def steps(app, pilot):
        await pilot.press("f3")
        await until(pilot, lambda: judge.graded == [WRONG.encode()])
        assert app.screen.query_one("#code").text == WRONG

    play(services, steps)
    assert log_of(services) == []


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 10)])
def test_on_a_small_screen_code_and_verdict_come_into_sight_when_they_matter(services, judge, size):
    async def steps(app, pilot):
        assert "Write first." in seen(app)
        assert "NotImplementedError" not in seen(app)
        await pilot.press("enter")
        assert "NotImplementedError" in seen(app)
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, reports(app, "Not yet."))
        await pilot.press("enter")
        assert "return 'wrong'" in seen(app)
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))
        assert "Enter  next kata" in seen(app)

    play(services, steps, size=size)


def test_every_verdict_of_a_kata_already_solved_leaves_its_notes_open(services, judge):
    async def solve(app, pilot):
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))

    async def steps(app, pilot):
        assert "Model answer" in seen(app)
        assert app.screen.query_one("#afterwards", Prose).source == "What to say about first."
        assert app.screen.query_one(VerdictPanel).empty

    play(services, solve)
    play(services, steps)


def test_the_map_marks_the_next_kata_and_says_why(services):
    async def steps(app, pilot):
        assert app.screen.query_one(KataMap).marked == "first"
        for text in ("Unit A", "○ first", "○ second", "· later", "First   ★★", "Next. It needs no other kata first."):
            assert text in seen(app)
        await pilot.press("l")
        assert "Easier after first." in seen(app)
        await pilot.press("right", "enter")
        assert "planned" in toasts(app)
        await pilot.press("n", "enter")
        await until(pilot, lambda: "Write first." in seen(app))

    play(services, steps, kata=None)


def test_the_map_shows_what_was_tried_and_solved_since(services, judge):
    async def steps(app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KataScreen))
        await write(app, pilot, WRONG)
        await pilot.press("f5")
        await until(pilot, reports(app, "Not yet."))
        await pilot.press("escape", "escape")
        await until(pilot, reports(app, "◐ first"))
        await pilot.press("enter")
        await write(app, pilot, RIGHT)
        await pilot.press("f5")
        await until(pilot, reports(app, "Right:"))
        await pilot.press("escape")
        await until(pilot, reports(app, "● first"))

    play(services, steps, kata=None)
    assert attempts.katas(services.log)["demo:kata/first"].solved


def test_without_torch_the_map_says_what_to_install_and_katas_can_be_read(services, judge, monkeypatch):
    monkeypatch.setattr(kata_list, "missing_packages", lambda: ["torch"])

    async def steps(app, pilot):
        assert "Grading needs torch. Install them with: pip install 'rectified[katas]', or make run." in seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Write first." in seen(app))

    play(services, steps, kata=None)


def test_a_click_on_the_map_opens_a_kata(services):
    async def steps(app, pilot):
        row, column = next(
            (y, line.index("○ second")) for y, line in enumerate(seen(app).split("\n")) if "○ second" in line
        )
        await pilot.click(offset=(column, row))
        await until(pilot, lambda: "Write second." in seen(app))

    play(services, steps, kata=None)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24), (40, 10)])
def test_the_map_is_usable_at_any_size(services, size):
    async def steps(app, pilot):
        assert "○ first" in seen(app)
        await pilot.press("down", "up", "left", "right", "j", "k")
        assert app.screen.query_one(KataMap).marked == "second"

    play(services, steps, kata=None, size=size)
