"""Running text within HTML -> markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quiz.course.markdown import parser
from quiz.exchange import marks
from quiz.exchange.card_text import code
from quiz.exchange.escaping import escape
from quiz.exchange.html_formulas import Formula
from quiz.exchange.html_tree import Node

_SOUND = re.compile(r"\[sound:([^\]]+)\]")
_DROPPED = {"script": "scripts", "style": "styles", "svg": "images", "canvas": "images", "template": "scripts"}
_MEDIA = {"img": "image", "video": "video", "audio": "sound", "iframe": "embedded page", "object": "embedded page"}
_FORMATS = {"u", "ins", "s", "strike", "del", "mark", "font", "big", "small"}
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


class Running:
    """Writes running text. `lost` counts what could not be kept."""

    def __init__(self, formulas: list[Formula], lost: Counter[str]) -> None:
        self.formulas, self.lost = formulas, lost
        self._emphasis = True

    def markdown(self, run: Sequence[Node | str]) -> str:
        """Markdown with marks for formulas; a newline stands for a line break."""
        before = Counter(self.lost)
        text = self._inline(run)
        if "*" in text and _has_stray_star(self.filled(text)):
            self.lost.clear()
            self.lost.update(before + Counter({"bold or italic words": 1}))
            self._emphasis = False
            text = self._inline(run)
            self._emphasis = True
        return text

    def filled(self, text: str) -> str:
        """The text with its formulas; one beside a digit gets a blank, or it would be money."""
        text = re.sub(rf"(?<=[\d\\\\])(?={marks.MARK}*{marks.FORMULA})", " ", text)
        text = re.sub(rf"({marks.FORMULA})(?={marks.MARK}*\d)", r"\1 ", text)
        return re.sub(marks.FORMULA, lambda mark: f"${latex}$" if (latex := self.of(mark[0]).latex) else "", text)

    def of(self, mark: str) -> Formula:
        """The formula that a mark stands for."""
        return self.formulas[marks.formula_number(mark)]

    def in_table(self, mark: re.Match[str]) -> str:
        """A mark for the same formula, so that it can stand in the cell of a table."""
        return self._kept(self.of(mark[0]).in_table())

    def raw(self, node: Node) -> str:
        """The text of code: a formula in it is what was written."""
        text = node.text().replace("\u00a0", " ")
        return re.sub(marks.FORMULA, lambda mark: rf"\({self.of(mark[0]).latex}\)", text)

    def count_style(self, node: Node) -> None:
        """Note that an element had a look that markdown has no form for."""
        if node.tag in _FORMATS or re.search("color|font|decoration", node.attributes.get("style", "")):
            self.lost["colours, underlines and sizes of text"] += 1

    def _inline(self, run: Iterable[Node | str]) -> str:
        return "".join(self._text(part) if isinstance(part, str) else self._element(part) for part in run)

    def _text(self, text: str) -> str:
        text, sounds = _SOUND.subn(r"(sound: \1)", text)
        if sounds:
            self.lost["sounds"] += sounds
        return escape(re.sub(r"[\s\u00a0]+", " ", text))

    def _element(self, node: Node) -> str:
        tag = node.tag
        if tag == "br":
            return "\n"
        if tag in ("code", "kbd", "samp", "tt"):
            text = " ".join(self.raw(node).split())
            return _code(text)
        if tag in _DROPPED:
            self.lost[_DROPPED[tag]] += 1
            return ""
        if tag in _MEDIA:
            return self._media(node)
        inside = re.sub(marks.FORMULA, self._in_line, self._inline(node.children))
        if tag in ("b", "strong", "i", "em") and self._emphasis:
            return _wrapped(inside, "**" if tag in ("b", "strong") else "*")
        if tag == "a" and inside.strip():
            return _link(inside.strip(), node.attributes.get("href", ""))
        if tag in ("sub", "sup"):
            return _shifted(inside, tag)
        if tag == "rt":
            return f"({inside})"
        self.count_style(node)
        return inside

    def _in_line(self, mark: re.Match[str]) -> str:
        """A mark for the same formula within the line: what stands in an element cannot stand apart."""
        return self._kept(replace(self.of(mark[0]), display=False))

    def _kept(self, formula: Formula) -> str:
        self.formulas.append(formula)
        return marks.formula(len(self.formulas) - 1)

    def _media(self, node: Node) -> str:
        what, known = _MEDIA[node.tag], node.attributes
        self.lost[f"{what}s"] += 1
        return escape(f"({what}: {known.get('src') or known.get('data') or known.get('alt') or 'without a name'})")


def _code(text: str) -> str:
    """Text between backquotes; marks in it do not count."""
    plain = marks.plain(text)
    if not plain.strip():
        return text
    around = code(plain)
    ticks = (len(around) - len(plain)) // 2
    return around[:ticks] + text + around[-ticks:]


def _wrapped(text: str, mark: str) -> str:
    """Emphasis, with the blanks around the text outside."""
    inner = text.strip()
    if not marks.plain(inner).strip():
        return text
    before, _, after = text.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"


def _shifted(text: str, tag: str) -> str:
    """Digits raised or lowered, anything else behind `^` or `_`."""
    table: dict[int, int] = _RAISED if tag == "sup" else _LOWERED
    if all(ord(letter) in table for letter in text):
        return text.translate(table)
    return ("^" if tag == "sup" else r"\_") + (text if len(text) == 1 else f"({text})")


def _link(text: str, target: str) -> str:
    """A link; beside a text with brackets or line breaks the address stands in round ones."""
    if not target or re.search(r"[\[\]\n]", text):
        return f"{text} ({escape(target)})" if target else text
    bare = re.sub(r"[<>\n]", "", target)
    return f"[{text}](<{bare}>)" if re.search(r"[\s()]", bare) else f"[{text}]({bare})"


def _has_stray_star(text: str) -> bool:
    """Whether a `*` that was meant as emphasis is read as a star."""
    tokens = parser().parse(marks.plain(text))
    return any(child.type == "text" and "*" in child.content for token in tokens for child in token.children or ())
