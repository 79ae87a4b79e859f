"""Where a kata stands: due again as a blank page, past attempts side by side, the answer before a pass, the map."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Static

from quiz.progress import attempts
from quiz.study import acts
from quiz.ui.screens.kata import KataScreen
from quiz.ui.screens.kata_facts import KataFacts
from quiz.ui.screens.kata_history import KataHistory
from quiz.ui.screens.kata_list import KataListScreen
from quiz.ui.widgets.attempt_list import duration, summary
from quiz.ui.widgets.kata_map import KataMap
from quiz.ui.widgets.question import Question

README = """---
title: {title}
difficulty: 2
cards: [convex]
---

Write it.

## Hint

Think.

## Afterwards

Say so.
"""
STUB = "def relu(x):\n    raise NotImplementedError\n"
WRONG, RIGHT = "def relu(x):\n    return abs(x)\n", "def relu(x):\n    return max(x, 0)\n"
ITEM = "demo:kata/relu"


class Judge:
    """Passes what holds `max`."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def prepare(self, kata):
        pass

    def status(self):
        return {"devices": ["cpu"]}

    def facts(self):
        held = ["time, memory and output are limited", "a wall around everything"]
        return {"reference": "torch 2", "devices": ["cpu"], "protections": held}

    def grade(self, kata, source, *, file):
        return verdict(b"max" in source) | {"kata": kata}


def verdict(passed):
    return {
        "verdict": "passed" if passed else "wrong_answer",
        "passed": passed,
        "message": "Right." if passed else "Not yet.",
        "checks": [{"name": "a vector", "passed": passed, "message": ""}],
        "misconception": None if passed else {"id": "size_only", "title": "", "explanation": "", "card": "convex"},
        "counterexample": None,
        "traceback": None,
        "output": "",
        "seconds": 0.01,
        "seed": 7,
        "device": "cpu",
        "reference": "torch",
    }


@pytest.fixture
def course_folder(course_folder):
    for name in ("relu", "tanh"):
        for path, text in {
            f"exercises/01_unit/{name}/README.md": README.format(title=name.title()),
            f"exercises/01_unit/{name}/{name}.py": STUB.replace("relu", name),
            f"exercises/01_unit/{name}/test_{name}.py": "",
            f"solutions/01_unit/{name}.py": f"def {name}(x):\n    return (x > 0) * x\n",
        }.items():
            (course_folder / path).parent.mkdir(parents=True, exist_ok=True)
            (course_folder / path).write_text(text)
    return course_folder


@pytest.fixture
def services(services):
    services.judge = Judge
    return services


@pytest.fixture
def page(services):
    return services.course.kata("relu")


@pytest.fixture
def tried(services, clock, page):
    """A failure and, five minutes later, a pass, which is in the file; both are some weeks ago."""

    def attempt(source, hints=0):
        acts.attempt(
            services.log, ITEM, verdict("max" in source), clock(), source=source.encode(), hints=hints, seconds=300
        )

    attempt(WRONG)
    clock.move(minutes=5)
    attempt(RIGHT, hints=2)
    services.workspace.save(page, RIGHT.encode(), services.workspace.open(page))
    clock.move(days=60)


async def until(pilot, condition):
    for _ in range(500):
        if condition():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never happened")


async def opened(app, pilot, page):
    await app.push_screen(KataScreen(page))
    await pilot.pause()


async def kept(app, pilot, page):
    """Open a kata that is due again and keep its file."""
    await opened(app, pilot, page)
    await until(pilot, lambda: isinstance(app.screen, Question))
    await pilot.press("n")


