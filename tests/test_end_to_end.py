"""The whole journey in a pseudo-terminal: review, undo, solve a kata, quit, come back."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

from quiz.grading.solution import Solution
from quiz.paths import bundled_course

pytestmark = pytest.mark.katas

MODEL = Solution(bundled_course() / "solutions/04_softmax/softmax.py").model_answer(("softmax",))
WRONG = MODEL.replace("x.max(axis=axis, keepdims=True)", "x.max()")
KEYS = {"enter": "\r", "esc": "\x1b", "space": " ", "down": "\x1b[B", "f5": "\x1b[15~", "ctrl+q": "\x11"}
PATIENCE = 40.0  # seconds: a loaded machine that has to start the judge


class Terminal:
    """The command under a terminal of its own, with the screen as a person would see it."""

    def __init__(self, columns: int = 120, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.descriptor = pty.fork()
        size = struct.pack("HHHH", rows, columns, 0, 0)
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
            os.environ.update(COLUMNS=str(columns), LINES=str(rows))
            os.execv(sys.executable, [sys.executable, "-m", "quiz"])
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, size)

    def press(self, *keys: str) -> None:
        for key in keys:
            os.write(self.descriptor, KEYS.get(key, key).encode())
            self.read(0.05)

    def read(self, seconds: float) -> bool:
        """Feed what arrives within `seconds` to the screen; False at the end of the program."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.descriptor, 1 << 16)
        except OSError:
            return False
        self.stream.feed(data)
        return bool(data)

    def settle(self) -> None:
        """Read until nothing has come for a while."""
        while select.select([self.descriptor], [], [], 0.3)[0]:
            self.read(0)

    def see(self, *texts: str) -> None:
        """Wait until all of these stand on the screen."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            shown = self.text
            if all(text in shown for text in texts):
                return
            if not self.read(0.1):
                break
        raise AssertionError(f"not on the screen: {[t for t in texts if t not in self.text]}\n{self.text}")

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def wait(self) -> None:
        """Wait for the program to end."""
        while self.read(0.1) and os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            pass
        os.close(self.descriptor)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.descriptor)


def figures(verb: str) -> dict:
    result = subprocess.run([sys.executable, "-m", "quiz", verb, "--json"], capture_output=True, text=True, check=True)
    return json.loads(result.stdout)


@pytest.fixture
def workspace(home) -> Path:
    return home / "rectified-katas"


def test_a_new_user_reviews_undoes_solves_a_kata_quits_and_comes_back(workspace, judge):
    terminal = Terminal()
    terminal.see("Rectified", "review 10 cards")
    review_three_and_undo_one(terminal)
    terminal.press("esc")
    terminal.see("review 8 cards")
    grade_wrong_then_right(terminal, workspace)
    terminal.press("ctrl+q")
    terminal.wait()
    assert figures("stats")["counts"]["learning"] + figures("stats")["counts"]["known"] == 2

    again = Terminal()
    again.see("review 9 cards", "streak 1")
    again.press("p")
    again.see("● softmax")
    again.press("ctrl+q")
    again.wait()
    assert figures("streak")["length"] == 1
    kata = figures("stats")["katas"]["rectified:kata/softmax"]
    assert (kata["attempts"], kata["solved"]) == (2, True)


def test_a_kill_loses_no_rating(workspace):
    terminal = Terminal()
    terminal.see("review 10 cards")
    terminal.press("enter")
    terminal.see("1 of 10")
    terminal.press("space")
    terminal.see("3 Good")
    terminal.press("3")
    terminal.see("2 of 10")
    terminal.kill()
    assert figures("due")["new"] == 9


def review_three_and_undo_one(terminal: Terminal) -> None:
    terminal.press("enter")
    for number in (1, 2, 3):
        terminal.see(f"{number} of 10")
        terminal.press("space")
        terminal.see("3 Good")
        terminal.press("3")
    terminal.see("4 of 10")
    terminal.press("u")
    terminal.see("3 of 10")


def grade_wrong_then_right(terminal: Terminal, workspace: Path) -> None:
    terminal.press("p")
    terminal.see("softmax", "linear_backward")
    for _ in range(8):
        if "Softmax, stable at any scale" in terminal.text:
            break
        terminal.press("down")
        terminal.settle()
    terminal.press("enter")
    terminal.see("judge ready")
    save(workspace / "softmax/softmax.py", WRONG)
    terminal.see("one maximum is enough")
    terminal.press("f5")
    terminal.see("✗")
    time.sleep(0.5)
    save(workspace / "softmax/softmax.py", MODEL)
    terminal.see("Right: all")
    terminal.press("esc")
    terminal.see("● softmax")
    terminal.press("esc")
    terminal.see("1 card due", "review 9 cards")  # the failure made the card of its misconception due


def save(file: Path, source: str) -> None:
    """As an editor does it: a new file takes the old one's place."""
    temporary = file.with_suffix(".tmp")
    temporary.write_text(source)
    os.replace(temporary, file)
