"""How a program that is measured is spoken to: a line of JSON in, `[verb, argument …]`, and a line of JSON out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol


class Sitting(Protocol):
    """What each of the programs does with its cards; times are in milliseconds."""

    def queue(self) -> tuple[float, int]:
        """Choose the cards of the day anew; how many are due."""

    def next(self) -> float:
        """The next card and what each rating would do."""

    def answer(self, rating: int) -> float:
        """Rate the card that `next` gave; durable when it returns."""

    def undo(self) -> float:
        """Take the latest rating back."""

    def search(self, text: str) -> tuple[float, int]:
        """How many cards a query finds."""

    def first_search(self, text: str) -> tuple[float, int]:
        """The same as the first search after the start."""

    def statistics(self) -> float:
        """All figures and graphs of a year."""


def serve(sitting: Sitting) -> None:
    """Answer until the input ends."""
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        verb, *arguments = json.loads(line)
        print(json.dumps(getattr(sitting, verb)(*arguments)), flush=True)


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds that an act takes, and what it returns."""
    started = time.perf_counter()
    result = act()
    return (time.perf_counter() - started) * 1e3, result


def show(text: str) -> None:
    """Print the first card and wait, so that this process can be looked at."""
    print(text, flush=True)
    sys.stdin.readline()
