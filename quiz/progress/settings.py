"""The settings that decide what the log means, as its events last set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from quiz.scheduling.day import ROLLOVER
from quiz.scheduling.memory import RETENTION, Scheduler


@dataclass(frozen=True)
class Settings:
    """The settings and their defaults.

    `parameters`: the 21 FSRS weights, None for the published ones; `rollover`: the hour at which a day begins;
    `reviews_per_day`, `minutes`: of study a day, 0 for no limit; `leech`: the lapses that make a card a leech, 0 for
    never; `goal`: see `quiz.study.goal`.
    """

    parameters: tuple[float, ...] | None = None
    retention: float = RETENTION
    rollover: int = ROLLOVER
    new_per_day: int = 10
    reviews_per_day: int = 0
    minutes: int = 0
    leech: int = 8
    goal: str = ""

    @classmethod
    def from_events(cls, values: Mapping[str, Any]) -> Settings:
        """Read the last value of each setting; others than these are somebody else's."""
        known = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        if known.get("parameters") is not None:
            known["parameters"] = tuple(known["parameters"])
        return cls(**known)

    @property
    def scheduler(self) -> Scheduler:
        return _scheduler(self.parameters, self.retention)


@lru_cache(maxsize=8)
def _scheduler(parameters: tuple[float, ...] | None, retention: float) -> Scheduler:
    return Scheduler(parameters, retention)