def test_a_kata_that_is_due_again_begins_with_a_blank_page_and_nothing_is_lost(services, page, tried, drive, seen):
    file = services.workspace.file(page)

    async def steps(app, pilot):
        await opened(app, pilot, page)
        await until(pilot, lambda: "relu is due again" in seen(app))
        assert file.read_text() == RIGHT
        await pilot.press("enter")
        await until(pilot, lambda: file.read_text() == STUB)
        assert app.screen.query_one("#code").text == STUB
        assert "Say so." not in seen(app)  # the notes wait for the pass
        app.screen.query_one("#code").text = WRONG
        await pilot.press("f5")
        await until(pilot, lambda: "Not yet." in seen(app))
        await pilot.press("escape")
        await opened(app, pilot, page)  # once is enough: this is the text of the new round
        await pilot.pause(0.05)
        assert "is due again" not in seen(app)
        assert app.screen.query_one("#code").text == WRONG

    drive(steps, size=(120, 40))
    assert file.with_name("relu.py.1").read_text() == RIGHT
    assert [each.source for each in attempts.history(services.log, ITEM)] == [WRONG, RIGHT, WRONG]


def test_the_learner_may_keep_the_file_of_a_kata_that_is_due_again(services, page, tried, drive, seen, clock):
    file = services.workspace.file(page)

    async def steps(app, pilot):
        await kept(app, pilot, page)
        assert app.screen.query_one("#code").text == RIGHT
        await pilot.press("escape")
        await opened(app, pilot, page)
        await pilot.pause(0.05)
        assert "is due again" not in seen(app)
        await pilot.press("f5")
        await until(pilot, lambda: "comes back on" in seen(app))
        await pilot.press("escape")
        clock.move(days=400)
        await opened(app, pilot, page)
        await until(pilot, lambda: "is due again" in seen(app))  # a new round, a new question

    drive(steps, size=(120, 40))
    assert file.read_text() == RIGHT


def test_a_kata_that_is_not_due_or_has_no_text_of_before_asks_nothing(services, page, drive, seen, clock):
    acts.attempt(services.log, ITEM, verdict(True), clock(), source=RIGHT.encode())

    async def steps(app, pilot):
        await opened(app, pilot, page)
        await pilot.pause(0.05)
        assert "is due again" not in seen(app)
        await pilot.press("escape")
        clock.move(days=90)
        await opened(app, pilot, page)
        await pilot.pause(0.05)
        assert "is due again" not in seen(app)

    drive(steps, size=(120, 40))


def test_the_answer_before_a_pass_is_shown_after_asking_and_the_look_is_logged(services, page, drive, seen, clock):
    async def steps(app, pilot):
        await opened(app, pilot, page)
        await pilot.press("f7")
        assert "counts as given up" in seen(app)
        await pilot.press("enter")
        assert "(x > 0) * x" not in seen(app)
        assert services.log.state(ITEM) is None
        await pilot.press("f7", "s")
        await until(pilot, lambda: "(x > 0) * x" in seen(app))
        await pilot.press("escape")
        await opened(app, pilot, page)
        await pilot.press("f7")  # it was seen: no second question, no second entry
        await until(pilot, lambda: "(x > 0) * x" in seen(app))
        clock.move(days=1)
        await pilot.press("escape")
        await opened(app, pilot, page)
        assert "Model answer" not in seen(app).splitlines()[1]

    drive(steps, size=(120, 40))
    assert [event.kind for event in services.log.events_of(ITEM)] == ["reveal"]


def test_the_misconception_of_an_attempt_is_told_by_what_it_believes(services, tried):
    first = attempts.history(services.log, ITEM)[0]
    assert summary(first, {"size_only": "the sign does not matter"}).endswith(": the sign does not matter")


def test_past_attempts_are_compared_with_the_one_before_the_file_and_the_answer(services, page, tried, drive, seen):
    async def steps(app, pilot):
        await kept(app, pilot, page)
        await pilot.press("f9")
        await until(pilot, lambda: isinstance(app.screen, KataHistory))
        text = seen(app)
        assert "▸ ✓ 20 Nov 2026 10:05   passed, 5 min, 2 hints" in text
        assert "  ✗ 20 Nov 2026 10:00   wrong answer, 5 min: size only" in text
        assert "−     return abs(x)" in text
        assert "+     return max(x, 0)" in text
        assert "Model answer" not in text  # it is due again: first a pass
        await pilot.press("j")
        assert "− the stub" in seen(app)
        assert "−     raise NotImplementedError" in seen(app)
        await pilot.press("tab")
        assert "+ your file" in seen(app)
        assert "+     return max(x, 0)" in seen(app)
        await pilot.press("c")
        assert app.clipboard == WRONG
        await pilot.press("escape", "f5")
        await until(pilot, lambda: "Right." in seen(app))
        await pilot.press("f9", "h")
        assert "+ model answer" in seen(app)
        assert "+     return (x > 0) * x" in seen(app)

    drive(steps, size=(120, 40))


