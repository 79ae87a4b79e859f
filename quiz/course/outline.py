"""`content/course.toml`: the name of a course and the order of its units."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.course.files import OWN
from quiz.course.spelling import nearest
from quiz.errors import CourseError

_FORM = 'Write `title = "…"`, `name = "…"` and `units = [{ folder = "01_first", title = "First" }]`.'
_COURSE: dict[str, type] = {"title": str, "name": str, "units": list}
_UNIT: dict[str, type] = {"folder": str, "title": str, "planned_katas": list}


@dataclass(frozen=True)
class Unit:
    """One chapter: its folder in `content/` and `exercises/`. Planned katas may be named before they exist."""

    folder: str
    title: str
    planned_katas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """What `course.toml` says. `name` begins the items of the log, `name:card-id`."""

    name: str
    title: str
    units: tuple[Unit, ...]


def read_outline(file: Path) -> Outline:
    """Read `course.toml`. Raises CourseError with file and line when the course cannot be opened by it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except OSError as error:
        hint = "A course is a folder with content/course.toml, exercises/ and solutions/."
        raise CourseError(f"no course here: {error.strerror}", file=file, hint=hint) from error
    except ValueError as error:  # not UTF-8, or not TOML
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else 1
        raise CourseError(f"not valid TOML: {error}", file=file, line=line, hint=_FORM) from error
    _check(file, text, table, _COURSE, required=("title", "name", "units"))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", table["name"]):
        message = f"the name `{table['name']}` must have small letters, digits and hyphens only"
        raise CourseError(message, file=file, line=_line(text, "name"))
    if table["name"] == OWN:
        message = f"the name `{OWN}` is that of the learner's own decks"
        raise CourseError(message, file=file, line=_line(text, "name"), hint="Give the course another name.")
    return Outline(table["name"], table["title"], tuple(_unit(file, text, unit) for unit in table["units"]))


def _unit(file: Path, text: str, unit: object) -> Unit:
    if not isinstance(unit, dict):
        raise CourseError(f"`{unit}` is no unit", file=file, line=_line(text, "units"), hint=_FORM)
    _check(file, text, unit, _UNIT, required=("folder", "title"))
    planned = unit.get("planned_katas", [])
    if not all(isinstance(kata, str) for kata in planned):
        raise CourseError("`planned_katas` lists names of katas", file=file, line=_line(text, "planned_katas"))
    if unit["folder"] == OWN:
        message = f"a unit `{OWN}` is that of the learner's own decks"
        raise CourseError(message, file=file, line=_line(text, "folder"), hint="Rename the folder, as in `01_own`.")
    return Unit(unit["folder"], unit["title"], tuple(planned))


def _check(file: Path, text: str, table: dict[str, Any], known: dict[str, type], required: tuple[str, ...]) -> None:
    for key, value in table.items():
        if key not in known:
            near = nearest(key, known)
            hint = f"Did you mean `{near}`?" if near else f"Known keys: {', '.join(known)}."
            raise CourseError(f"unknown key `{key}`", file=file, line=_line(text, key), hint=hint)
        if not isinstance(value, known[key]):
            wanted = "a list" if known[key] is list else "a text in quotes"
            raise CourseError(f"`{key}` must be {wanted}, not {value!r}", file=file, line=_line(text, key), hint=_FORM)
    for key in required:
        if not table.get(key):
            raise CourseError(f"`{key}` is missing", file=file, line=1, hint=_FORM)


def _line(text: str, key: str) -> int:
    pattern = re.compile(rf"(^|[{{,\s]){re.escape(key)}\s*=")
    return next((number for number, row in enumerate(text.splitlines(), 1) if pattern.search(row)), 1)
