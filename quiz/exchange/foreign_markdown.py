"""Markdown of other programs -> markdown that a deck of ours can hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quiz.course.spans import whole_spans
from quiz.exchange import marks

_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)
_EMBED = re.compile(r"!\[\[(?P<wiki>[^\]|]+)(?:\|[^\]]*)?\]\]|!\[[^\]]*\]\((?P<link>[^)\s]+)[^)]*\)")
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]")
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_HTML = re.compile(
    r"</?(?:a|b|i|u|s|p|em|strong|span|div|font|sub|sup|mark|kbd|code|img|center|small|big|hr|details|summary|del|ins"
    r"|table|thead|tbody|tr|td|th|ul|ol|li|pre|h[1-6]|audio|video|iframe)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_TASK = re.compile(r"^([ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?)\[(?=[ xX]\](?:\s|$))", re.MULTILINE)
_RULE = re.compile(r"(?<=\S\n)(?=(?:-+|=+)[ \t]*$)", re.MULTILINE)
_DEFINITION = re.compile(r"^([ \t]*\[[^\]\n]*)(?=\]:)", re.MULTILINE)
_LONE = re.compile(r"(?<!\\)(?=[$`]|<[a-zA-Z/!?])")


def adapted(text: str, lost: Counter[str]) -> str:
    """The text, with what our decks refuse written otherwise: HTML, files, headings, tasks, stray `$` and `` ` ``.

    Code and formulas stay as they are, and so do the marks of pieces. `lost` counts what cannot be shown.
    """
    bare, kept = put_aside(text)
    bare = _COMMENT.sub("", bare)
    bare, files = _EMBED.subn(lambda match: f"(file: {match['wiki'] or match['link']})", bare)
    bare = _BREAK.sub("\\\\\n", _WIKI.sub(r"\1", bare))
    bare, tags = _HTML.subn("", bare)
    lost.update({"embedded files": files, "HTML tags": tags})
    bare = _HEADING.sub(r"**\1**", bare)
    bare = _DEFINITION.sub(r"\1\\", _TASK.sub(r"\1\\[", bare))
    bare = _LONE.sub(r"\\", _RULE.sub("\n", bare))
    return re.sub(r"\n{3,}", "\n\n", _set_off(bare, kept)).strip("\n").rstrip()


def put_aside(text: str) -> tuple[str, list[str]]:
    """The text with a mark in place of each piece of code and each formula, and these."""
    bare, at = "", 0
    kept: list[str] = []
    for start, end in whole_spans(text):
        bare += text[at:start] + marks.formula(len(kept))
        kept.append(text[start:end])
        at = end
    return bare + text[at:], kept


def put_back(bare: str, kept: Sequence[str]) -> str:
    """The text whole again, as it was."""
    return re.sub(marks.FORMULA, lambda mark: kept[marks.formula_number(mark[0])], bare)


def _set_off(bare: str, kept: Sequence[str]) -> str:
    """The text whole again; a formula set off stands between blank lines, or on its line as any other one."""

    def original(match: re.Match[str]) -> str:
        piece = kept[marks.formula_number(match["mark"])]
        if not piece.startswith("$$"):
            return match[0].replace(match["mark"], piece)
        latex = piece.strip("$").strip()
        alone = match["before"] is not None and match["after"] is not None
        return f"\n\n$$\n{latex}\n$$\n\n" if alone else match[0].replace(match["mark"], f"${' '.join(latex.split())}$")

    pattern = rf"(?P<before>^[ \t]*)?(?P<mark>{marks.FORMULA})(?P<after>[ \t]*$)?"
    return re.sub(pattern, original, bare, flags=re.MULTILINE)
