"""The lines of a deck, and what the sections of a card read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quiz.course.blocks import Block, item_text

WHOLE_FILE = -1  # the line of a problem that belongs to no card; shown as the first line
_LISTS = ("bullet_list", "ordered_list")
_LIST_FORMS = {"bullet_list": "a list with `- `", "ordered_list": "a numbered list, `1. `"}


@dataclass
class Source:
    """Lines of a file, and the problems found so far as line (counted from 0) and message."""

    lines: list[str]
    problems: list[tuple[int, str]] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append((line, message))

    def text(self, start: int, end: int) -> str:
        """Source between two lines, without blank lines around it."""
        return "\n".join(self.lines[start:end]).strip("\n").rstrip()


@dataclass
class Section:
    """A `###` section of a card: its name, its line and the blocks under its heading."""

    name: str
    line: int
    end: int
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """A text with the keyword lines and fixtures listed under it."""

    text: str
    keywords: tuple[str, ...]
    fixtures: tuple[str, ...]


def items(source: Source, section: Section, kind: str = "bullet_list") -> list[Block]:
    """The list items of a section that holds nothing else."""
    found: list[Block] = []
    for block in section.blocks:
        if block.kind == kind:
            found += block.children
        else:
            source.complain(block.start, f"`### {section.name}` holds only {_LIST_FORMS[kind]}")
    if not section.blocks:
        source.complain(section.line, f"`### {section.name}` is empty: write {_LIST_FORMS[kind]} under it")
    full = [item for item in found if item.children and item.children[0].kind not in _LISTS]
    for item in found:
        if item not in full:
            source.complain(item.start, "this list item is empty: write its text right after the mark")
    return full


def lines_of(source: Source, section: Section) -> Iterator[tuple[int, str]]:
    """The items of a list whose items are one line of text each, with their lines."""
    for item in items(source, section):
        if len(item.children) > 1 or item.children[0].kind != "paragraph":
            source.complain(item.start, f"an item of `### {section.name}` is one line of text")
        else:
            yield item.start, re.sub(r"\s+", " ", item_text(source.lines, item))


def said(source: Source, item: Block) -> Said:
    """A list item: its text, and the keyword lines nested under it."""
    end = next((block.start for block in item.children if block.kind in _LISTS), item.end)
    keywords, fixtures = keyword_lines(source, [block for block in item.children if block.start >= end])
    return Said(item_text(source.lines, item, end), keywords, fixtures)


def keyword_lines(source: Source, blocks: Sequence[Block]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keyword lines (`~ `) and fixtures (`= `), read from the source, where `*` is no emphasis."""
    found: dict[str, list[str]] = {"~": [], "=": []}
    for block in blocks:
        if block.kind != "bullet_list":
            source.complain(block.start, "only keyword lines follow here: write `- ~ keyword` or `- = sentence`")
            continue
        for item in block.children:
            text = re.sub(r"\s+", " ", item_text(source.lines, item))
            match = re.fullmatch(r"([~=]) (.+)", text)
            if match:
                found[match[1]].append(match[2])
            else:
                right = re.sub(r"^([~=])?\s*", lambda mark: f"{mark[1] or '~'} ", text)
                source.complain(item.start, f"not a keyword line: write `- {right}`")
    return tuple(found["~"]), tuple(found["="])
