"""The pictures of a course: `content/plots/<name>.json`, data that the app draws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.errors import CourseError

_HINT = "docs/cards.md describes the form of a picture."
_FORMS = ("plot", "grid", "plane")

Range = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """Points, joined unless `dots`; a missing y breaks the line."""

    name: str
    x: tuple[float, ...]
    y: tuple[float | None, ...]
    dots: bool = False


@dataclass(frozen=True)
class Mark:
    """A word at a place of a plot."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Plot:
    """A panel with axes; `log` says that y is drawn by its logarithm. A range that is None is that of the data."""

    heading: str
    x: str
    y: str
    series: tuple[Series, ...]
    log: bool = False
    range_x: Range | None = None
    range_y: Range | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A panel that is a table; `across` names its columns and `down` its rows."""

    heading: str
    across: tuple[str, ...]
    down: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Plane:
    """Points of a plane, of which some fire, and a line `(w1, w2, b)` that the learner may move."""

    heading: str
    points: tuple[Range, ...]
    fires: tuple[bool, ...]
    line: tuple[float, float, float]

    def wrong(self, line: tuple[float, float, float]) -> int:
        """How many points stand on the wrong side: those that fire should have w1 x + w2 y + b > 0."""
        w1, w2, b = line
        return sum((w1 * x + w2 * y + b > 0) != fires for (x, y), fires in zip(self.points, self.fires, strict=True))


Panel = Plot | Grid | Plane


@dataclass(frozen=True)
class Picture:
    """Panels that belong together, and what they show in words."""

    says: str
    panels: tuple[Panel, ...]


def plot_file(course: Path, name: str) -> Path:
    """Where the data of a picture lies."""
    return course / "content" / "plots" / f"{name}.json"


def plot_names(course: Path) -> set[str]:
    """The pictures that a course has."""
    return {file.stem for file in (course / "content" / "plots").glob("*.json")}


def read_picture(file: Path) -> Picture:
    """Read one picture. Raises CourseError with the file, and the line where JSON ends to be JSON."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        panels = tuple(_panel(panel) for panel in found["panels"])
        return Picture(str(found["says"]), panels)
    except OSError as error:
        raise CourseError(f"the picture cannot be read: {error.strerror}", file=file, hint=_HINT) from error
    except json.JSONDecodeError as error:
        raise CourseError(f"no JSON: {error.msg}", file=file, line=error.lineno, hint=_HINT) from error
    except KeyError as error:
        raise CourseError(f"the picture lacks {error}", file=file, hint=_HINT) from error
    except (TypeError, ValueError) as error:
        raise CourseError(f"no picture: {error}", file=file, hint=_HINT) from error


def _panel(data: Mapping[str, Any]) -> Panel:
    form, heading = data["form"], str(data.get("heading", ""))
    if form == "grid":
        rows = tuple(tuple(map(str, row)) for row in data["rows"])
        across, down = tuple(map(str, data["across"])), tuple(map(str, data["down"]))
        if len(rows) != len(down) or any(len(row) != len(across) for row in rows):
            raise ValueError(f"the grid has not {len(down)} rows of {len(across)}")
        return Grid(heading, across, down, rows)
    if form == "plane":
        points = tuple((float(x), float(y)) for x, y in data["points"])
        fires = tuple(map(bool, data["fires"]))
        w1, w2, b = map(float, data["line"])
        if len(points) != len(fires):
            raise ValueError("the plane has not one `fires` for each point")
        return Plane(heading, points, fires, (w1, w2, b))
    if form != "plot":
        raise ValueError(f"`{form}` is no form of a panel: {', '.join(_FORMS)}")
    marks = tuple(Mark(float(at["at"][0]), float(at["at"][1]), str(at["text"])) for at in data.get("marks", ()))
    ranges = _range(data.get("range_x")), _range(data.get("range_y"))
    series = tuple(map(_series, data["series"]))
    return Plot(heading, data["x"], data["y"], series, bool(data.get("log")), *ranges, marks)


def _series(data: Mapping[str, Any]) -> Series:
    x = tuple(map(float, data["x"]))
    y = tuple(None if value is None else float(value) for value in data["y"])
    if len(x) != len(y):
        raise ValueError(f"the series `{data['name']}` has {len(x)} x and {len(y)} y")
    return Series(str(data["name"]), x, y, bool(data.get("dots")))


def _range(data: Any) -> Range | None:
    if data is None:
        return None
    low, high = map(float, data)
    if not low < high:
        raise ValueError(f"the range from {low} to {high} is empty")
    return low, high
