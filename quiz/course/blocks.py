"""Tokens -> a small tree of blocks that know their source lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_MARKER = re.compile(r"[> ]*(?:[-*+]|\d{1,9}[.)])(?: +|$)")
_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")


@dataclass
class Block:
    """One markdown block on the lines `start` to `end` (counted from 0, `end` excluded).

    `kind` is markdown-it's name (heading, paragraph, bullet_list, list_item, fence, ...), `text` its running text.
    """

    kind: str
    start: int
    end: int
    markup: str = ""
    level: int = 0
    text: str = ""
    children: list[Block] = field(default_factory=list)

    def walk(self) -> Iterator[Block]:
        """This block and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def task(self) -> re.Match[str] | None:
        """The `[x] ` or `[ ] ` with which a list item begins."""
        first = self.children[0] if self.kind == "list_item" and self.children else None
        return _TASK.match(first.text) if first and first.kind == "paragraph" else None


def tree(tokens: Sequence[Token]) -> list[Block]:
    """The top-level blocks of a document."""
    root = Block("document", 0, 0)
    above = [root]
    for token in tokens:
        if token.nesting < 0:
            above.pop()
        elif token.type == "inline":
            above[-1].text = token.content
        else:
            start, end = token.map or (above[-1].start, above[-1].end)
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            kind = token.type.removesuffix("_open")
            block = Block(kind, start, end, token.markup, level, token.content)
            above[-1].children.append(block)
            if token.nesting > 0:
                above.append(block)
    return root.children


def item_text(lines: Sequence[str], item: Block, end: int | None = None) -> str:
    """Source of a list item, or of its beginning up to the line `end`, without marker and indentation."""
    rows = lines[item.start : item.end if end is None else end]
    marker = _MARKER.match(rows[0]) if rows else None
    if not marker:
        return ""
    width = len(marker[0])
    rest = (row.removeprefix(" " * width) if not row[:width].strip() else row.lstrip() for row in rows[1:])
    return "\n".join([rows[0][width:], *rest]).strip()
