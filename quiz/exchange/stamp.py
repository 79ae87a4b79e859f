"""The comment under the id of a card that came in: how it read then, and by which name Anki knows its note.

A card that no longer agrees with its digest was edited since. Under the same name an export updates the note that is
in Anki already, instead of adding another one beside it.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote, unquote

from quiz.course.card import Card
from quiz.exchange.card_text import card_text

_ID = re.compile(r"<!--\s*id:\s*([a-z0-9-]+)\s*-->")
_STAMP = re.compile(r"<!-- import: (?P<digest>[0-9a-f]{12})(?: anki:(?P<guid>\S+))? -->\n?")
_STAMPED = re.compile(f"{_ID.pattern}\n{_STAMP.pattern}")


def stamped_text(card: Card, guid: str = "") -> str:
    """The card as it is written into a deck, with the comment under its id."""
    text = card_text(card)
    of_anki = f" anki:{quote(guid, safe='')}" if guid else ""
    stamp = f"<!-- import: {_digest(text.strip())}{of_anki} -->"
    return _ID.sub(lambda id: f"{id[0]}\n{stamp}", text, count=1)


def id_in(text: str) -> str:
    """The id that is written in a card's text, empty when there is none."""
    found = _ID.search(text)
    return found[1] if found else ""


def is_as_written(text: str) -> bool:
    """Whether a card of a deck came in and still reads as it did then."""
    stamp = _STAMP.search(text)
    return stamp is not None and stamp["digest"] == _digest(without_stamp(text))


def guid_in(text: str) -> str:
    """Anki's name of a card's note, empty when none is written in its text."""
    stamp = _STAMP.search(text)
    return unquote(stamp["guid"] or "") if stamp else ""


def guids_in(deck: str) -> dict[str, str]:
    """Anki's names of notes that stand in the text of a deck, by the ids of the cards."""
    found = _STAMPED.finditer(deck.replace("\r\n", "\n"))
    return {match[1]: unquote(match["guid"]) for match in found if match["guid"]}


def without_stamp(text: str) -> str:
    """A card's text as the learner sees it."""
    return _STAMP.sub("", text).strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
