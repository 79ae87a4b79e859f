"""How much is due on each of the days ahead, as the choice of a day needs it (see `quiz.scheduling.spread`)."""

from __future__ import annotations

from datetime import date, timedelta

from quiz.progress.log import Log

_KATA = 60  # cards that take as long as a kata, about
_BLOCK = 32  # days that are read at once


class DueAhead:
    """The cards due so many days after `day`, a kata counted as many; read from the log when first asked for.

    For one sitting: what it adds itself is told by `add`, what other programs write meanwhile is not seen.
    """

    def __init__(self, log: Log, day: date) -> None:
        self.day = day
        self._log = log
        self._known: dict[int, dict[int, int]] = {}  # by block, by days ahead

    def __call__(self, ahead: int) -> int:
        """How much is due `ahead` days after the day."""
        block = ahead // _BLOCK
        if block not in self._known:
            self._known[block] = self._read(block)
        return self._known[block].get(ahead, 0)

    def add(self, due: date) -> None:
        """Count one more card."""
        ahead = (due - self.day).days
        if (known := self._known.get(ahead // _BLOCK)) is not None:
            known[ahead] = known.get(ahead, 0) + 1

    def _read(self, block: int) -> dict[int, int]:
        first = self.day + timedelta(block * _BLOCK)
        query = """SELECT due_day, sum(CASE WHEN instr(item, ':kata/') THEN ? ELSE 1 END) FROM state
                   WHERE due_day BETWEEN ? AND ? AND last_review IS NOT NULL AND NOT suspended GROUP BY due_day"""
        last = first + timedelta(_BLOCK - 1)
        rows = self._log.rows(query, _KATA, first.isoformat(), last.isoformat())
        return {(date.fromisoformat(day) - self.day).days: count for day, count in rows}
