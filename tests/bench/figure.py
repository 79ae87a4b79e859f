"""A figure: what was measured, what stands beside it in the same run, and the table of both."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

HEADER = (
    "| what | median | against | median | ratio | aim | load | day | command |\n|---|---|---|---|---|---|---|---|---|"
)


def load() -> float:
    """How busy the machine is: its load average of the last minute."""
    return os.getloadavg()[0]


@dataclass(frozen=True)
class Figure:
    """Samples of ours and of a peer, taken in turn. Only their ratio is a claim."""

    what: str
    ours: Sequence[float]
    peer: str
    theirs: Sequence[float]
    command: str
    aim: str = ""
    unit: str = "ms"
    load: float = field(default_factory=load)
    day: date = field(default_factory=date.today)

    @property
    def ratio(self) -> str:
        """Ours over the peer's, or the other way round where ours is a small part of it."""
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        return f"**{theirs / ours:.0f} times less**" if theirs > 4 * ours else f"**{ours / theirs:.2f} times**"

    @property
    def row(self) -> str:
        """A line of the table."""
        ours, theirs = (f"{_digits(statistics.median(v))} {self.unit}" for v in (self.ours, self.theirs))
        when = f"{self.load:.1f}", self.day.isoformat()
        cells = (self.what, ours, self.peer, theirs, self.ratio, self.aim, *when, f"`{self.command}`")
        return f"| {' | '.join(cells)} |"


def table(figures: Iterable[Figure]) -> str:
    """The figures in markdown."""
    return "\n".join([HEADER, *(figure.row for figure in figures)])


def _digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"
