"""The blocks of a markdown text, one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode
from textual.content import Content

from quiz import maths
from quiz.course.markdown import parser
from quiz.ui.typeset.running import running
from quiz.ui.typeset.sources import with_source
from quiz.ui.typeset.table import table
from quiz.ui.typeset.wrapping import wrap

_BLANK = Content("")
_INDENT = 2


def typeset(source: str, width: int, ascii: bool = False) -> Content:
    """Markdown as lines of at most `width` columns, `ascii` for formulas without Unicode.

    Raises nothing for what it does not know: that is shown as its text.
    """
    return Content("\n").join(_Setter(ascii).blocks(_tree(source).children, max(1, width)))


@lru_cache(maxsize=64)
def _tree(source: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(parser().parse(source))


class _Setter:
    def __init__(self, ascii: bool) -> None:
        self._ascii = ascii

    def blocks(self, nodes: Sequence[SyntaxTreeNode], width: int, *, tight: bool = False) -> list[Content]:
        lines: list[Content] = []
        for node in nodes:
            block = self._block(node, width)
            if lines and block and not tight:
                lines.append(_BLANK)
            lines += block
        return lines

    def _block(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        match node.type:
            case "paragraph":
                return wrap(self._running(node), width)
            case "heading":
                return [line.stylize("bold") for line in wrap(self._running(node), width)]
            case "fence" | "code_block":
                return self._code(node, width)
            case "math_block":
                return self._formula(node.content.strip(), width)
            case "bullet_list" | "ordered_list":
                return self._list(node, width)
            case "table":
                return self._table(node, width)
            case "blockquote":
                return [
                    Content.assemble(("│ ", "$foreground-muted"), line)
                    for line in self.blocks(node.children, width - 2)
                ]
            case "hr":
                return [Content.styled("─" * width, "$foreground-muted")]
            case "html_block":
                return []
            case _:
                return wrap(Content(node.content), width)

    def _running(self, node: SyntaxTreeNode) -> Content:
        inline = node.children[0] if node.children else None
        return running(inline.token.children or () if inline and inline.token else (), self._ascii)

    def _code(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        from quiz.ui.typeset.code import coloured  # pygments is slow to import, and most cards hold no code

        text = coloured(node.content, node.info.strip().split(" ")[0] if node.type == "fence" else "")
        inner = max(1, width - _INDENT)
        return [part.pad_left(_INDENT) for line in text.split(allow_blank=True) for part in line.fold(inner)]

    def _formula(self, latex: str, width: int) -> list[Content]:
        rows = maths.block(latex, max(1, width - _INDENT), self._ascii)
        text = with_source(Content("\n".join(" " * _INDENT + row for row in rows)), f"$$\n{latex}\n$$")
        return text.split("\n", allow_blank=True)

    def _list(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        first = int(str(node.attrs.get("start", 1)))
        marks = [f"{first + n}. " if node.type == "ordered_list" else "• " for n in range(len(node.children))]
        indent = max(map(len, marks))
        lines: list[Content] = []
        for mark, item in zip(marks, node.children, strict=True):
            tight = _is_tight(node)
            if lines and not tight:
                lines.append(_BLANK)
            body = self.blocks(item.children, max(1, width - indent), tight=tight) or [_BLANK]
            lines.append(Content.assemble((mark.rjust(indent), "$foreground-muted"), body[0]))
            lines += [line.pad_left(indent) if line else line for line in body[1:]]
        return lines

    def _table(self, node: SyntaxTreeNode, width: int) -> list[Content]:
        rows = [row for part in node.children for row in part.children]
        cells = [[self._running(cell) for cell in row.children] for row in rows]
        styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        return table(cells, [style.rpartition(":")[2] for style in styles], width)


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Whether the items of a list stand without blank lines between them."""
    return all(child.hidden for item in node.children for child in item.children if child.type == "paragraph")
