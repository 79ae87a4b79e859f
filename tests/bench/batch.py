"""A class's submissions through `quiz batch`, on all cores; `make bench`.

Each learner hands in every kata of the course, two in three right and the third as one of its wrong answers.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import subprocess
import time
from collections.abc import Iterator

from figure import Figure, table
from home import QUIZ, Home, new_home

from quiz.course.course import Course
from quiz.grading.client import Client
from quiz.grading.loading import find_kata, load
from quiz.paths import bundled_course

COMMAND = "python tests/bench/batch.py"
SUBMISSIONS, ROUNDS = 1_000, 7
ALONE = 100  # submissions that one judge grades by itself
ONE, WRONG_OF = "softmax", 3

Submission = tuple[str, bytes]


def figures(rounds: int = ROUNDS, submissions: int | None = None) -> list[Figure]:
    """Everything that this file measures: 1,000 submissions, or as many fewer as there are rounds fewer than seven."""
    count = submissions or max(1, SUBMISSIONS * min(rounds, ROUNDS) // ROUNDS)
    found = []
    with new_home() as home:
        for what, katas in (("to one kata", [ONE]), ("to all katas", all_katas())):
            handed_in = list(itertools.islice(classroom(katas), count))
            sample = handed_in[:: -(-count // ALONE)]
            whole, ready = batch(handed_in, home)
            alone = one_by_one(sample, home)
            for name, taken in (("start to exit", whole), ("from the first verdict on", ready)):
                name = f"`quiz batch`, {count:,} submissions {what}, each, {name}"
                found.append(Figure(name, [taken], "a warm judge, one after another", alone, COMMAND, "10 ms"))
    return found


def all_katas() -> list[str]:
    """The katas of the course."""
    return [page.id for page in Course.load(bundled_course()).katas]


def classroom(katas: list[str]) -> Iterator[Submission]:
    """Submissions without end: learner after learner, each to every kata."""
    answers = {kata: _answers(kata) for kata in katas}
    for learner in itertools.count():
        for kata in katas:
            right, *wrong = answers[kata]
            is_wrong = wrong and learner % WRONG_OF == 0
            yield kata, wrong[learner // WRONG_OF % len(wrong)] if is_wrong else right


def _answers(kata: str) -> list[bytes]:
    """The model answer of a kata and its wrong answers, as submissions."""
    loaded = load(find_kata(bundled_course(), kata))
    return [text.encode() for text in (loaded.model_answer, *(wrong.source for wrong in loaded.wrong_answers))]


def batch(handed_in: list[Submission], home: Home) -> tuple[float, float]:
    """Milliseconds for each submission: of the whole run, and from its first verdict to its last."""
    folder = home.folder / "submissions"
    for number, (kata, source) in enumerate(handed_in):
        file = folder / f"learner-{number:04}" / f"{kata}.py"
        file.parent.mkdir(parents=True)
        file.write_bytes(source)
    started, stamps = time.perf_counter(), []
    command = [QUIZ, "batch", str(folder)]
    with subprocess.Popen(command, env=home.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout
        for line in process.stdout:
            stamps.append(time.perf_counter())
            if json.loads(line)["verdict"] == "not_judged":
                raise RuntimeError(line.decode())
    ended = time.perf_counter()
    shutil.rmtree(folder)
    if len(stamps) != len(handed_in):
        raise RuntimeError(f"{len(handed_in)} submissions, {len(stamps)} verdicts")
    return (ended - started) / len(stamps) * 1e3, (stamps[-1] - stamps[0]) / max(1, len(stamps) - 1) * 1e3


def one_by_one(handed_in: list[Submission], home: Home) -> list[float]:
    """Milliseconds of each verdict of a judge that has loaded the katas."""
    with Client(bundled_course(), home.runtime) as client:
        for kata in dict.fromkeys(kata for kata, _ in handed_in):
            client.prepare(kata)
        taken = []
        for kata, source in handed_in:
            started = time.perf_counter()
            client.grade(kata, source, file=f"{kata}.py", device="cpu")
            taken.append((time.perf_counter() - started) * 1e3)
        client.stop()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    print(table(figures(submissions=parser.parse_args().submissions)))


if __name__ == "__main__":
    main()
