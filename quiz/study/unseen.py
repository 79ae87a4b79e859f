"""The cards that were never reviewed, in course order, found without a look at the many before them that were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from quiz.errors import LogError
from quiz.progress.log import Log

_NEAR = 500  # items that are looked up by name; where all of them are passed, the whole log is asked
_FAR = 1_000  # items to pass over again are too few to be worth a line in the log's cache


def unseen(log: Log, items: tuple[str, ...]) -> Iterator[str]:
    """The items that were never reviewed and are not suspended, in their order.

    How many stand before the first of them is kept in the log's cache, for the next time.
    """
    name = _name_of(items)
    kept = log.frontier(name)
    is_first = True
    for start, end in ((kept, kept + _NEAR), (kept + _NEAR, len(items))):
        some = items[start:end]
        passed = log.seen_or_suspended(some if end == kept + _NEAR else None) if some else set[str]()
        for place, item in enumerate(some, start):
            if item not in passed:
                if is_first and place >= kept + _FAR:
                    with suppress(LogError):  # a disk that takes nothing must not end a look at it
                        log.keep_frontier(name, place)
                is_first = False
                yield item


@lru_cache(maxsize=2)  # the course is asked for again and again, and may be large
def _name_of(items: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(items).encode()).hexdigest()
