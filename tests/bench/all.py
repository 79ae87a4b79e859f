"""Every figure of docs/performance.md in one table: `make bench`. `--write` puts the table into that file."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date
from importlib.metadata import version

import first_frame
import page
import saving
import verdict
import warm_judge
from figure import table
from home import ROOT

PERFORMANCE = ROOT / "docs" / "performance.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"rewrite the table in {PERFORMANCE.relative_to(ROOT)}")
    parser.add_argument("--rounds", type=int, default=7, help="how often each program is started (default 7)")
    chosen = parser.parse_args()
    figures = [
        figure for bench in (first_frame, verdict, saving, warm_judge) for figure in bench.figures(chosen.rounds)
    ]
    text = f"{surroundings()}\n\n{table(figures)}"
    print(text)
    if chosen.write:
        page.write(PERFORMANCE, text)


def surroundings() -> str:
    """When and on what kind of machine, in a sentence."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("textual", "numpy", "torch", "pytest"))
    machine = f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, Python {platform.python_version()}"
    return f"Measured on {date.today():%Y-%m-%d}: {machine}; {versions}."


if __name__ == "__main__":
    main()
