"""The file of the settings: read whole, changed by one line."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from quiz.config.settings import KEYS, Config, checked, leaves, line_of
from quiz.errors import ConfigError
from quiz.paths import write_file

_LINE = re.compile(r"""(\s*(?:"[^"]*"|'[^']*'|[\w.-]+)\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^#]*?)(\s*(?:\#.*)?)""")

Value = str | int | float


def load(file: Path) -> Config:
    """Read the settings; a missing file gives the defaults.

    Raises ConfigError with the file, and for an unknown key the nearest known one.
    """
    return _config(file, _read(file))


def change(file: Path, key: str, value: Value | None) -> Config:
    """Write one key and return the new settings; every other line and all comments stay as they are.

    `key`: a field of Config, or `keys.` and the name of an action; `value`: None takes it out, so that the default
    holds. Raises ConfigError for a value that `load` would not take, when the file cannot be written, and when the key
    stands there in a form that only a person should change; the file stays as it was then.
    """
    text = _read(file)
    before, changed = dict(leaves(_table(file, text))), _with(text, key, value)
    config = _config(file, changed)
    wanted = {name: each for name, each in before.items() if name != key} | ({} if value is None else {key: value})
    if dict(leaves(_table(file, changed))) != wanted:
        hint = "Change it with an editor."
        raise ConfigError(f"`{key}` stands there in a form that is not changed by itself", file=file, hint=hint)
    try:
        write_file(file, changed.encode())
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", file=file, hint="Nothing was changed.") from error
    return config


def line(file: Path, key: str) -> int:
    """The line on which a key or the name of an action stands in the file."""
    return line_of(_read(file), key)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read: {error}", file=file) from error


def _table(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", file=file, hint="Write one `key = value` on a line.") from error


def _config(file: Path, text: str) -> Config:
    return Config(**{key: checked(file, text, key, value) for key, value in _table(file, text).items()})


def _with(text: str, key: str, value: Value | None) -> str:
    """The text with one line put in, changed or taken out."""
    lines = text.removesuffix("\n").split("\n") if text else []  # as TOML does: U+2028 and the like end no line
    action = key.removeprefix(f"{KEYS}.")
    first, last = _part(lines, KEYS if action != key else "")
    if first is None:
        if value is None:
            return text
        lines += [*([""] if lines else []), f"[{KEYS}]"]
        first = last = len(lines)
    name = re.compile(rf"""\s*["']?{re.escape(action)}["']?\s*=""")
    place = next((number for number in range(first, last) if name.match(lines[number])), None)
    if value is None:
        lines = [row for number, row in enumerate(lines) if number != place]
    elif place is None:
        while last > first and not lines[last - 1].strip():
            last -= 1
        lines.insert(last, f"{action if action == key else json.dumps(action)} = {_toml(value)}")
    elif found := _LINE.fullmatch(lines[place]):
        lines[place] = f"{found[1]}{_toml(value)}{found[3]}"
    return "".join(f"{row}\n" for row in lines)


def _part(lines: list[str], table: str) -> tuple[int | None, int]:
    """The lines of a table, from the first to the one after its last; those before all tables for an empty name."""
    headings = [number for number, row in enumerate(lines) if row.lstrip().startswith("[")]
    if not table:
        return 0, min(headings, default=len(lines))
    start = next((number for number in headings if lines[number].split("#")[0].strip(" []") == table), None)
    if start is None:
        return None, 0
    return start + 1, min((number for number in headings if number > start), default=len(lines))


def _toml(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)
