"""The settings as a learner reads them: what each is called, what it does, how its value is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from quiz.config import Config
from quiz.study import acts, plan
from quiz.ui.services import Services
from quiz.ui.theme import DARK, LIGHT

INTERVIEW = "interview"  # not a key of the file: it is an event of the log
KEYS = "keys"  # a table of the file: shown here, changed there


@dataclass(frozen=True)
class Row:
    """One setting. `choices` are tried in turn by Enter; any other value is typed."""

    key: str
    name: str
    meaning: str
    choices: tuple[str, ...] = ()
    shown: Callable[[str], str] = str


def _limit(value: str) -> str:
    return "no limit" if value == "0" else value


def _or(otherwise: str) -> Callable[[str], str]:
    return lambda value: value or otherwise


GROUPS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    (
        "Study",
        (
            Row(
                INTERVIEW,
                "interview",
                "The day it is, as 2026-12-15; empty for none. The plan works towards it.",
                shown=_or("none"),
            ),
            Row("new_per_day", "new cards a day", "At most so many that you have never seen."),
            Row("reviews_per_day", "reviews a day", "At most so many; the rest waits. 0 for no limit.", shown=_limit),
            Row("minutes", "minutes a day", "What a day's sitting is cut to. 0 for no limit.", shown=_limit),
            Row(
                "goal",
                "goal",
                "Shown on the first screen, and never decides the streak: 20 min, or 30 items.",
                shown=_or("none"),
            ),
        ),
    ),
    (
        "Schedule",
        (
            Row("retention", "aim for recall", "From 0.7 to 0.99: the higher, the more often cards come back."),
            Row(
                "rollover",
                "day begins at",
                "The hour, by your clock: until then it is still yesterday.",
                shown=lambda value: f"{value}:00",
            ),
            Row(
                "leech",
                "leech after",
                "So many lapses make a card a leech, which is pointed out. 0 for never.",
                shown=lambda value: "never" if value == "0" else f"{value} lapses",
            ),
        ),
    ),
    (
        "App",
        (
            Row("theme", "theme", "Light or dark.", choices=(DARK, LIGHT)),
            Row(
                "maths",
                "maths",
                "With all characters, or in ASCII only; from the next card on.",
                choices=("unicode", "ascii"),
            ),
            Row(
                "editor", "editor", "The command that opens files; empty for $VISUAL or $EDITOR.", shown=_or("$EDITOR")
            ),
            Row(
                "workspace",
                "workspace",
                "Where your katas and decks lie; from the next start on. --workspace and QUIZ_WORKSPACE go before it.",
            ),
            Row(KEYS, "keys", "Enter lists what every action is called and which key does it; e opens the file."),
        ),
    ),
)
ROWS = tuple(row for _, rows in GROUPS for row in rows)


def value_of(row: Row, services: Services) -> str:
    """The value as it is typed."""
    if row.key == INTERVIEW:
        day = plan.interview(services.log, services.now())
        return day.isoformat() if day else ""
    source = services.log.settings() if row.key in acts.ADOPTED else services.config
    return str(getattr(source, row.key))


def shown(row: Row, services: Services) -> str:
    """The value as it is read; of the workspace the folder that is in use, whoever has chosen it."""
    if row.key == KEYS:
        own = len(services.config.keys)
        return f"{own} of your own" if own else "the usual ones"
    value = value_of(row, services)
    if row.key == "workspace":
        used = services.workspace.root
        later = value and Path(value).expanduser().absolute() != used
        return f"{used}, {value} in the settings" if later else str(used)
    return row.shown(value)


def parsed(row: Row, text: str) -> str | int | float | None:
    """What is typed, as the file holds it; None for an empty one, which stands for the default.

    What is no number where one is asked for stays a text, which is then refused.
    """
    text = text.strip()
    default = next(each.default for each in fields(Config) if each.name == row.key)
    if not text:
        return None
    for kind in (int, float):
        if type(default) in (int, float):
            try:
                return kind(text)
            except ValueError:
                continue
    return text
