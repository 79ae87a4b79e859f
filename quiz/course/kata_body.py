"""The text of a kata page: statement, hints, and what to say afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.course.blocks import Block, tree
from quiz.course.markdown import parse
from quiz.course.running_text import check_text
from quiz.course.source import Source
from quiz.course.spelling import nearest

_HINT = re.compile(r"Hint( \d+)?")
_AFTERWARDS = "Afterwards"


@dataclass(frozen=True)
class KataBody:
    """Markdown below the front matter, cut at its `## ` headings; the statement ends at the first `## Hint`."""

    statement: str
    hints: tuple[str, ...]
    afterwards: str


def read_body(source: Source, start: int) -> KataBody:
    """The body that begins on the line `start`."""
    headings = _headings(source)
    first = next((number for number, heading in enumerate(headings) if _ends_statement(source, heading)), len(headings))
    parts = headings[first:]
    ends = [heading.start for heading in parts] + [len(source.lines)]
    texts = [source.text(heading.end, end) for heading, end in zip(parts, ends[1:], strict=True)]
    for heading, text in zip(parts, texts, strict=True):
        _check(source, heading, text)
    body = KataBody(
        source.text(start, ends[0]),
        tuple(text for heading, text in zip(parts, texts, strict=True) if _HINT.fullmatch(heading.text)),
        "\n\n".join(text for heading, text in zip(parts, texts, strict=True) if heading.text == _AFTERWARDS),
    )
    if not body.statement:
        source.complain(start, "the statement is missing: write it under the front matter")
    if not body.hints:
        source.complain(start, "the kata has no hint: write at least one `## Hint`")
    return body


def _headings(source: Source) -> list[Block]:
    tokens = parse(source.lines, source.complain)
    for line, message in check_text(tokens):
        source.complain(line, message)
    return [block for block in tree(tokens) if block.kind == "heading" and block.level == 2]


def _ends_statement(source: Source, heading: Block) -> bool:
    """Whether the heading is a hint or `Afterwards`; complains of one that was meant to be."""
    if _HINT.fullmatch(heading.text) or heading.text == _AFTERWARDS:
        return True
    near = nearest(heading.text, ("Hint", _AFTERWARDS))
    if near:
        source.complain(heading.start, f"unknown section `## {heading.text}`: write `## {near}`")
    return False


def _check(source: Source, heading: Block, text: str) -> None:
    if not (_HINT.fullmatch(heading.text) or heading.text == _AFTERWARDS):
        message = f"only `## Hint` and `## Afterwards` follow a hint, not `## {heading.text}`"
        source.complain(heading.start, message)
    elif not text:
        source.complain(heading.start, f"`## {heading.text}` is empty")