@pytest.mark.parametrize("size", [(60, 24), (40, 10)])
def test_past_attempts_can_be_read_on_a_small_screen(page, tried, drive, seen, size):
    async def steps(app, pilot):
        await kept(app, pilot, page)
        await pilot.press("f9")
        await pilot.pause()
        await pilot.press("pagedown")
        assert "✓ 20 Nov 2026 10:05" in seen(app)
        assert "+     return max(x, 0)" in seen(app)

    drive(steps, size=size)


def test_a_kata_without_attempts_says_so(page, drive, seen):
    async def steps(app, pilot):
        await opened(app, pilot, page)
        await pilot.press("f9", "j", "tab", "c")
        assert "No attempt yet." in seen(app)

    drive(steps)


@pytest.mark.parametrize(
    ("seconds", "said"), [(3, "1 min"), (300, "5 min"), (3600, "1 h"), (5400, "1 h 30 min"), (3599, "60 min")]
)
def test_a_time_is_told_in_minutes_and_hours(seconds, said):
    assert duration(seconds) == said


def test_a_reset_is_not_judged(services, page, tried, drive, seen):
    async def steps(app, pilot):
        await kept(app, pilot, page)
        await pilot.press("f4", "enter")
        await until(pilot, lambda: app.screen.query_one("#code").text == STUB)
        await pilot.pause(0.3)
        assert "Not yet." not in seen(app)

    drive(steps, size=(120, 40))


def test_a_key_tells_which_protections_hold_here(page, drive, seen):
    async def steps(app, pilot):
        await opened(app, pilot, page)
        await pilot.press("i")
        await until(pilot, lambda: "The reference is torch 2, on cpu." in seen(app))
        assert isinstance(app.screen, KataFacts)
        for line in (
            "✓ time, memory and output are limited",
            "✓ a wall around everything",
            "✗ missing: no special rights, and none can be gained",
            "It needs no other kata first.",
        ):
            assert line in seen(app)
        await pilot.press("escape")
        assert isinstance(app.screen, KataScreen)

    drive(steps, size=(120, 40))


def test_the_map_has_signs_for_what_is_due_again_and_seen_and_says_why(services, page, tried, drive, seen, clock):
    acts.reveal(services.log, "demo:kata/tanh", clock())

    async def steps(app, pilot):
        await app.push_screen(KataListScreen())
        await pilot.pause()
        text = seen(app)
        for sign in ("↻ relu", "◌ tanh", "↻ 1 due again   ◌ 1 answer seen", "1 of 2 solved"):
            assert sign in text
        assert "Next. Due again since" in text
        assert "Forgotten" not in text

    drive(steps, size=(120, 40))


def test_a_forgotten_card_offers_its_katas_on_the_map(services, drive, seen, clock):
    acts.rate(services.log, "demo:convex", 3, clock(), seconds=4)
    clock.move(days=9)
    acts.rate(services.log, "demo:convex", 1, clock(), seconds=4)

    async def steps(app, pilot):
        await app.push_screen(KataListScreen())
        await pilot.pause()
        assert "f Forgotten" in seen(app)
        await pilot.press("f")
        assert app.screen.query_one(KataMap).marked == "tanh"
        assert "Because you forgot “convex”. It needs no other kata first." in str(
            app.screen.query_one("#about", Static).render()
        )
        await pilot.press("f")
        assert app.screen.query_one(KataMap).marked == "relu"

    drive(steps, size=(120, 40))


def test_home_names_the_katas_that_are_due_again(services, tried, drive, seen, clock):
    for item in services.items:
        acts.rate(services.log, item, 3, clock(), seconds=4)

    async def steps(app, pilot):
        assert re.search("1 kata again +relu", seen(app))
        assert "All done" not in seen(app)
        assert "▸ Enter  practise katas" in seen(app)

    drive(steps)
