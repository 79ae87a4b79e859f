"""Anki's card templates: fields put into their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TAG = re.compile(r"\{\{\s*(?P<sign>[#^/])?(?P<name>[^{}]*?)\s*\}\}")
_SPOKEN = re.compile(r"tts[ -]")


@dataclass
class Rendered:
    """HTML of one side. `typed`: the fields that are to be typed; `hints`: what only a click would have shown."""

    html: str = ""
    typed: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def render(template: str, fields: Mapping[str, str]) -> Rendered:
    """A side of a card. Clozes stay as they are written; a field that is not there is empty.

    Sections `{{#Field}}…{{/Field}}` are shown when the field holds something, `{{^Field}}…{{/Field}}` when not.
    """
    side = Rendered()
    shown = [True]
    at = 0
    for match in _TAG.finditer(template):
        if shown[-1]:
            side.html += template[at : match.start()]
        at = match.end()
        name = match["name"].strip()
        if match["sign"] == "/":
            shown = shown[:-1] or [True]
        elif match["sign"]:
            is_filled = bool(re.sub(r"<(?!img|audio|video)[^>]*>|&nbsp;|\s", "", fields.get(name, "")))
            shown.append(shown[-1] and is_filled is (match["sign"] == "#"))
        elif shown[-1]:
            side.html += _value(name, fields, side)
    side.html += template[at:] if shown[-1] else ""
    return side


def _value(name: str, fields: Mapping[str, str], side: Rendered) -> str:
    *filters, name = (part.strip() for part in name.split(":"))
    value = fields.get(name, "")
    if any(map(_SPOKEN.match, filters)):
        return ""
    if "type" in filters and "cloze" not in filters:
        side.typed.append(value)
        return ""
    if "hint" in filters:
        side.hints.append(value)
        return ""
    return value
