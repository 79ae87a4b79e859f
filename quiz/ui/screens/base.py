"""What every screen of ours has: the services, a bar of keys, help, and a way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.app import SystemCommand

    from quiz.ui.app import QuizApp
    from quiz.ui.services import Services


class QuizScreen(Screen[None]):
    """A screen with `HELP`, the name of its page in `quiz/ui/help`."""

    HELP: ClassVar[str] = ""
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="screen.back", tooltip="Back to the screen before", show=False),
    ]

    def commands(self) -> Iterable[SystemCommand]:
        """What the palette offers here besides the keys."""
        return ()

    def decks_changed(self) -> None:
        """Called when the course was read again, as another program saved a deck, or when a late verdict was logged."""

    @property
    def services(self) -> Services:
        """What the app was started with."""
        return self._quiz.services

    @property
    def _quiz(self) -> QuizApp:
        from quiz.ui.app import QuizApp

        app = self.app
        assert isinstance(app, QuizApp)
        return app

    def on_mount(self) -> None:
        """Know the size before the first frame; later ones are Textual's to watch."""
        width, height = self.app.size
        for breakpoints, length in ((self.app.HORIZONTAL_BREAKPOINTS, width), (self.app.VERTICAL_BREAKPOINTS, height)):
            if fitting := [(start, name) for start, name in breakpoints or () if start <= length]:
                self.add_class(max(fitting)[1])

    def on_screen_resume(self) -> None:
        """What was said on another screen does not belong here."""
        self._quiz.forget_notices()

    def action_back(self) -> None:
        """Close this screen."""
        self._quiz.go_back()
