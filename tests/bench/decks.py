"""Ten thousand cards read and checked, searched, and the first card of a review among a hundred thousand; `make bench`.

The cards are those of the bundled course, copied under other ids until there are enough. The first reading of a hundred
thousand takes minutes; it is not a figure, but what later starts build on.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path

from figure import Figure, table
from home import PYTHON, QUIZ, ROOT, Home, new_home
from terminal import Terminal

from quiz import maths
from quiz.course.course import Course
from quiz.course.markdown import formulas, parse, parser, source_lines
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.study.search import Search

COMMAND = "python tests/bench/decks.py"
ROUNDS, WARM_UP = 7, 1
SOME, MANY = 10_000, 100_000
FIRST_CARD = "Space shows it"
QUERY = "gradient of the loss"
BARE_PARSER = """
import sys
from pathlib import Path
from quiz.course.markdown import parser
for name in sys.argv[1:]:
    parser().parse(Path(name).read_text(encoding="utf-8"))
"""
_ID = re.compile(r"<!-- id: (\S+) -->")
_AFTER = re.compile(r"^- after: (.*)$", re.MULTILINE)


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Everything that this file measures."""
    with new_home() as home:
        some, many, few = (write_course(home.folder / str(cards), cards) for cards in (SOME, MANY, 1))
        return [*_reading(home, some), *_searching(home, some), *_first_card(home, many, few, rounds), _formula()]


def write_course(folder: Path, cards: int) -> Path:
    """A course of at least so many cards, copies of the bundled one, whose katas and pictures it has too."""
    (folder / "content").mkdir(parents=True)
    for name in ("exercises", "solutions", "content/plots"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "content" / "course.toml").write_bytes((ROOT / "content" / "course.toml").read_bytes())
    written = 0
    for copy in count():
        for deck in sorted((ROOT / "content").glob("*/*.md")):
            text = deck.read_text(encoding="utf-8")
            text = _renamed(text, copy) if copy else text
            file = folder / "content" / deck.parent.name / f"{deck.stem}_{copy}.md"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            written += len(_ID.findall(text))
        if written >= cards:
            return folder
    raise AssertionError


def _renamed(deck: str, copy: int) -> str:
    """A deck whose cards, and what they come after, have other ids."""

    def after(line: re.Match[str]) -> str:
        return "- after: " + ", ".join(f"{name.strip()}-{copy}" for name in line[1].split(","))

    return _AFTER.sub(after, _ID.sub(rf"<!-- id: \1-{copy} -->", deck))


def _reading(home: Home, course: Path) -> list[Figure]:
    decks = sorted(map(str, course.glob("content/*/*.md")))

    def check() -> float:
        return _timed(lambda: _run(home, QUIZ, "check", "--no-katas", str(course), passing=(0, 1)))  # 1: with problems

    bare = [_timed(lambda: _run(home, PYTHON, "-c", BARE_PARSER, *decks))]
    cold, again = [check()], []
    for deck in decks[:: len(decks) // 3][:3]:
        with open(deck, "a", encoding="utf-8") as file:
            file.write("\n")
        again.append(check())
    what, peer = f"reading and checking {SOME:,} cards", "markdown-it alone on the same files"
    return [
        Figure(f"{what}, cold", cold, peer, bare, COMMAND),
        Figure(f"{what}, one file changed", again, "the same, cold", cold, COMMAND),
    ]


def _searching(home: Home, course: Path) -> list[Figure]:
    loaded = Course.load(course, cache=home.folder / "quiz" / "cache")
    search, now = Search(loaded), Instant.of(datetime.now().astimezone())
    letters = [QUERY[:end] for end in range(1, len(QUERY) + 1)]
    with Log.open(home.folder / "quiz" / "data" / "log.sqlite3") as log:
        keys = [_timed(lambda text=text: search.find(text, log, now)) for text in letters]
    grep = [_timed(lambda: _run(home, "grep", "-riF", "gradient", str(course / "content"))) for _ in range(5)]
    return [
        Figure(f"search among {SOME:,} cards, one letter more", keys, "grep on their files", grep, COMMAND, "16 ms")
    ]


def _first_card(home: Home, many: Path, few: Path, rounds: int) -> list[Figure]:
    samples: dict[Path, list[float]] = {many: [], few: []}
    for course in samples:
        print(f"reading the cards of {course.name} for the first time ...", file=sys.stderr)
        _run(home, QUIZ, "--course", str(course), "due")
    for number in range(WARM_UP + rounds):
        for course, seen in samples.items():
            with Terminal([QUIZ, "--course", str(course), "review"], home.env) as terminal:
                milliseconds = terminal.until(FIRST_CARD)
            if number >= WARM_UP:
                seen.append(milliseconds)
    what = f"first card of a review, {MANY:,} cards on disk"
    return [Figure(what, samples[many], "the same, the course alone", samples[few], COMMAND, "1.20")]


def _formula() -> Figure:
    """Every formula of the course, each once."""
    decks = (source_lines(deck.read_text(encoding="utf-8")) for deck in (ROOT / "content").glob("*/*.md"))
    found = [latex for lines in decks for _, latex in formulas(parse(lines, lambda line, message: None))]
    ours = [1e3 * _timed(lambda latex=latex: maths.block(latex, 100)) for latex in found]
    theirs = [1e3 * _timed(lambda latex=latex: parser().parse(f"$$\n{latex}\n$$")) for latex in found]
    return Figure("a formula laid out", ours, "markdown-it, finding it", theirs, COMMAND, "1000 µs", "µs")


def _run(home: Home, *command: str, passing: tuple[int, ...] = (0,)) -> None:
    done = subprocess.run(command, env=home.env, stdout=subprocess.DEVNULL)
    if done.returncode not in passing:
        done.check_returncode()


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


if __name__ == "__main__":
    print(table(figures()))
