"""The seconds left for an answer against the clock."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

_WIDTH = 30  # columns of the bar


class Countdown(Widget):
    """A line that gets shorter, and the seconds. Posts `Countdown.Over` once; stands still under another screen."""

    DEFAULT_CSS = """
    Countdown {
        height: 1;
        display: none;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """
    left: reactive[int] = reactive(0)

    class Over(Message):
        """No second is left."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._of = 1
        self._timer: Timer | None = None

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self._timer is not None

    def start(self, seconds: int) -> None:
        """Begin anew."""
        self.stop()
        self._of = self.left = seconds
        self.display = True
        self._timer = self.set_interval(1, self.tick)

    def stop(self) -> None:
        """Count no longer, and show nothing."""
        if self._timer is not None:
            self._timer.stop()
        self._timer, self.display = None, False

    def tick(self) -> None:
        """One second is over."""
        if self.app.screen is not self.screen:
            return
        self.left -= 1
        if self.left <= 0:
            self.stop()
            self.post_message(self.Over())

    def render(self) -> Content:
        """The line and the seconds."""
        width = max(1, min(_WIDTH, self.content_size.width - 8))
        full = round(width * self.left / self._of)
        return Content.assemble(
            ("━" * full, "$primary"),
            ("─" * (width - full), "$foreground 30%"),
            (f"  {self.left} s", "$foreground-muted"),
        )
