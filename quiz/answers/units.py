"""Units: prefixes of quantities that are measured, and plain nouns for what is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quiz.answers.folding import fold
from quiz.answers.stemming import stem

PER_CENT = "%"


@dataclass(frozen=True)
class Unit:
    """`factor` times `name`: `KiB` is 1024 `byte`. `measured` says whether the name is a unit of measure."""

    factor: float = 1.0
    name: str = ""
    measured: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether another unit of measure contradicts it."""
        return self.measured or self.name == PER_CENT

    @property
    def is_noun(self) -> bool:
        """Whether it scales nothing: no unit, or what is counted."""
        return self.factor == 1 and not self.is_measure


_MEASURES: Mapping[str, str] = {
    "b": "byte",
    "byte": "byte",
    "bytes": "byte",
    "bit": "bit",
    "bits": "bit",
    "nat": "nat",
    "nats": "nat",
    "s": "second",
    "sec": "second",
    "second": "second",
    "seconds": "second",
    "min": "minute",
    "minute": "minute",
    "minutes": "minute",
    "h": "hour",
    "hour": "hour",
    "hours": "hour",
    "j": "joule",
    "joule": "joule",
    "joules": "joule",
    "w": "watt",
    "watt": "watt",
    "watts": "watt",
    "hz": "hertz",
    "flop": "flop",
    "flops": "flop",
    "flop/s": "flop/s",
}
_PREFIXES: Mapping[str, float] = {
    "": 1.0,
    "Ki": 2.0**10,
    "Mi": 2.0**20,
    "Gi": 2.0**30,
    "Ti": 2.0**40,
    "kibi": 2.0**10,
    "mebi": 2.0**20,
    "gibi": 2.0**30,
    "tebi": 2.0**40,
    "kilo": 1e3,
    "mega": 1e6,
    "giga": 1e9,
    "tera": 1e12,
    "milli": 1e-3,
    "micro": 1e-6,
    "nano": 1e-9,
    "pico": 1e-12,
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "G": 1e9,
    "T": 1e12,
    "m": 1e-3,
    "u": 1e-6,
    "n": 1e-9,
    "p": 1e-12,
}
_SCALES: Mapping[str, float] = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "mio": 1e6,
    "M": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_PER_CENT = re.compile(r"(?:%|percent|per cent|percentage)(?:\s+points?)?|points?", re.IGNORECASE)


def unit(text: str) -> Unit:
    """Read a unit: `MiB`, `million parameters`, `%`, or any noun."""
    text = re.sub("[µμ]", "u", " ".join(text.split())).rstrip(".")
    if _PER_CENT.fullmatch(text):
        return Unit(0.01, PER_CENT)
    if measure := _measure(text):
        return measure
    first, _, rest = text.partition(" ")
    if first in _SCALES:
        inner = unit(rest)
        return Unit(_SCALES[first] * inner.factor, inner.name, inner.measured)
    return Unit(1.0, " ".join(map(stem, fold(text).text.split())))


def _measure(text: str) -> Unit | None:
    """A unit of measure behind the longest prefix that leaves one; a prefix in the wrong case is understood too."""
    for alike in (str, str.lower):
        for prefix in sorted(_PREFIXES, key=len, reverse=True):
            name = text[len(prefix) :].lower()
            if alike(text).startswith(alike(prefix)) and name in _MEASURES:
                return Unit(_PREFIXES[prefix], _MEASURES[name], measured=True)
    return None
