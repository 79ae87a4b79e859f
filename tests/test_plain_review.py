"""Review without a screen: every kind through a pipe, commands, faults, and nothing loaded that draws."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.cli.plain.console import Console
from quiz.cli.plain.sitting import Sitting
from quiz.course.course import Course
from quiz.errors import LogError
from quiz.progress.event import Kind
from quiz.study.session import Session
from quiz.study.turn import Turn

DECK = r"""# Deck

## Why *rectified*, $\max(0, z)$?
<!-- id: why -->

Positive values pass, $\frac{z + |z|}{2}$.

### Key points
- Negative inputs give zero.
  - ~ negativ* zero|0
- On the rest it is the identity.
  - ~ identity|unchanged

### Slip
Rectified does not mean corrected.
- ~ correct*

### Curveball
And full-wave?

The absolute value.

## Which is convex?
<!-- id: convex -->

A kink is allowed.

### Options
- [x] ReLU

  Its slope never falls.
- [ ] tanh

  It bends both ways.

## A line
<!-- id: line -->

Its slope is $-\frac{w_1}{w_2}$.

### Gaps
- `-\frac{w_1}{w_2}` : mind the sign

## What is half of {whole}?
<!-- id: half -->

Divide by two.

### Answer
- number: {whole} / 2

### Draw
- whole: 12..98

## Derive it
<!-- id: derive -->

Together they give it.

### Steps
1. The first step.
2. The second step.

## In which order?
<!-- id: order -->

