"""The same cards and reviews in Rectified and in Anki's library, verb by verb; `make bench ANKI=/path/to/python`.

ANKI names an interpreter that has the package `anki` (AGPL: it is no dependency, not even of the tests). Without one,
plain SQLite statements, the least that a program can do, stand in its place. In each round every program has its turn.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import large
import learner
import psutil
from figure import Figure, table
from home import PYTHON, QUIZ, Home, new_home
from long_log import rotated
from terminal import Terminal
from verdict import wall

from quiz.progress.log import Log
from quiz.scheduling.day import Instant

PEERS = Path(__file__).with_name("peers")
COMMAND = "python tests/bench/against_anki.py --anki PYTHON"
ROUNDS, WARM_UP = 7, 1
CARDS, REVIEWS = 100_000, 300_000
ANSWERS, UNDOS, GOOD = 20, 5, 3
QUESTION = "Question "  # with it every card begins
CONFIG = "reviews_per_day = 9999\n"  # as Anki's side has it, so that both ask all that is due
FLOOR = "plain SQLite, the least"

Samples = dict[str, list[float]]
Ask = Callable[..., Any]

# What is measured, its name in the table, aim and unit. The aims are those of issue and design: ahead of the peer, or
# so many milliseconds.
ROWS = (
    ("start", "start to the first card, line by line", "1.00", "ms"),
    ("start, app", "start to the first card, in the app", "1.00", "ms"),
    ("memory", "memory at the first card, line by line", "1.00", "MiB"),
    ("memory, app", "memory at the first card, in the app", "1.00", "MiB"),
    ("queue", "choose the cards of the day", "10 ms", "ms"),
    ("next", "next card, with its four intervals", "", "ms"),
    ("answer", "answer, durable", "", "ms"),
    ("undo", "undo", "", "ms"),
    ("is:due", "search `is:due`, at each key", "", "ms"),
    ("words", "search two words, at each key", "", "ms"),
    ("first search", "search two words, the first time", "", "ms"),
    ("statistics", "all statistics", "80 ms", "ms"),
    ("memory at the end", "memory after searches and statistics", "", "MiB"),
)


@dataclass(frozen=True)
class Program:
    """A program with its copy of the cards: `first` shows the first card and waits, `serve` answers (`serving.py`)."""

    name: str
    first: list[str]
    serve: list[str]


def figures(rounds: int = ROUNDS, anki: str | None = None, cards: int = CARDS, reviews: int = REVIEWS) -> list[Figure]:
    """Everything that this file measures, beside the interpreter `anki` or, without one, plain SQLite."""
    theirs = f"the library of Anki {version(anki)}" if anki else ""
    with new_home() as home:
        made = home.folder / "cards.jsonl"
        ours = our_program(home, made, cards, reviews)
        floor = made_by("plain_sqlite.py", PYTHON, FLOOR, made, home)
        peer = made_by("anki_collection.py", anki, theirs, made, home) if anki else floor
        samples = {program.name: defaultdict[str, list[float]](list) for program in (ours, peer, floor)}
        starts(rounds, home, ours, peer, samples)
        sittings(rounds, home, (ours, peer, floor), samples, f"softmax {cards // 2}")
    return in_rows(samples, ours, peer, floor, f"{cards:,} cards")


def in_rows(samples: dict[str, Samples], ours: Program, peer: Program, floor: Program, size: str) -> list[Figure]:
    """A figure for each of ROWS, and one for the answer beside a durable statement alone."""
    mine, theirs = samples[ours.name], samples[peer.name]
    beside = peer.name if peer is not floor else f"{FLOOR} (Anki was not at hand)"
    found = [
        Figure(f"{size}: {what}", mine[key], beside, theirs[key.removesuffix(", app")], COMMAND, aim, unit)
        for key, what, aim, unit in ROWS
    ]
    if peer is not floor:
        floors = samples[floor.name]["answer"]
        found.append(Figure(f"{size}: answer, durable", mine["answer"], "one durable insert", floors, COMMAND, "1.00"))
    return found


def our_program(home: Home, made: Path, cards: int, reviews: int) -> Program:
    """Rectified with a course and a log of that size, both read once; the cards are left in the file `made`."""
    now = Instant.of(datetime.now().astimezone())
    all_cards = list(learner.learn(cards, reviews, now))
    learner.write(made, iter(all_cards))
    course, ours = home.folder / "course", home.folder / "quiz"
    large.write_course(course, all_cards)
    with Log.open(ours / "data" / "log.sqlite3") as log:
        large.fill(log, all_cards)
    (ours / "config").mkdir()
    (ours / "config" / "config.toml").write_text(CONFIG)
    quiz = [QUIZ, "--course", str(course)]
    wall([*quiz, "due"], home.env)
    serve = [PYTHON, str(PEERS / "our_collection.py"), str(course), str(ours)]
    return Program("Rectified", [*quiz, "review", "--plain"], serve)


def made_by(script: str, python: str, name: str, made: Path, home: Home) -> Program:
    """One of the peers, which has made its own copy of the cards."""
    begin, copy = [python, str(PEERS / script)], str(home.folder / script.replace(".py", ".anki2"))
    wall([*begin, "make", str(made), copy], home.env)
    return Program(name, [*begin, "first", copy], [*begin, "serve", copy])


def version(python: str) -> str:
    """The version of the package `anki` in an interpreter; ends the program when it has none."""
    command = [python, "-c", "from anki.buildinfo import version; print(version)"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            f"{python} has no package `anki` ({error}). In a folder of its own: pip install anki"
        ) from error


def starts(rounds: int, home: Home, ours: Program, peer: Program, samples: dict[str, Samples]) -> None:
    """From the command to the first question, in a process of its own, and the memory that it holds then."""
    for number in range(WARM_UP + rounds):
        seen: dict[str, Samples] = defaultdict(lambda: defaultdict(list))
        for program in (ours, peer):
            shown, memory = first_card(program, home)
            seen[program.name]["start"].append(shown)
            seen[program.name]["memory"].append(memory)
        with Terminal([part for part in ours.first if part != "--plain"], home.env) as terminal:
            seen[ours.name]["start, app"].append(terminal.until(QUESTION))
            seen[ours.name]["memory, app"].append(terminal.memory)
        if number >= WARM_UP:
            keep(samples, seen)


def first_card(program: Program, home: Home) -> tuple[float, float]:
    """Milliseconds until the first question is printed, and MiB in use then."""
    started = time.perf_counter()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(program.first, env=home.env, text=True, **pipes) as process:
        assert process.stdout
        while QUESTION not in (line := process.stdout.readline()):
            if not line:
                raise RuntimeError(f"{program.name} shows no card: {process.communicate()[1]}")
        elapsed = (time.perf_counter() - started) * 1e3
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        process.communicate("")
    return elapsed, memory


def sittings(rounds: int, home: Home, programs: tuple[Program, ...], samples: dict[str, Samples], words: str) -> None:
    """Everything that is done in a program that is open, and the memory that it holds in the end."""
    with contextlib.ExitStack() as stack:
        open_ones = {each.name: stack.enter_context(asked(each, home)) for each in programs}
        due = agree(words, {name: ask for name, (ask, _) in open_ones.items()})
        answers = min(ANSWERS, due // (WARM_UP + rounds))
        for number in range(WARM_UP + rounds):
            seen: dict[str, Samples] = defaultdict(lambda: defaultdict(list))
            for name, (ask, _) in open_ones.items():
                seen[name]["first search"].append(ask("first_search", words)[0])
                seen[name]["queue"].append(ask("queue")[0])
            for turn in range(answers):
                for name, (ask, _) in rotated(list(open_ones.items()), turn):
                    seen[name]["next"].append(ask("next"))
                    seen[name]["answer"].append(ask("answer", GOOD))
            for name, (ask, _) in open_ones.items():
                seen[name]["undo"] += [ask("undo") for _ in range(min(UNDOS, answers))]
                seen[name]["is:due"].append(ask("search", "is:due")[0])
                seen[name]["words"].append(ask("search", words)[0])
                seen[name]["statistics"].append(ask("statistics"))
            if number >= WARM_UP:
                keep(samples, seen)
        for name, (_, process) in open_ones.items():
            samples[name]["memory at the end"].append(process.memory_info().rss / 2**20)


def agree(words: str, programs: dict[str, Ask]) -> int:
    """How many cards are due. Raises RuntimeError unless all programs find as many: else they do not do the same."""
    for verb in (("search", words), ("search", "is:due"), ("queue",)):
        found = {name: ask(*verb)[1] for name, ask in programs.items()}
        if len(set(found.values())) > 1:
            raise RuntimeError(f"{' '.join(verb)}: {found}")
    return int(next(iter(found.values())))


@contextlib.contextmanager
def asked(program: Program, home: Home) -> Iterator[tuple[Ask, psutil.Process]]:
    """The program, open: a function that has it do something, and its process."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(program.serve, env=home.env, text=True, **pipes) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout
        json.loads(answers.readline())

        def ask(*verb: object) -> Any:
            print(json.dumps(verb), file=questions, flush=True)
            return json.loads(answers.readline())

        yield ask, psutil.Process(process.pid)
        questions.close()


def keep(samples: dict[str, Samples], seen: dict[str, Samples]) -> None:
    """Add what a round has shown."""
    for name, values in seen.items():
        for key, more in values.items():
            samples[name][key] += more


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anki", metavar="PYTHON", help="an interpreter that has the package anki")
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--reviews", type=int, default=REVIEWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    print(table(figures(chosen.rounds, chosen.anki, chosen.cards, chosen.reviews)))


if __name__ == "__main__":
    main()
