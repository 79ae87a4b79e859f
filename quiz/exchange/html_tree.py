"""HTML, however it was written, as a small tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_DECLARATION = re.compile(r"<(?=!(?!--.*?-->)|\?)", re.DOTALL)  # declarations, and comments left open, are text
_DEEPEST = 100  # elements in one another; what lies deeper becomes their siblings
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What an opening tag closes when it is still open, up to the element that bounds the search.
_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "a": ({"a"}, set()),
    "p": ({"p"}, {"div", "li", "td", "th", "blockquote"}),
}


@dataclass
class Node:
    """One element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node | str]:
        """This element, and all elements and texts in it."""
        yield self
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child.walk()

    def text(self) -> str:
        """The raw text, with a newline for each `<br>`."""
        return "".join(
            part if isinstance(part, str) else "\n" for part in self.walk() if isinstance(part, str) or part.tag == "br"
        )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closed, bounds = _CLOSES.get(tag, (set(), set()))
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag in bounds:
                break
            if self.open[depth].tag in closed:
                del self.open[depth:]
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in _VOID and len(self.open) < _DEEPEST:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Node:
    """The tree of a piece of HTML; its root has no tag. Comments vanish, what is not closed is closed at the end."""
    builder = _Builder()
    builder.feed(_DECLARATION.sub("&lt;", html))
    builder.close()
    return builder.root
