"""The language of a search: words, "quoted words", `field:value`, `number>3`, and `-` before any of them for not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.course.findable import folded
from quiz.course.spelling import nearest
from quiz.errors import QueryError

FIELDS = ("is", "unit", "deck", "kind", "tag", "id", "flag", "note")
NUMBERS = ("due", "lapses", "reviews")
SIGNS = (":", "=", "<=", ">=", "<", ">")

_MOST = 12  # values that a hint lists
_TERM = re.compile(r'(?P<no>-?)(?:(?P<name>[a-zA-Z]+)(?P<sign>:|<=|>=|=|<|>))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>\S*))')


@dataclass(frozen=True)
class Term:
    """One condition. `field` is empty for words of the text; `value` is in small letters, blanks collapsed."""

    field: str
    sign: str
    value: str
    negated: bool = False

    @property
    def number(self) -> int:
        """The value of a number."""
        return int(self.value)


def parse(text: str) -> tuple[Term, ...]:
    """The conditions, all of which a card has to meet; none for an empty text.

    Raises QueryError, with the nearest right form, for a field that is not known or a value that cannot be one.
    """
    return tuple(term for match in _TERM.finditer(text) if (term := _term(match)))


def unknown(what: str, value: str, known: tuple[str, ...]) -> QueryError:
    """The complaint about a value that is none of those known."""
    near = nearest(value, known) if value else None
    some = ", ".join(known[:_MOST]) + (", …" if len(known) > _MOST else "")
    hint = f"Did you mean {what}:{near}?" if near else f"Known: {some}." if known else ""
    return QueryError(f"`{what}:` needs a value" if not value else f"`{what}:{value}` finds nothing", hint=hint)


def _term(match: re.Match[str]) -> Term | None:
    field, sign = (match["name"] or "").lower(), match["sign"] or ""
    value = folded(match["quoted"] if match["quoted"] is not None else match["bare"])
    if field:
        _check(field, sign, value)
    return Term(field, sign, value, bool(match["no"])) if field or value else None


def _check(field: str, sign: str, value: str) -> None:
    if field not in (*FIELDS, *NUMBERS):
        near = nearest(field, (*FIELDS, *NUMBERS))
        right = f"Did you mean {near}{sign}{value}?" if near else f"Fields: {', '.join((*FIELDS, *NUMBERS))}."
        raise QueryError(
            f"there is no field `{field}`", hint=f'{right} For the words themselves: "{field}{sign}{value}".'
        )
    if field in FIELDS and sign != ":":
        raise QueryError(f"`{field}` is no number", hint=f"Write {field}:{value or '…'}")
    if (field in NUMBERS or field == "flag") and re.fullmatch(r"-?\d{10,}", value):
        raise QueryError(f"`{field}{sign}` needs a number that a card can have", hint="At most nine digits.")
    if field in NUMBERS and not re.fullmatch(r"-?\d+", value):
        raise QueryError(f"`{field}{sign}` needs a number", hint=f"For example {field}{'>' if sign == ':' else sign}3")
