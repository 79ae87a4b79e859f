"""Plain text -> markdown that shows exactly that text."""

from __future__ import annotations

import re

from quiz.exchange import marks

# What could open emphasis, code, maths, HTML or an entity, close a link's text, or escape the next character.
_INLINE = re.compile(r"[*`$\\]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?]|\Z)|&(?=#?\w+;)|\](?=[(\[:]|\Z)")
# What begins a heading, a quotation, a list, a task or a fence, or makes a table or the line above it a heading; marks
# of pieces do not count.
_BLANK = rf"[ \t{marks.MARK[1:-1]}]"
_LINE = re.compile(
    rf"^(?P<before>{_BLANK}*)(?:(?P<number>\d{{1,9}})(?={_BLANK}*[.)](?:{_BLANK}|$))"
    rf"|(?=#{{1,6}}(?:{_BLANK}|$)|>|[+-](?:{_BLANK}|$)|\[[ xX]\](?:{_BLANK}|$)|~~~|=(?:=|{_BLANK})*$"
    rf"|(?:[-|:]|{_BLANK})*-(?:[-|:]|{_BLANK})*$))",
    re.MULTILINE,
)


def escape(text: str) -> str:
    """Markdown for a piece of plain text within a line."""
    return _INLINE.sub(lambda match: "\\" + match[0], text)


def escape_lines(text: str) -> str:
    """A paragraph of markdown without blank lines, so that no line of it begins anything else."""
    return _LINE.sub(lambda match: match["before"] + (match["number"] or "") + "\\", text)
