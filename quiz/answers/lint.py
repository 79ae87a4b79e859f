"""What an author can get wrong in the keyword lines of a card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quiz.answers.assessment import Misconception, Point
from quiz.answers.keyword_line import KeywordLine, parse_names
from quiz.answers.keywords import Group
from quiz.answers.matching import meetings
from quiz.answers.passage import Passage
from quiz.answers.slips import asserted_clause

MOST_GROUPS = 3  # every further group must be said too, and lines with many were seldom hit


def lint(points: Sequence[Point], slip: Misconception | None = None, sides: Sequence[str] = ()) -> list[str]:
    """Return what has to be put right before the card can check an answer; empty when nothing has."""
    names, problems = _read_sides(sides)
    for point in points:
        problems += [f"key point '{point.text}': {problem}" for problem in _point_problems(point, names)]
    if slip is not None:
        problems += [f"slip: {problem}" for problem in _line_problems(slip.keywords, names)]
    return problems


def warnings(
    points: Sequence[Point], slip: Misconception | None = None, question: str = "", sides: Sequence[str] = ()
) -> list[str]:
    """Return what may be meant, but often makes a wrong tick or misses one."""
    names, _ = _read_sides(sides)
    found = []
    for point in points:
        others = [(f"key point '{other.text}'", other.text) for other in points if other is not point]
        others += [("the question", question)] + ([("the slip", slip.text)] if slip else [])
        found += [f"key point '{point.text}': {warning}" for warning in _point_warnings(point, others, names)]
    if slip is not None:
        found += [f"slip: {warning}" for warning in _slip_warnings(slip, points, names)]
    return found


def _read_sides(sides: Sequence[str]) -> tuple[list[Group], list[str]]:
    if len(sides) not in (0, 2):
        return [], [f"a comparison has 2 sides, not {len(sides)}: write one bullet for each, names separated by |"]
    try:
        return [parse_names(side) for side in sides], []
    except ValueError as error:
        return [], [f"sides: {error}"]


def _point_problems(point: Point, sides: Sequence[Group]) -> Iterator[str]:
    if not point.keywords:
        yield "no keyword line: write '~ word|word' below it"
    if not point.fixtures:
        yield "no fixture: write '= a sentence that a learner might say' below it"
    yield from _line_problems(point.keywords, sides)
    lines = _readable(point.keywords)
    yield from (_too_long(line) for line in lines if len(line.groups) > MOST_GROUPS)
    if not lines:
        return
    if not _hits(lines, point.text, sides):
        yield "no keyword line finds its own sentence: add a word of it to a line"
    for fixture in point.fixtures:
        if not _hits(lines, fixture, sides):
            yield f"no keyword line finds '= {fixture}': add a word of it to a line"


def _line_problems(lines: Iterable[str], sides: Sequence[Group]) -> Iterator[str]:
    for line in lines:
        try:
            side = KeywordLine.parse(line).side
        except ValueError as error:
            yield str(error)
        else:
            if side and not sides:
                yield f"'{line}' is bound to a side: name both under ### Sides, or leave out @{side}"


def _too_long(line: KeywordLine) -> str:
    return f"'{line.source}' has {len(line.groups)} groups: write at most {MOST_GROUPS}, or more than one line"


def _point_warnings(point: Point, others: Iterable[tuple[str, str]], sides: Sequence[Group]) -> Iterator[str]:
    lines = _readable(point.keywords)
    if lines and all(len(line.groups) > 1 for line in lines):
        yield "every line has several groups: give a distinctive term a line of its own, if there is one"
    for line in lines:
        for name, text in others:
            if _hits([line], text, sides):
                yield f"'{line.source}' also finds {name}"


def _slip_warnings(slip: Misconception, points: Iterable[Point], sides: Sequence[Group]) -> Iterator[str]:
    if not slip.keywords:
        yield "no keyword line, so it is never found: write '~ word|word' below it"
    for point in points:
        for text in (point.text, *point.fixtures):
            if asserted_clause(_readable(slip.keywords), Passage(text), sides) is not None:
                yield f"its keywords also find '{text}', which is right"


def _readable(lines: Iterable[str]) -> list[KeywordLine]:
    readable = []
    for line in lines:
        try:
            readable.append(KeywordLine.parse(line))
        except ValueError:
            continue  # said by _line_problems
    return readable


def _hits(lines: Iterable[KeywordLine], text: str, sides: Sequence[Group]) -> bool:
    return any(meeting.is_hit for meeting in meetings(lines, Passage(text), sides))
