"""What an author can get wrong in a text that can be read: formulas, keyword lines, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from quiz.authoring.answers import answer_problems, line_of, lines_of
from quiz.course.cache import FileCache, Reading
from quiz.course.files import stamped
from quiz.course.front_matter import front_matter
from quiz.course.markdown import formulas, parse, running, source_lines
from quiz.course.plain import reader_of, to_plain
from quiz.errors import Problem

if TYPE_CHECKING:
    from markdown_it.token import Token

    from quiz.course import Card, Course


_QUIZ = Path(__file__).parents[1]
_CODE = ("authoring", "answers", "course", "maths")  # the packages that a check depends on

Checked = tuple[list[Problem], list[tuple[int, str]]]  # problems, and the links of a file with their lines


def check_cards(course: Course, cache: Path | None = None) -> list[Problem]:
    """Problems of cards and statements beyond those of reading them, which are `course.problems`.

    With a cache folder, a file that is as it was at the last check is not checked again.
    """
    cards: dict[Path, list[Card]] = {page.readme: [] for page in course.katas}
    for card in course.cards:
        cards.setdefault(card.file, []).append(card)
    files = {file: stamped(file, "") for file in sorted(cards)}
    kept = FileCache(cache, course.folder, "check", [_QUIZ / package for package in _CODE])
    known = kept.facts(list(files.values()))
    problems: list[Problem] = []
    readings = []
    for file, state in files.items():
        ids = [card.id for card in cards[file]]  # of two files with one id only the first card is checked
        found = _restored(known.get(state), ids)
        if found is None:
            found = _check(file, cards[file])
            readings.append(Reading(state, [ids, to_plain(tuple(found[0])), found[1]]))
        problems += [*found[0], *_link_problems(file, found[1])]
    if readings:
        kept.write(readings, list(files.values()), "", None)
    return sorted(problems)


def _check(file: Path, cards: Sequence[Card]) -> Checked:
    """What is wrong with a file whatever stands around it, and what it links to."""
    tokens = _tokens(file)
    problems = [problem for card in cards for problem in (*_keyword_problems(card), *answer_problems(card))]
    return [*problems, *_formula_problems(file, tokens)], list(_links(tokens))


def _restored(plain: Any, ids: Sequence[str]) -> Checked | None:
    try:
        checked, problems, links = plain
        if checked != ids:
            return None
        return list(map(reader_of(Problem), problems)), [(int(line), str(place)) for line, place in links]
    except (TypeError, ValueError, KeyError):
        return None


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


def _links(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """The files that links and pictures lead to, with their lines; addresses are not fetched."""
    for token in tokens:
        for line, child in running(token):
            target = str(child.attrGet("href") or child.attrGet("src") or "")
            place = unquote(target.partition("#")[0])
            if place and ":" not in place:
                yield line + 1, place


def _link_problems(file: Path, links: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    for line, place in links:
        if not (file.parent / place).exists():
            yield Problem(file, line, f"the link leads nowhere: there is no `{place}` beside this file")


def _keyword_problems(card: Card) -> Iterator[Problem]:
    from quiz.answers import Misconception, Point, lint

    points = [Point(point.text, point.keywords, point.fixtures) for point in card.key_points]
    slip = Misconception(card.slip.text, card.slip.keywords) if card.slip else None
    messages = lint(points, slip, card.sides)
    lines = lines_of(card) if messages else []
    for message in messages:
        about = next((point.text for point in points if f"'{point.text}'" in message), "")
        yield Problem(card.file, line_of(lines, card.line, about.partition("\n")[0]), message)
