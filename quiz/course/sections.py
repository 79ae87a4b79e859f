"""The `###` sections of a card: one reader each, giving fields of `Card`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from quiz.course.blocks import Block, item_text
from quiz.course.card import Curveball, KeyPoint, Kind, Option, Slip
from quiz.course.gaps import gap
from quiz.course.source import Section, Source, items, keyword_lines, lines_of, said
from quiz.course.spelling import nearest
from quiz.course.typed import draw, typed_answer

Fields = dict[str, Any]
T = TypeVar("T")
_LINKS = {"after": "after", "kata": "katas", "source": "sources", "tag": "tags", "plot": "plots"}


def _key_points(source: Source, section: Section) -> Fields:
    found = [said(source, item) for item in items(source, section)]
    if section.blocks and not 2 <= len(found) <= 6:
        source.complain(section.line, f"a card has 2 to 6 key points, not {len(found)}: join or split them")
    return {"key_points": tuple(KeyPoint(point.text, point.keywords, point.fixtures) for point in found)}


def _slip(source: Source, section: Section) -> Fields:
    end = next((block.start for block in section.blocks if block.kind == "bullet_list"), section.end)
    text = source.text(section.line + 1, end)
    if not text:
        source.complain(section.line, "`### Slip` begins with a paragraph: the misconception, corrected")
    keywords, fixtures = keyword_lines(source, [block for block in section.blocks if block.start >= end])
    if fixtures:
        source.complain(end, "a slip has no `= ` sentences: only `- ~ keyword` lines")
    return {"slip": Slip(text, keywords)}


def _curveball(source: Source, section: Section) -> Fields:
    if len(section.blocks) < 2 or section.blocks[0].kind != "paragraph":
        source.complain(section.line, "`### Curveball` needs a paragraph that asks, a blank line, and the answer")
        return {}
    first, second = section.blocks[:2]
    return {"curveball": Curveball(source.text(first.start, first.end), source.text(second.start, section.end))}


def _options(source: Source, section: Section) -> Fields:
    options = []
    for item in items(source, section):
        task = item.task
        if not task:
            source.complain(item.start, "an option begins with `[x] ` when it is right, with `[ ] ` when it is wrong")
            continue
        text = item_text(source.lines, item, item.children[0].end)[task.end() :].strip()
        if not text:
            source.complain(item.start, "this option is empty")
        options.append(Option(text, task[1] != " ", _why(source, item)))
    if len(options) < 2:
        source.complain(section.line, "a choice card has at least two options")
    elif not any(option.right for option in options):
        source.complain(section.line, "no option is right: mark one with `- [x] `")
    return {"options": tuple(options)}


def _why(source: Source, item: Block) -> str:
    """The text indented under an option: paragraphs as they are, bullets without their marks."""
    rest = item.children[1:]
    if rest and all(block.kind == "bullet_list" for block in rest):
        return "\n\n".join(item_text(source.lines, bullet) for block in rest for bullet in block.children)
    option = item_text(source.lines, item, item.children[0].end)
    return item_text(source.lines, item)[len(option) :].strip()


def _gaps(source: Source, section: Section) -> Fields:
    gaps = tuple(gap(text) for _, text in lines_of(source, section))
    for number, twice in enumerate(gaps):
        if any(twice.text == other.text for other in gaps[:number]):
            source.complain(section.line, f"the gap `{twice.text}` is listed twice")
    return {"gaps": gaps}


def _answer(source: Source, section: Section) -> Fields:
    return {"typed": tuple(_each(source, section, typed_answer))}


def _draw(source: Source, section: Section) -> Fields:
    return {"draws": tuple(_each(source, section, draw))}


def _each(source: Source, section: Section, read: Callable[[str], T]) -> Iterator[T]:
    """What `read` makes of each list item; the text of its ValueError is a problem."""
    for line, text in lines_of(source, section):
        try:
            yield read(text)
        except ValueError as error:
            source.complain(line, str(error))


def _numbered(name: str) -> Callable[[Source, Section], Fields]:
    def read(source: Source, section: Section) -> Fields:
        found = [item_text(source.lines, item) for item in items(source, section, "ordered_list")]
        if section.blocks and len(found) < 2:
            source.complain(section.line, f"`### {section.name}` has at least two items")
        return {name: tuple(found)}

    return read


def _sides(source: Source, section: Section) -> Fields:
    sides = tuple(re.sub(r"\s*\|\s*", "|", text) for _, text in lines_of(source, section))
    if section.blocks and len(sides) != 2:
        source.complain(section.line, f"a comparison has 2 sides, not {len(sides)}: one bullet each, `- L1 | lasso`")
    if any("" in side.split("|") for side in sides):
        source.complain(section.line, "a side has an empty name: write `- L1 | lasso`")
    return {"sides": sides}


def _links(source: Source, section: Section) -> Fields:
    found: dict[str, tuple[str, ...]] = {}
    for line, text in lines_of(source, section):
        key, colon, value = (part.strip() for part in text.partition(":"))
        if key not in _LINKS or not colon or not value:
            near = nearest(key, _LINKS) or "after"
            source.complain(line, f"unknown link `{text}`: write `- {near}: …` (keys: {', '.join(_LINKS)})")
            continue
        values = (value,) if key == "source" else tuple(filter(None, map(str.strip, re.split(",", value))))
        found[_LINKS[key]] = found.get(_LINKS[key], ()) + values
    return dict(found)


READERS: dict[str, Callable[[Source, Section], Fields]] = {
    "Key points": _key_points,
    "Options": _options,
    "Gaps": _gaps,
    "Answer": _answer,
    "Draw": _draw,
    "Steps": _numbered("steps"),
    "Order": _numbered("order"),
    "Slip": _slip,
    "Curveball": _curveball,
    "Sides": _sides,
    "Links": _links,
}
KINDS = {
    "Options": Kind.CHOICE,
    "Gaps": Kind.CLOZE,
    "Answer": Kind.TYPED,
    "Steps": Kind.DERIVATION,
    "Order": Kind.ORDER,
}
