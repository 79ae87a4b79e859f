"""Noticing that a file was saved by another program."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

_POLL_SECONDS = 0.5
_SETTLE_MS = 50  # an editor's save is several changes within a few milliseconds
_STEP_MS = 10


class FileWatch:
    """Calls `changed` from a thread after every change of `file`, or of others beside it.

    Without the package watchfiles, or where the system offers no notices, it looks twice a second.
    """

    def __init__(self, file: Path, changed: Callable[[], object]) -> None:
        self._file, self._changed = file, changed
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._work, name=f"watching {self._file.name}", daemon=True).start()

    def stop(self) -> None:
        """End the thread, soon."""
        self._stopped.set()

    def _work(self) -> None:
        try:
            for _ in self._notices():
                self._changed()
        except (ImportError, OSError):
            for _ in self._looks():
                self._changed()

    def _notices(self) -> Iterator[object]:
        from watchfiles import watch

        return watch(
            self._file.parent, stop_event=self._stopped, debounce=_SETTLE_MS, step=_STEP_MS, raise_interrupt=False
        )

    def _looks(self) -> Iterator[object]:
        before = self._stamp()
        while not self._stopped.wait(_POLL_SECONDS):
            now = self._stamp()
            if now != before:
                before = now
                yield now

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = self._file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size
