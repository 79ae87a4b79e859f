"""Finding the clause of an answer that asserts a misconception."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quiz.answers.keyword_line import KeywordLine
from quiz.answers.keywords import Group
from quiz.answers.matching import Meeting, is_within, meetings
from quiz.answers.passage import Passage

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|neither|nor|cannot|without|hardly|\w+n't"
    r"|(?:is|are|was|were|do|does|did|ca|wo|would|should|could|has|have|need)nt"
    r"|myth|misconception|wrong|false|incorrect|people think|rather than|instead of|nothing to do with)\b"
)


def asserted_clause(
    lines: Iterable[KeywordLine], passage: Passage, sides: Sequence[Group], *, since: int = 0
) -> str | None:
    """Return the clause, as typed, in which a line is met without a denial, or None.

    Some of what is met has to end after the character `since` of the text as typed.
    """
    for meeting in meetings(lines, passage, sides):
        new = any(passage.typed(span)[1] > since for span in meeting.met)
        if meeting.is_hit and new and not _is_denied(meeting, passage):
            return passage.quote(meeting.window)
    return None


def _is_denied(meeting: Meeting, passage: Passage) -> bool:
    """Say whether the window holds a negation that is not itself a keyword of the misconception."""
    negations = (negation.span() for negation in _NEGATION.finditer(passage.text, *meeting.window))
    return any(not any(is_within(negation, span) for span in meeting.met) for negation in negations)
