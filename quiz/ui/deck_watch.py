"""Noticing that one of the learner's own decks was saved, added or taken away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from quiz.course.files import own_decks


class DeckWatch:
    """Calls `changed` from a thread after every change of a deck in `folder`, which need not be there.

    It looks once in a while rather than ask for notices: these do not come from every file system, and a deck that is
    seen a second after it was saved is seen soon enough.
    """

    def __init__(self, folder: Path, changed: Callable[[], object], *, seconds: float = 1.0) -> None:
        self._folder, self._changed, self._seconds = folder, changed, seconds
        self._known = own_decks(folder)
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._work, name="watching decks", daemon=True).start()

    def stop(self) -> None:
        """End the thread, soon."""
        self._stopped.set()

    def _work(self) -> None:
        while not self._stopped.wait(self._seconds):
            decks = own_decks(self._folder)
            if decks != self._known:
                self._known = decks
                self._changed()
