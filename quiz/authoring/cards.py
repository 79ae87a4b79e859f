"""What an author can get wrong in a text that can be read: formulas, keyword lines, links."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from quiz.authoring.answers import answer_problems, line_of, lines_of
from quiz.course.front_matter import front_matter
from quiz.course.markdown import formulas, parse, running, source_lines
from quiz.errors import Problem

if TYPE_CHECKING:
    from markdown_it.token import Token

    from quiz.course import Card, Course


def check_cards(course: Course) -> list[Problem]:
    """Problems of cards and statements beyond those of reading them, which are `course.problems`."""
    problems = [problem for card in course.cards for problem in (*_keyword_problems(card), *answer_problems(card))]
    for file in sorted({card.file for card in course.cards} | {page.readme for page in course.katas}):
        tokens = _tokens(file)
        problems += _formula_problems(file, tokens)
        problems += _link_problems(file, tokens)
    return sorted(problems)


def _tokens(file: Path) -> list[Token]:
    lines = source_lines(file.read_text(encoding="utf-8"))
    if lines[0].rstrip() == "---":
        _, start = front_matter(lines, lambda line, message: None)
        lines[:start] = [""] * start
    return parse(lines, lambda line, message: None)


def _formula_problems(file: Path, tokens: list[Token]) -> Iterator[Problem]:
    from quiz.maths import check

    for line, latex in formulas(tokens):
        fault = check(latex)
        if fault:
            yield Problem(file, line + 1, f"the formula `{latex}` cannot be laid out: {fault}")


def _link_problems(file: Path, tokens: list[Token]) -> Iterator[Problem]:
    """Links and pictures that lead to a file which is not there; addresses are not fetched."""
    for token in tokens:
        for line, child in running(token):
            target = str(child.attrGet("href") or child.attrGet("src") or "")
            place = unquote(target.partition("#")[0])
            if place and ":" not in place and not (file.parent / place).exists():
                yield Problem(file, line + 1, f"the link leads nowhere: there is no `{place}` beside this file")


def _keyword_problems(card: Card) -> Iterator[Problem]:
    from quiz.answers import Misconception, Point, lint

    points = [Point(point.text, point.keywords, point.fixtures) for point in card.key_points]
    slip = Misconception(card.slip.text, card.slip.keywords) if card.slip else None
    lines = lines_of(card)
    for message in lint(points, slip, card.sides):
        about = next((point.text for point in points if f"'{point.text}'" in message), "")
        yield Problem(card.file, line_of(lines, card.line, about.partition("\n")[0]), message)
