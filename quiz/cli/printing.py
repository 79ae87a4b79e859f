"""What the verbs share: exit status, the --json option, and how a result is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import Any

import click

PASSED, NOT_PASSED, FAULT = 0, 1, 2
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


class _Minutes(click.FloatRange):
    """Minutes, at least one; `nan` is a number for Python and for nobody else."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        minutes: float = super().convert(value, param, ctx)
        if not isfinite(minutes):
            self.fail(f"{value!r} is no number of minutes.", param, ctx)
        return minutes


MINUTES = _Minutes(min=1)


def show(facts: dict[str, Any], as_json: bool, lines: Iterable[str]) -> None:
    """Print the facts as one JSON object, or the lines."""
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)


def plural(number: int, word: str) -> str:
    """The word for so many of them."""
    return word if number == 1 else f"{word}s"
