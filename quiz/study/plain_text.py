"""Markdown as plain lines: for screen readers, pipes and exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quiz import maths
from quiz.course.markdown import parser

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_INDENT = "  "


def plain_lines(source: str, ascii: bool = False) -> list[str]:
    """One line for each paragraph, item, row of a table and line of code; formulas on one row, no emphasis.

    `ascii`: all of it in ASCII. What is not known is given as its text.
    """
    from markdown_it.tree import SyntaxTreeNode

    lines = list(_blocks(SyntaxTreeNode(parser().parse(source)).children, ascii))
    return [maths.ascii_text(line) for line in lines] if ascii else lines


def plain_line(source: str, ascii: bool = False) -> str:
    """The same on a single line."""
    return " ".join(line.strip() for line in plain_lines(source, ascii))


def _blocks(nodes: Sequence[SyntaxTreeNode], ascii: bool) -> Iterator[str]:
    for node in nodes:
        match node.type:
            case "fence" | "code_block":
                yield from (_INDENT + line for line in node.content.rstrip("\n").split("\n"))
            case "math_block":
                yield _INDENT + maths.line(node.content.strip(), ascii)
            case "bullet_list" | "ordered_list":
                first = int(str(node.attrs.get("start", 1)))
                for number, item in enumerate(node.children, first):
                    mark = f"{number}. " if node.type == "ordered_list" else "- "
                    yield from _marked(mark, list(_blocks(item.children, ascii)))
            case "table":
                rows = [row for part in node.children for row in part.children]
                yield from (" | ".join(_running(cell, ascii) for cell in row.children) for row in rows)
            case "blockquote":
                yield from _marked("> ", list(_blocks(node.children, ascii)))
            case "hr" | "html_block":
                pass
            case _:
                yield from _running(node, ascii).split("\n")


def _marked(mark: str, lines: Sequence[str]) -> list[str]:
    return [(_INDENT if number else mark) + line for number, line in enumerate(lines or [""])]


def _running(node: SyntaxTreeNode, ascii: bool) -> str:
    inline = node.children[0] if node.children else None
    tokens = inline.token.children or () if inline and inline.token else ()
    return "".join(_piece(token, ascii) for token in tokens) if inline else node.content


def _piece(token: Token, ascii: bool) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "math_inline" | "math_inline_double":
            return maths.line(token.content, ascii)
        case "html_inline":
            return ""
        case "image":
            return f"[picture: {token.content}]"
        case _:
            return token.content
