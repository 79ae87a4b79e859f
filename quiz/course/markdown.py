"""Markdown source -> tokens: one parser for decks, kata pages and screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

Complain = Callable[[int, str], None]  # line counted from 0, message

_INDENT = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_MOST_OPEN = 8  # fences and comments left open in cards without ids
_ID_BELOW = re.compile(r"\s*<!--\s*id\b")


def source_lines(text: str) -> list[str]:
    """The lines of a file, without byte order mark, whatever the line ends; tabs that indent become blanks."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [_INDENT.sub(lambda indent: indent[0].expandtabs(4), line, count=1) for line in text.split("\n")]


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and maths between dollar signs; an escaped character stays a token of its own."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    md = MarkdownIt("commonmark").enable("table").disable("text_join")
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    md.core.ruler.before("inline", "first_dollar", _first_dollar)
    return md


def _first_dollar(state: StateCore) -> None:
    """Let a text that ends in a digit begin with a formula: for its first dollar sign the plugin looks at the end."""
    for token in state.tokens:
        if token.type == "inline" and token.content.startswith("$") and re.search(r"[\d\\]$", token.content):
            token.content += " "


def parse(source: Sequence[str], complain: Complain) -> list[Token]:
    """Tokens of a deck. A fence or comment left open is closed above the next card, so that only its own card fails."""
    ids = (n for n in range(2, len(source)) if source[n - 1].startswith("## ") and _ID_BELOW.match(source[n]))
    return _parse_pieces(source, 0, [n - 1 for n in ids], complain)


def _parse_pieces(source: Sequence[str], start: int, cuts: Sequence[int], complain: Complain) -> list[Token]:
    """Tokens of the lines from `start` on, cut in pieces of which none can spoil another."""
    pieces = zip([0, *cuts], [*cuts, len(source)], strict=True)
    return [token for first, end in pieces for token in _parse_piece(source[first:end], start + first, complain)]


def _parse_piece(source: Sequence[str], start: int, complain: Complain) -> list[Token]:
    def complain_here(line: int, message: str) -> None:
        complain(start + line, message)

    lines = list(source)
    for _ in range(_MOST_OPEN):
        env: dict[str, dict[str, dict[str, list[int]]]] = {}
        tokens = parser().parse("\n".join(lines), env)
        if not any(_close(lines, token, complain_here) for token in tokens if token.level == 0):
            break
    else:  # every one costs another look at all that follows: cut at whatever may be a card
        cards = [number for number, line in enumerate(source) if number and line.startswith("## ")]
        if cards:
            return _parse_pieces(source, start, cards, complain)
    for token in tokens:
        if token.type == "fence" and token.level and token.map and not _closed(lines, token):
            complain_here(token.map[0], f"this code fence is not closed: end it with `{token.markup}` on its own line")
    for reference in env.get("references", {}).values():
        complain_here(reference["map"][0], "a link definition is not read: write the link in place, `[text](address)`")
    for token in tokens:
        if token.map:
            token.map = [start + token.map[0], start + token.map[1]]
    return tokens


def _closed(lines: Sequence[str], fence: Token) -> bool:
    first, end = fence.map or [0, 0]
    last = lines[end - 1].strip().lstrip("> ")
    return end - 1 > first and len(last) >= len(fence.markup) and not last.strip(fence.markup[0])


def _close(lines: list[str], token: Token, complain: Complain) -> bool:
    """Close `token` in `lines` when it is open, and say whether it was."""
    first, end = token.map or [0, 0]
    if token.type == "html_block" and _open_comment(token.content):
        complain(first, "this comment is not closed: end it with `-->` on the same line")
        lines[first] = ""
        return True
    if token.type != "fence":
        return False
    closed = _closed(lines, token)
    card = _next_card(lines, first + 1, end, sure=not closed)
    if closed and card is None:
        return False
    complain(first, f"this code fence is not closed: end it with `{token.markup}` on its own line")
    if card is None:
        lines.append(token.markup)
    elif card - 1 == first:
        lines[first] = ""
    else:
        lines[card - 1] = token.markup
    return True


def _open_comment(text: str) -> bool:
    """Whether a comment runs on into the next one, or to the end of the file."""
    inside = text.lstrip().removeprefix("<!--").partition("-->")[0]
    return text.lstrip().startswith("<!--") and ("\n<!--" in inside or "-->" not in text)


def _next_card(lines: Sequence[str], start: int, end: int, *, sure: bool) -> int | None:
    """The line of the next card's heading; unless `sure`, an id has to stand under it, since code may look like one."""
    for number in range(start, end):
        if lines[number].startswith("## ") and (sure or any(map(_ID_BELOW.match, lines[number + 1 : number + 2]))):
            return number
    return None


def formulas(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Every formula with its line, counted from 0."""
    for token in tokens:
        if token.type == "math_block" and token.map:
            yield token.map[0], token.content.strip()
        for line, child in running(token):
            if child.type == "math_inline":
                yield line, child.content


def running(token: Token) -> Iterator[tuple[int, Token]]:
    """The tokens of a running text with their lines; nothing for other tokens."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        yield line, child
        line += 1 if child.type in ("softbreak", "hardbreak") else child.content.count("\n")
