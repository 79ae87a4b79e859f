"""Every figure of docs/performance.md in one table: `make bench`.

`--write` puts the table into that file; with `--only NAME` it changes the rows of that module alone.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from importlib.metadata import version

import against_anki
import batch
import decks
import first_frame
import long_log
import page
import saving
import verdict
import warm_judge
from figure import Figure, table
from home import ROOT

PERFORMANCE = ROOT / "docs" / "performance.md"
BENCHES: dict[str, Callable[[argparse.Namespace], list[Figure]]] = {
    "first_frame": lambda chosen: first_frame.figures(chosen.rounds),
    "verdict": lambda chosen: verdict.figures(chosen.rounds),
    "saving": lambda chosen: saving.figures(chosen.rounds),
    "warm_judge": lambda chosen: warm_judge.figures(chosen.rounds),
    "batch": lambda chosen: batch.figures(chosen.rounds),
    "decks": lambda chosen: decks.figures(chosen.rounds),
    "against_anki": lambda chosen: against_anki.figures(chosen.rounds, chosen.anki),
    "long_log": lambda chosen: long_log.figures(chosen.rounds),
}


def main() -> None:
    chosen = arguments()
    if chosen.write and chosen.only:
        page.rows_of(PERFORMANCE, surroundings())  # what cannot be written need not be measured
    if chosen.anki:
        against_anki.version(chosen.anki)
    measured = table(figure for name in chosen.only or BENCHES for figure in BENCHES[name](chosen))
    print(f"{surroundings()}\n\n{measured}")
    if chosen.write:
        page.write_table(PERFORMANCE, surroundings(), measured, whole=not chosen.only)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"rewrite the table in {PERFORMANCE.relative_to(ROOT)}")
    parser.add_argument("--only", action="append", choices=BENCHES, help="run this module; may be repeated")
    parser.add_argument("--rounds", type=int, default=7, help="how often each program is started (default 7)")
    parser.add_argument("--anki", metavar="PYTHON", help="an interpreter that has the package anki")
    return parser.parse_args()


def surroundings() -> str:
    """On what kind of machine and with which versions, in a sentence."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("textual", "numpy", "torch", "pytest"))
    machine = f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"Measured with {machine}; {versions}."


if __name__ == "__main__":
    main()