### Order
1. first
2. second
3. third
"""
ITEMS = tuple(f"demo:{name}" for name in ("why", "convex", "line#1", "half", "derive", "order"))
SAID = "negative values become zero and the rest is unchanged"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "content" / "01_unit").mkdir(parents=True)
    (folder / "content" / "course.toml").write_text(
        'name = "demo"\ntitle = "Demo"\n[[units]]\nfolder = "01_unit"\ntitle = "First unit"\n'
    )
    (folder / "content" / "01_unit" / "deck.md").write_text(DECK)
    return folder


@pytest.fixture
def course(folder):
    return Course.load(folder)


@pytest.fixture
def say(log, course, now):
    """Type these lines at a sitting over some cards, and return what it said."""

    def run(*lines: str, items: tuple[str, ...] = ITEMS, **options: bool) -> str:
        target = io.StringIO()
        console = Console(io.StringIO("".join(f"{line}\n" for line in lines)), target)
        Sitting(log, course, Session.over(log, items, now), lambda: now, console, **options).run()
        return target.getvalue()

    return run


@pytest.fixture
def turn(course):
    return lambda name: Turn.of(f"demo:{name}", course.card(name), 0)


def reviews(log):
    return [event for event in log.events() if event.kind == Kind.REVIEW]


def test_every_kind_goes_through_a_pipe(folder, home, turn, log):
    convex, order = turn("convex"), turn("order")
    half = int(turn("half").question.split()[4].strip("?")) / 2
    lines = [
        *(SAID, ""),
        *("ab"[[option.text for option in convex.options].index("ReLU")], ""),
        *("-w_1/w_2", ""),
        *(f"{half}", ""),
        *("", "", "2"),
        *("".join("abc"[order.order.index(step)] for step in order.card.order), ""),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "quiz", "--course", str(folder), "review", "--plain"],
        input="".join(f"{line}\n" for line in lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={**os.environ, "QUIZ_HOME": str(home)},
    )
    assert done.stdout.count("Right.") == 4
    assert "6 answers: 6 recalled, 0 again. Streak: 1 day." in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_a_concept_is_asked_and_its_ticks_are_said_in_words(say, log):
    text = say("/sure", SAID, "", items=ITEMS[:1])
    assert "Question: Why rectified, max(0, z)?" in text
    assert "Answer: Positive values pass, (z + |z|)/2." in text
    assert "1. said: Negative inputs give zero. (you: “negative … zero”)" in text
    assert "2. said: On the rest it is the identity. (you: “unchanged”)" in text
    assert "Slip: Rectified does not mean corrected." in text
    assert "Curveball: And full-wave?" in text
    assert "The absolute value" not in text
    assert "1 Again (10 minutes), 2 Hard (1 day)" in text
    assert "Enter is 3, as suggested:" in text
    payload = reviews(log)[0].payload
    assert (payload["rating"], payload["ticks"], payload["confidence"]) == (3, [0, 1], "sure")


def test_ticks_are_the_learners_to_correct_and_decide_the_suggestion(say, log):
    text = say(SAID, "/ticks 2", "/ticks 7", "", items=ITEMS[:1])
    assert "1 of 2 said." in text
    assert "Name key points from 1 to 2, or 0 for none." in text
    payload = reviews(log)[0].payload
    assert (payload["rating"], payload["ticks"]) == (2, [1])


@pytest.mark.parametrize(("answer", "ticks"), [("y", []), ("n", [0, 1])])
def test_a_slip_is_asked_about(say, log, answer, ticks):
    text = say(f"{SAID}. it is corrected", answer, "3", items=ITEMS[:1])
    assert "You wrote “it is corrected”. Do you mean that? y or n:" in text
    assert reviews(log)[0].payload["ticks"] == ticks


def test_a_choice_takes_letters_and_gives_reasons(say, turn, log):
    wrong = "ab"[[option.text for option in turn("convex").options].index("tanh")]
    text = say("xyz", wrong, "", items=ITEMS[1:2])
    assert "Which one? Its letter. Enter shows the answer:" in text
    assert "Letters from a to b are asked for, each once." in text
    assert "Not right." in text
    assert f"{wrong}, wrong, chosen: tanh\n  It bends both ways." in text
    assert reviews(log)[0].payload["rating"] == 1


def test_a_gap_is_a_blank_in_words_and_its_formula_is_compared(say):
    text = say("w_1/w_2", "", items=ITEMS[2:3])
    assert "Its slope is [blank].\n\nHint" not in text
    assert "Its slope is [blank].\nHint: mind the sign\nType what is missing. Enter shows the answer:" in text
    assert "Not right. Right up to the sign." in text
    assert "Its slope is −w₁/w₂." in text


@pytest.mark.parametrize(
    ("answer", "verdict", "rating"), [("y", "Right.", 3), ("n", "Not right.", 1), ("", "Not right.", 1)]
)
def test_an_undecided_answer_is_the_learners_to_decide(say, log, answer, verdict, rating):
    text = say("zzz", answer, "", items=ITEMS[2:3])
    assert "Not decided." in text
    assert f"Does yours count as right? y or n:\n{verdict}" in text
    assert reviews(log)[0].payload["rating"] == rating


def test_a_number_that_cannot_be_read_may_be_mended(say):
    text = say("many", "", "4", items=ITEMS[3:4])
    assert "Type a number. Enter shows the answer:" in text
    assert "There is no number." in text
    assert "Type it again. Enter shows the answer:" in text
    assert "1 answer: 1 recalled" in text


def test_a_derivation_goes_step_by_step(say):
    text = say("", "", "3", items=ITEMS[4:5])
    steps = ["Say step 1 of 2. Enter shows it:", "Step 1: The first step.", "Say step 2 of 2. Enter shows it:"]
    assert [line for line in text.splitlines() if "tep " in line] == [*steps, "Step 2: The second step."]
    assert "Answer: Together they give it." in text


def test_a_wrong_order_says_what_was_where_and_asks_for_all_letters(say, turn):
    order = turn("order")
    letters = ["abc"[order.order.index(step)] for step in order.card.order]
    text = say(letters[0], letters[2] + letters[0] + letters[1], "", items=ITEMS[5:])
    assert "2 are missing: name all of them" in text
    assert "Not right. One is out of place." in text
    assert "3. third (you had it in place 1)" in text
    assert "Answer" not in text


def test_undo_bury_and_suspend_move_on_and_back(say, log):
    text = say("", "3", "/u", "", "4", "/bury", "/suspend", "/undo", items=ITEMS[:4])
    assert "Took back the review of “Why rectified, max(0, z)?”." in text
    assert "Back tomorrow." in text
    assert "Took back the suspension of “A line”." in text
    assert [event.kind for event in log.events()] == ["review", "undo", "review", "bury", "suspend", "undo"]


def test_a_note_a_flag_a_day_and_a_new_beginning(say, log, now, in_days):
    text = say("", "/note half-wave: $x$", "/note", "/flag 3", "/flag 9", "3", "/due 3", items=ITEMS[:2])
    assert "Your note: half-wave: $x$" in text
    assert "Flag: green." in text
    assert "A flag is a number from 1 to 4, and 0 is none." in text
    state = log.state(ITEMS[0])
    assert (state.note, state.flag) == ("half-wave: $x$", 3)
    assert log.state(ITEMS[1]).due == log.day(in_days(3))
    assert "Your note: half-wave" in say("", "/forget", "/note -", items=ITEMS[:1])
    state = log.state(ITEMS[0])
    assert (state.memory, state.note) == (None, "")


def test_what_is_so_already_is_not_announced_and_leaves_the_undo_to_what_was_done(say, log):
    text = say("/forget", "/note -", "/note a", "/note a", "/due 0", items=ITEMS[:1])
    for said in ("This card is new already.", "There is no note.", "The note reads so already."):
        assert text.count(said) == 1
    assert "Forgotten" not in text
    assert "The note is gone" not in text
    text = say("/due 0", "/undo", items=ITEMS[:1])
    assert "This card is due on 2026-11-20 already." in text
    assert [event.kind for event in log.events()] == ["note", "due", "undo"]
    say("/bury", items=ITEMS[:1])
    assert "Back tomorrow.\n" in say("/bury", items=ITEMS[:1])


def test_what_is_no_command_is_said_and_help_lists_them(say):
    text = say("/nope", "/help", "/ticks 1", "/curveball", "/quit", items=ITEMS[:1])
    assert "There is no command /nope.\nDid you mean /note?" in text
    assert "/suspend          leave the card alone until you take it back" in text
    assert "There are no key points to tick now." in text
    assert "There is no follow-up question here." in text
    assert "Nothing was rated." in text


def test_the_end_of_input_keeps_what_was_rated(say, log):
    text = say("", "1", "")
    assert "1 answer: 0 recalled, 1 again." in text
    assert len(reviews(log)) == 1


def test_against_the_clock_the_curveball_is_asked_too(say):
    text = say(SAID, "", "", items=ITEMS[:1], timed=True)
    assert "You have 90 seconds." in text
    assert "That took 0 seconds." in text
    assert "Say it. Enter shows its answer:\nIts answer: The absolute value." in text


def test_a_rating_that_cannot_be_written_is_asked_for_again(say, monkeypatch):
    def full(*args, **kwargs):
        raise LogError("the disk is full", hint="Free some space.")

    monkeypatch.setattr("quiz.study.acts.rate", full)
    text = say("", "3", items=ITEMS[:1])
    assert "The disk is full.\nFree some space.\nRate it:" in text


def test_ascii_holds_for_all_that_is_said(say):
    assert say(SAID, "", items=ITEMS, ascii=True).isascii()


def test_control_characters_never_reach_the_terminal():
    target = io.StringIO()
    console = Console(io.StringIO("a\x1b[31mb\r\n"), target)
    console.say(["red \x1b[31m\x07"])
    assert console.ask("?") == "a [31mb"
    assert target.getvalue() == "red  [31m \n?\n"


def test_a_query_that_finds_nothing_and_a_wrong_one_say_so(folder, home):
    def run(*words):
        command = [sys.executable, "-m", "quiz", "--course", str(folder), "review", "--plain", *words]
        env = {**os.environ, "QUIZ_HOME": str(home)}
        return subprocess.run(command, input="", capture_output=True, text=True, check=False, env=env)

    assert "no card meets `kind:cloze is:suspended`" in run("kind:cloze", "is:suspended").stderr
    assert run("kind:clozze").returncode == 2
    assert "write a QUERY or --minutes, not both" in run("line", "--minutes", "5").stderr
    assert "A line" in run("kind:cloze").stdout


def test_it_loads_nothing_that_draws(folder, home):
    code = """
import contextlib, io, sys
from quiz import cli
with contextlib.suppress(SystemExit):
    cli.main()
print(sorted({"textual", "torch", "numpy"} & sys.modules.keys()))
"""
    command = [sys.executable, "-c", code, "--course", str(folder), "review", "--plain"]
    done = subprocess.run(
        command,
        input="\n\n/quit\n",
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QUIZ_HOME": str(home)},
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_terminal_gets_lines_broken_between_words_and_a_pipe_whole_ones(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("COLUMNS", "31")
    line = "  an answer of several words, and of one more"
    for stream, lines in ((Terminal, ["  an answer of several words,", "  and of one more"]), (io.StringIO, [line])):
        target = stream()
        Console(stream(), target).say([line])
        assert target.getvalue().splitlines() == lines
