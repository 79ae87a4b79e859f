"""The conditions of a search that the log answers, as SQL on its table of states."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from quiz.course.findable import Findable, folded
from quiz.progress.log import Log
from quiz.progress.statistics import KNOWN_DAYS
from quiz.progress.tables import PUT_OFF
from quiz.scheduling.day import Instant
from quiz.study.leeches import IS_LEECH
from quiz.study.query import Term, unknown
from quiz.study.waiting import card_of
from quiz.study.wording import FLAGS

_PUT_OFF = PUT_OFF.replace("?1", "{today}")
_IS = {
    "due": f"due_day <= {{today}} AND NOT suspended AND ({_PUT_OFF}) IS NOT TRUE",
    "new": "stability IS NULL",
    "learning": f"stability < {KNOWN_DAYS}",
    "known": f"stability >= {KNOWN_DAYS}",
    "suspended": "suspended",
    "buried": _PUT_OFF,
    "leech": IS_LEECH,
    "flagged": "flag > 0",
    "noted": "note <> ''",
}
_NUMBERS = {
    "due": "julianday(due_day) - julianday({today})",
    "lapses": "coalesce(lapses, 0)",
    "reviews": "coalesce(reps, 0)",
}
_SIGNS = {":": "=", "=": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_UNSEEN = """SELECT NULL AS stability, NULL AS lapses, NULL AS reps, NULL AS due_day, NULL AS buried,
                    0 AS suspended, 0 AS flag, '' AS note, '' AS item"""


def narrowed(
    cards: Sequence[Findable], terms: Sequence[Term], log: Log, now: Instant
) -> Iterator[tuple[Findable, tuple[str, ...]]]:
    """The cards of which an item meets every term, with these items. Raises QueryError, and LogError as `Log` does."""
    if not terms:
        yield from ((card, card.items) for card in cards)
        return
    others, unseen = _meeting(terms, log, now)
    names = set(map(card_of, others))
    for card in cards:
        if unseen or card.name in names:
            items = tuple(item for item in card.items if (item in others) is not unseen)
            if items:
                yield card, items


def _meeting(terms: Sequence[Term], log: Log, now: Instant) -> tuple[set[str], bool]:
    """The items that meet all terms, and False; or those that do not and True, where an unseen item meets them."""
    meets = " AND ".join(f"coalesce(({_condition(term)}), 0) = {int(not term.negated)}" for term in terms)
    meets = meets.format(today=f"'{log.day(now)}'", leech=log.settings().leech)
    noted = [json.dumps(_with_note(term.value, log)) for term in terms if term.field == "note"]
    ((unseen,),) = log.rows(f"SELECT {meets} FROM ({_UNSEEN})", *noted)
    ((items,),) = log.rows(f"SELECT json_group_array(item) FROM state WHERE ({meets}) IS NOT ?", *noted, unseen)
    return set(json.loads(items)), bool(unseen)


def _condition(term: Term) -> str:
    """What a term asks of the row of an item. For words of a note it leaves a parameter open: the items with them."""
    value = term.value
    match term.field:
        case "is":
            if value not in _IS:
                raise unknown("is", value, tuple(_IS))
            return _IS[value]
        case "flag":
            names = ("none", *FLAGS[1:])
            if value not in names and not (value.isdecimal() and int(value) < len(names)):
                raise unknown("flag", value, names)
            return f"flag = {int(value) if value.isdecimal() else names.index(value)}"
        case "note":
            return "item IN (SELECT value FROM json_each(?))"
        case _:
            return f"{_NUMBERS[term.field]} {_SIGNS[term.sign]} {term.number}"


def _with_note(words: str, log: Log) -> list[str]:
    """The items whose note holds these words."""
    return [item for item, note in log.rows("SELECT item, note FROM state WHERE note <> ''") if words in folded(note)]
