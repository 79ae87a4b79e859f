"""HTML as notes hold it -> markdown as decks hold it. What has no form here is counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from quiz.exchange import marks
from quiz.exchange.card_text import item
from quiz.exchange.escaping import escape_lines
from quiz.exchange.html_formulas import put_aside
from quiz.exchange.html_running import Running
from quiz.exchange.html_tree import Node, parse

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "div", "fieldset", "figcaption", "figure"),
    *("footer", "form", "header", "html", "main", "nav", "p", "pre", "section", "details", "summary", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "ol", "ul", "li"),
    *("table", "tbody", "thead", "tfoot", "tr", "td", "th"),
}


def to_markdown(html: str, lost: Counter[str]) -> str:
    """Markdown of a piece of HTML. Marks of pieces stay where they are.

    `lost` counts what could not be kept: pictures and sounds are named in the text, the looks of it just go.
    """
    html, formulas = put_aside(html)
    return "\n\n".join(_Blocks(Running(formulas, lost)).of(parse(html).children)).strip()


class _Blocks:
    def __init__(self, running: Running) -> None:
        self.running = running

    def of(self, children: Iterable[Node | str]) -> list[str]:
        """The blocks of some children: runs of text become paragraphs."""
        found: list[str] = []
        run: list[Node | str] = []
        for child in children:
            if isinstance(child, Node) and child.tag in _BLOCKS:
                found += [*self.paragraphs(run), *self.block(child)]
                run = []
            else:
                run.append(child)
        return [*found, *self.paragraphs(run)]

    def block(self, node: Node) -> list[str]:
        """The blocks of an element that is one or holds some."""
        match node.tag:
            case "pre":
                return [self.fence(node)] if self.running.raw(node).strip() else []
            case "ul" | "ol":
                return [self.list(node)]
            case "table":
                return [self.table(node)]
            case "hr":
                return ["---"]
            case "blockquote":
                quoted = "\n\n".join(self.of(node.children))
                return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))] if quoted else []
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self.paragraphs([Node("b", {}, node.children)])
        self.running.count_style(node)
        return self.of(node.children)

    def paragraphs(self, run: Sequence[Node | str]) -> list[str]:
        """The paragraphs of running text: two line breaks in a row begin a new one."""
        parts = re.split(r"\n\s*\n", self.running.markdown(run).strip())
        return [block for part in parts for block in self.set_off(part) if block.strip()]

    def set_off(self, text: str) -> list[str]:
        """A paragraph, cut at the formulas that stand apart."""
        found, line = [], ""
        for piece in re.split(f"({marks.FORMULA})", text):
            if re.fullmatch(marks.FORMULA, piece) and self.running.of(piece).display:
                found += [self.lines(line), f"$$\n{self.running.of(piece).latex}\n$$"]
                line = ""
            else:
                line += piece
        return [*found, self.lines(line)]

    def lines(self, text: str) -> str:
        """A paragraph, its line breaks as markdown writes them."""
        broken = "\\\n".join(line.strip() for line in text.strip().split("\n"))
        return escape_lines(self.running.filled(broken))

    def fence(self, node: Node) -> str:
        text = self.running.raw(node).strip("\n")
        ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
        classes = " ".join(part.attributes.get("class", "") for part in node.walk() if isinstance(part, Node))
        language = re.search(r"lang(?:uage)?-([\w+#-]+)", classes)
        return f"{ticks}{language[1] if language else ''}\n{text}\n{ticks}"

    def list(self, node: Node) -> str:
        rows = [child for child in node.children if isinstance(child, Node) and child.tag in ("li", "ul", "ol")]
        first = node.attributes.get("start", "")
        number = int(first) if first.isdecimal() and len(first) < 9 else 1
        lines = []
        for place, row in enumerate(rows, number):
            text = "\n\n".join(self.of(row.children if row.tag == "li" else [row]))
            lines.append(item(f"{place}. " if node.tag == "ol" else "- ", text or "\N{EN DASH}"))
        return "\n".join(lines)

    def table(self, node: Node) -> str:
        """The rows, the first as the heading; cells that span several are not repeated."""
        rows = [row for row in node.walk() if isinstance(row, Node) and row.tag == "tr"]
        cells = [[self.cell(cell) for cell in row.children if isinstance(cell, Node)] for row in rows]
        width = max(map(len, cells), default=0)
        if not width:
            return ""
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in cells if row]
        return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])

    def cell(self, node: Node) -> str:
        text = re.sub(marks.FORMULA, self.running.in_table, self.running.markdown(_flat(node)))
        return " ".join(self.running.filled(text).replace("|", "\\|").split())


def _flat(node: Node) -> list[Node | str]:
    """The children, with those of blocks in their place."""
    found: list[Node | str] = []
    for child in node.children:
        found += [" ", *_flat(child), " "] if isinstance(child, Node) and child.tag in _BLOCKS else [child]
    return found
