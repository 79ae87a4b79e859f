"""The id comment of a card, and the other comments."""

from __future__ import annotations

import re

from quiz.course.blocks import Block
from quiz.course.draft import Draft
from quiz.course.source import Source

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ID = re.compile(r"<!--\s*id:\s*(?P<id>\S.*?)\s*-->", re.DOTALL)
_MEANT = re.compile(r"<!--\s*id\b", re.IGNORECASE)
_CHARACTERS = re.compile(r"[a-z0-9][a-z0-9-]*")


def take_id(source: Source, draft: Draft) -> str | None:
    """The id written under the heading, if there is one. Complains of every other one, and of HTML."""
    written: str | None = None
    for block in draft.blocks():
        for below in block.walk():
            if below.kind == "html_block" and below is not block:
                source.complain(below.start, "a comment stands alone on its line, not within text or lists")
        if block.kind == "html_block":
            for comment in _comments(source, block):
                if written is not None:
                    source.complain(block.start, f"a second id in this card: it already has `{written}`")
                elif not draft.body or block is not draft.body[0]:
                    source.complain(block.start, "the id stands directly under the heading of its card")
                written = written or _id(source, block.start, comment)
    _forget_comments(source, draft)
    return written


def _comments(source: Source, block: Block) -> list[str]:
    """The id comments of an HTML block."""
    text = block.text.strip()
    if not text.startswith("<!--"):
        source.complain(block.start, "HTML is not shown: write markdown, or put the code in a fence")
    elif _COMMENT.sub("", text).strip():
        source.complain(block.end - 1, "text after a comment on its line is not shown: put it on the next line")
    return [comment for comment in _COMMENT.findall(text) if _MEANT.match(comment)]


def _id(source: Source, line: int, comment: str) -> str:
    match = _ID.fullmatch(comment)
    if not match:
        source.complain(line, "not an id: write `<!-- id: some-name -->`")
        return ""
    if not _CHARACTERS.fullmatch(match["id"]):
        right = re.sub(r"[^a-z0-9]+", "-", match["id"].casefold()).strip("-") or "some-name"
        source.complain(line, f"an id has small letters, digits and hyphens: write `<!-- id: {right} -->`")
    return match["id"]


def _forget_comments(source: Source, draft: Draft) -> None:
    """Comments are the author's: they belong to no text of the card."""
    for block in draft.blocks():
        if block.kind == "html_block":
            source.lines[block.start : block.end] = [""] * (block.end - block.start)
    draft.body = [block for block in draft.body if block.kind != "html_block"]
    for section in draft.sections:
        section.blocks = [block for block in section.blocks if block.kind != "html_block"]
