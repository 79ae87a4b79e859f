"""From the command to the finished first screen, and from a key to what it changes; `make bench`.

In each round every program is started once, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from figure import Figure, table
from home import PYTHON, QUIZ, Home, new_home
from terminal import Terminal

from quiz.course.course import Course
from quiz.paths import bundled_course
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study import acts

APPS = Path(__file__).with_name("apps")
BARE = ([PYTHON, str(APPS / "bare.py")], ("bare and ready",))
TYPICAL = ([PYTHON, str(APPS / "typical.py")], ("Question 38", "which units are kept", "pressed 0", "q Quit"))
OURS = ([QUIZ], ("Enter  review", "█ known", "Settings   ? Help"))

COMMAND = "python tests/bench/first_frame.py"
ROUNDS, WARM_UP = 7, 1
PRESSES = 20
DAYS, A_DAY = 365, 15

Samples = dict[str, list[float]]


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Everything that this file measures."""
    samples: Samples = defaultdict(list)
    with new_home() as new, new_home() as old:
        write_history(old, Instant.of(datetime.now().astimezone()))
        for number in range(WARM_UP + rounds):
            seen: Samples = defaultdict(list)
            _start(BARE, "bare", new, seen)
            _start(TYPICAL, "typical", new, seen, _count)
            _start(OURS, "new", new, seen)
            _start(OURS, "old", old, seen, _use)
            if number >= WARM_UP:
                for name, values in seen.items():
                    samples[name] += values
    return _figures(samples)


def _figures(samples: Samples) -> list[Figure]:
    def frame(what: str, ours: str, peer: str, theirs: str, aim: str = "") -> Figure:
        return Figure(what, samples[ours], peer, samples[theirs], COMMAND, aim)

    def key(what: str, ours: str) -> Figure:
        return Figure(what, samples[ours], "key to screen, typical app", samples["count"], COMMAND, "16 ms")

    bare, typical = "bare Textual app", "typical Textual app"
    memory = Figure(
        "memory at the first frame", samples["old MiB"], typical, samples["typical MiB"], COMMAND, "", "MiB"
    )
    return [
        frame("first frame, nothing learnt yet", "new", bare, "bare"),
        frame("first frame, nothing learnt yet", "new", typical, "typical", "1.00"),
        frame("first frame, after a year of reviews", "old", bare, "bare"),
        frame("first frame, after a year of reviews", "old", typical, "typical", "1.00"),
        memory,
        key("key to screen, home: next entry", "menu"),
        key("key to screen, review: show the answer", "show"),
        key("key to screen, review: rate, write, next card", "rate"),
        key("key to screen, kata: a letter in the editor", "letter"),
    ]


def _start(
    program: tuple[list[str], tuple[str, ...]],
    name: str,
    home: Home,
    seen: Samples,
    use: Callable[[Terminal, Samples], None] | None = None,
) -> None:
    command, markers = program
    with Terminal(command, home.env) as terminal:
        seen[name].append(terminal.until(*markers))
        seen[f"{name} MiB"].append(terminal.memory)
        if use:
            terminal.settle()
            use(terminal, seen)


def _count(terminal: Terminal, seen: Samples) -> None:
    seen["count"] += [terminal.press("j", f"pressed {number} times") for number in range(1, PRESSES + 1)]


def _use(terminal: Terminal, seen: Samples) -> None:
    """The keys of a sitting: the menu down and up, cards shown, rated and taken back, a word in the editor."""
    for _ in range(PRESSES // 2):
        seen["menu"] += [terminal.press("j", "▸ p "), terminal.press("k", "▸ Enter")]
    terminal.press("enter", "i About")
    while "4 Easy" not in terminal.after("space"):
        terminal.after("-")  # a card that shows its answer step by step
    for _ in range(PRESSES // 2):
        seen["rate"].append(terminal.press("3", gone="4 Easy"))
        terminal.after("u")
        seen["show"].append(terminal.press("space", "4 Easy"))
    terminal.press("escape", "Half a year")
    terminal.press("p", "Next one")
    terminal.press("enter", "judge ready")
    terminal.press("enter", "Esc leaves the editor")
    word = "rectified"
    seen["letter"] += [terminal.press(letter, f"1  {word[: number + 1]}") for number, letter in enumerate(word)]
    for number in range(len(word)):
        terminal.press("backspace", f"1  {word[: len(word) - number - 1]}")


def write_history(home: Home, now: Instant) -> None:
    """A year in which fifteen cards were rated a day, the course over and over."""
    course = Course.load(bundled_course(), cache=home.folder / "quiz" / "cache")
    items = course.items()
    with Log.open(home.folder / "quiz" / "data" / "log.sqlite3") as log, log.writing():
        for number in range(DAYS * A_DAY):
            ago = timedelta(days=DAYS - number // A_DAY, seconds=-number % A_DAY)
            rating = 1 if number % 11 == 0 else 3
            acts.rate(log, items[number % len(items)], rating, now + -ago, seconds=8.0)


if __name__ == "__main__":
    print(table(figures()))
