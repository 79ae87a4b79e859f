"""Meeting keyword lines with the sentences of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quiz.answers.folding import Span
from quiz.answers.keyword_line import KeywordLine
from quiz.answers.keywords import Group
from quiz.answers.passage import Passage


@dataclass(frozen=True)
class Meeting:
    """One keyword line in one window of an answer; `met` holds a range for each group that is met there."""

    window: Span
    met: tuple[Span, ...]
    groups: int

    @property
    def is_hit(self) -> bool:
        return len(self.met) == self.groups

    @property
    def share(self) -> float:
        """The share of the groups that are met."""
        return len(self.met) / self.groups


def meetings(lines: Iterable[KeywordLine], passage: Passage, sides: Sequence[Group]) -> Iterator[Meeting]:
    """Yield every line with every window it may be met in: one sentence, two, or what they say of the line's side."""
    for line in lines:
        windows = passage.windows if line.side is None or not sides else _windows_on(line.side, passage, sides)
        occurrences = [_occurrences(group, passage) for group in line.groups]
        for window in windows:
            firsts = (_first_within(window, spans) for spans in occurrences)
            yield Meeting(window, tuple(span for span in firsts if span is not None), len(line.groups))


def is_within(inner: Span, outer: Span) -> bool:
    """Say whether one range lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _occurrences(group: Group, passage: Passage) -> list[Span]:
    return [span for keyword in group for span in keyword.occurrences(passage)]


def _first_within(window: Span, spans: Iterable[Span]) -> Span | None:
    return next((span for span in spans if is_within(span, window)), None)


def _windows_on(side: int, passage: Passage, sides: Sequence[Group]) -> Iterator[Span]:
    """Yield what is said of a side: from each mention of it to the next mention of any side, or the window's end."""
    mentions = sorted((start, n) for n, names in enumerate(sides, 1) for start, _ in _occurrences(names, passage))
    for start, end in passage.windows:
        here = [mention for mention in mentions if start <= mention[0] < end]
        for (position, n), (stop, _) in pairwise([*here, (end, 0)]):
            if n == side and stop > position:
                yield position, stop
