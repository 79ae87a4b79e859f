"""What can be set, and which values are right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from quiz.errors import ConfigError

KEYS = "keys"  # the table of keys, from the name of an action to the keys that do it


def _is_settled(path: str) -> bool:
    """Whether a path is the same one wherever the program is started; the empty one stands for the default."""
    return not path or path.startswith("~") or Path(path).is_absolute()


@dataclass(frozen=True)
class Config:
    """Settings with their defaults.

    `rollover` is the hour at which the learner's day begins; `minutes` of study and `reviews_per_day` limit a day, 0
    for no limit; `leech` is the lapses that make a card a leech, 0 for never; `goal` is what the learner wants to do a
    day, such as `20 min` or `30 items`; `keys` maps names of actions (`review.undo`) to keys (`z` or `ctrl+z,z`).
    """

    new_per_day: int = field(default=10, metadata={"low": 0, "high": 999})
    reviews_per_day: int = field(default=0, metadata={"low": 0, "high": 9999})
    minutes: int = field(default=0, metadata={"low": 0, "high": 1440})
    goal: str = field(default="", metadata={"form": r"([1-9]\d{0,3} (min|items))?", "like": "20 min, or 30 items"})
    retention: float = field(default=0.9, metadata={"low": 0.7, "high": 0.99})
    rollover: int = field(default=4, metadata={"low": 0, "high": 23})
    leech: int = field(default=8, metadata={"low": 0, "high": 99})
    workspace: str = field(default="", metadata={"fits": _is_settled, "like": "a path that begins with / or ~"})
    editor: str = ""
    theme: str = field(default="rectified-dark", metadata={"choices": ("rectified-dark", "rectified-light")})
    maths: str = field(default="unicode", metadata={"choices": ("unicode", "ascii")})
    keys: Mapping[str, str] = field(default_factory=dict)


def wanted(key: str) -> str:
    """What a setting takes, in words: `a whole number from 0 to 999`."""
    found = next(each for each in fields(Config) if each.name == key)
    rule = found.metadata
    if "choices" in rule:
        return " or ".join(rule["choices"])
    if "low" in rule:
        kind = "a whole number" if type(found.default) is int else "a number"
        return f"{kind} from {rule['low']} to {rule['high']}"
    return str(rule.get("like", "a text in quotation marks"))


def takes(key: str, value: object) -> bool:
    """Whether a setting may have this value."""
    found = next(each for each in fields(Config) if each.name == key)
    kind, rule = type(found.default), found.metadata
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind or ("choices" in rule and value not in rule["choices"]):
        return False
    if isinstance(value, int | float) and "low" in rule and not rule["low"] <= value <= rule["high"]:
        return False
    if "fits" in rule and not rule["fits"](value):
        return False
    return not ("form" in rule and not re.fullmatch(rule["form"], str(value)))


def checked(file: Path, text: str, key: str, value: object) -> Any:
    """The value of a key of the file, whose text it is; raises ConfigError with the line of a wrong one."""
    known, line = {f.name: f for f in fields(Config)}, line_of(text, key)
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(known)}."
        raise ConfigError(f"unknown key `{key}`", file=file, line=line, hint=hint)
    if key == KEYS:
        return _keys(file, text, value)
    if "\0" in str(value):
        raise ConfigError(f"`{key}` holds a character that no name has", file=file, line=line)
    if not takes(key, value):
        raise ConfigError(f"`{key}` must be {wanted(key)}, not {value!r}", file=file, line=line)
    return float(value) if isinstance(value, int) and type(known[key].default) is float else value


def line_of(text: str, key: str) -> int:
    """The line of the file on which a key stands, or its table, or the name of an action in the table of keys."""
    names = "|".join(map(re.escape, dict.fromkeys((key, key.rpartition(".")[2]))))
    pattern = re.compile(rf"""\s*(\[\s*{re.escape(key)}\s*\]|({KEYS}\.)?["']?({names})["']?\s*=)""")
    return next((number for number, row in enumerate(text.split("\n"), 1) if pattern.match(row)), 1)


def _keys(file: Path, text: str, table: object) -> dict[str, str]:
    """The table of keys, whose names may be written with or without quotes; whether they clash, the app knows."""
    if not isinstance(table, dict):
        hint = '[keys]\n"review.undo" = "z"'
        raise ConfigError(f"`{KEYS}` must be a table", file=file, line=line_of(text, KEYS), hint=hint)
    found = dict(leaves(table))
    for action, keys in found.items():
        line = line_of(text, action)
        if not isinstance(keys, str) or not re.fullmatch(r"[^\s,]+(\+[^\s,]+)*(,[^\s,]+)*", keys):
            hint = 'Write keys as in "z", "ctrl+z" or "z,f2".'
            raise ConfigError(f"`{keys}` is no key for {action}", file=file, line=line, hint=hint)
        for key in keys.split(","):
            if key in ("h", "j", "k", "l") and not action.endswith((".up", ".down", ".left", ".right")):
                raise ConfigError(f"`{key}` always moves, and cannot do {action}", file=file, line=line)
    return found


def leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """The values of a table and of those within it, with the names that lead there."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
