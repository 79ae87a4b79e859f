"""Drive any command in a pseudo-terminal and time what appears on its screen.

Every chunk that the program writes is stamped when it arrives and kept. What is reported comes from replaying the
chunks through a terminal emulator: the arrival of the first chunk after which all markers stand on the screen. So a
marker inside an escape code does not count, and the emulator's own work is never timed.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

import psutil
import pyte

COLUMNS, ROWS = 120, 40
SILENCE_SECONDS = 0.1  # without output: time to look at the screen
PATIENCE_SECONDS = 30.0

KEYS = {"enter": b"\r", "escape": b"\x1b", "space": b" ", "backspace": b"\x7f", "f5": b"\x1b[15~"}
ANSWERS = {  # what an ordinary xterm answers to the questions that a program asks when it starts
    b"\x1b[c": b"\x1b[?62;22c",  # which terminal are you
    b"\x1b[6n": b"\x1b[1;1R",  # where is the cursor
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # can you hold a frame back until it is whole
}
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-?]*[ -/]*[@-~]"  # keyboard protocols
    rb"|\x1b\[[0-?]*\$[a-z]"  # questions about modes
    rb"|\x1b\[\?[0-9;]*u"
    rb"|\x1b[P_^].*?\x1b\\",  # strings for the terminal itself
    re.DOTALL,
)


class Terminal:
    """One program in a terminal of its own, from its start. Use as a context manager."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._chunks: list[tuple[int, bytes]] = []
        self._shown = 0  # chunks that the emulator has seen
        self._ended = False
        surroundings = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self.started = time.perf_counter_ns()
        self.pid, self._descriptor = pty.fork()
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, size)
            os.execvpe(command[0], list(command), surroundings)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def until(self, *markers: str, gone: str = "", since: int | None = None) -> float:
        """Milliseconds from `since` (a `perf_counter_ns`; the start, if none) until the screen is as wanted.

        All markers stand on it, and `gone` does not. Raises TimeoutError, with the screen as it is, when that does not
        come.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.settle()
            found = self._replay(markers, gone)
            if found is not None:
                return (found - (self.started if since is None else since)) / 1e6
            if self._ended:
                break
        raise TimeoutError(f"wanted: {markers}, gone: {gone!r}\n{self.text()}")

    def press(self, key: str, *markers: str, gone: str = "") -> float:
        """Milliseconds from a key to the screen that it leads to, which must not stand there yet."""
        sent = time.perf_counter_ns()
        os.write(self._descriptor, KEYS.get(key, key.encode()))
        return self.until(*markers, gone=gone, since=sent)

    def after(self, key: str) -> str:
        """The screen that a key leads to."""
        self.press(key)
        return self.text()

    def settle(self, silence: float = SILENCE_SECONDS) -> None:
        """Read until nothing has come for so many seconds, or for three seconds."""
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline and self._read(silence):
            pass

    def text(self) -> str:
        """The screen as it stands."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def memory(self) -> float:
        """Resident memory of the program in MiB."""
        return float(psutil.Process(self.pid).memory_info().rss) / 2**20

    @property
    def processor(self) -> float:
        """Milliseconds of processor time that the program has used."""
        times = psutil.Process(self.pid).cpu_times()
        return float(times.user + times.system) * 1e3

    def close(self) -> None:
        """End the program."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            os.kill(self.pid, number)
            for _ in range(50):
                self._read(0.02)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._descriptor)
                    return

    def _read(self, seconds: float) -> bool:
        """Take one chunk; False when none came in time."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._descriptor, 1 << 17)
        except OSError:  # Linux says so when the program has ended
            self._ended = True
            return False
        self._chunks.append((time.perf_counter_ns(), chunk))
        for question, answer in ANSWERS.items():
            if question in chunk:
                os.write(self._descriptor, answer)
        return True

    def _replay(self, markers: Sequence[str], gone: str) -> int | None:
        """Show the emulator all that came; the arrival of the chunk after which the screen is as wanted."""
        found = None
        while self._shown < len(self._chunks):
            stamp, chunk = self._chunks[self._shown]
            self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", chunk))
            self._shown += 1
            if found is None:
                text = self.text()
                wanted = all(marker in text for marker in markers) and not (gone and gone in text)
                found = stamp if wanted else None
        return found
