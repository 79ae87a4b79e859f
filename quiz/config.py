"""The learner's settings: a small TOML file, every key optional, every value checked."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from quiz.errors import ConfigError


@dataclass(frozen=True)
class Config:
    """Settings with their defaults.

    `rollover` is the hour at which the learner's day begins; `minutes` of study a day cut a plan, 0 for no limit.
    """

    new_per_day: int = field(default=10, metadata={"low": 0, "high": 999})
    retention: float = field(default=0.9, metadata={"low": 0.7, "high": 0.99})
    rollover: int = field(default=4, metadata={"low": 0, "high": 23})
    minutes: int = field(default=0, metadata={"low": 0, "high": 1440})
    workspace: str = ""
    editor: str = ""
    theme: str = "rectified-dark"
    maths: str = field(default="unicode", metadata={"choices": ("unicode", "ascii")})


def load(file: Path) -> Config:
    """Read the settings; a missing file gives the defaults.

    Raises ConfigError with the file, and for an unknown key the nearest known one.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", file=file) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", file=file, hint="Write one `key = value` on a line.") from error
    return Config(**{key: _value(file, text, key, value) for key, value in table.items()})


def _value(file: Path, text: str, key: str, value: object) -> Any:
    known = {f.name: f for f in fields(Config)}
    line = next((n for n, row in enumerate(text.splitlines(), 1) if row.split("=")[0].strip() == key), 1)
    if key not in known:
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(known)}."
        raise ConfigError(f"unknown key `{key}`", file=file, line=line, hint=hint)
    default, rule = known[key].default, known[key].metadata
    wanted = type(default)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted:
        raise ConfigError(f"`{key}` must be of type {wanted.__name__}, not {value!r}", file=file, line=line)
    if "choices" in rule and value not in rule["choices"]:
        raise ConfigError(f"`{key}` must be one of {', '.join(rule['choices'])}", file=file, line=line)
    if isinstance(value, int | float) and "low" in rule and not rule["low"] <= value <= rule["high"]:
        raise ConfigError(f"`{key}` must lie between {rule['low']} and {rule['high']}", file=file, line=line)
    return value
