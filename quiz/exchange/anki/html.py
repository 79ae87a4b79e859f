"""Markdown -> the HTML of Anki's fields: formulas for MathJax, code as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from quiz.course.markdown import parser

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token


def to_html(markdown: str) -> str:
    """HTML of a deck's markdown."""
    env: dict[str, Any] = {}
    tokens = parser().parse(markdown, env)
    return str(_renderer().render(tokens, parser().options, env)).strip()


@cache
def _renderer() -> RendererHTML:
    from markdown_it.renderer import RendererHTML

    renderer = RendererHTML()
    rules: dict[str, Any] = {
        "math_inline": _formula(r"\(", r"\)"),
        "math_inline_double": _formula(r"\[", r"\]"),
        "math_block": _formula(r"<p>\[", "\\]</p>\n"),
        "text_special": lambda tokens, place, *_: escape(tokens[place].content, quote=False),
        "image": lambda tokens, place, *_: f"({escape(str(tokens[place].attrGet('src')), quote=False)})",
    }
    renderer.rules = {**renderer.rules, **rules}
    return renderer


def _formula(before: str, after: str) -> Callable[..., str]:
    def rule(tokens: Sequence[Token], place: int, *_: object) -> str:
        return f"{before}{escape(tokens[place].content.strip(), quote=False)}{after}"

    return rule
