"""The app: themes, keys that hold everywhere, and the way from screen to screen."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.ui.screens.home import HomeScreen
from quiz.ui.services import Services
from quiz.ui.theme import DARK, LIGHT, THEMES
from quiz.ui.widgets.prose import Prose

_HERE = Path(__file__).parent


def _review() -> Screen[Any]:
    from quiz.ui.screens.review import ReviewScreen

    return ReviewScreen()


def _katas() -> Screen[Any]:
    from quiz.ui.screens.kata_list import KataListScreen

    return KataListScreen()


def _statistics() -> Screen[Any]:
    from quiz.ui.screens.statistics import StatisticsScreen

    return StatisticsScreen()


class QuizApp(App[None]):
    """Rectified in the terminal."""

    TITLE = "Rectified"
    CSS_PATH: ClassVar[list[str | PurePath]] = [_HERE / "app.tcss", _HERE / "screens" / "home.tcss"]
    SCREENS: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {
        "home": HomeScreen,
        "review": _review,
        "katas": _katas,
        "statistics": _statistics,
    }
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012 as its base class declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help", tooltip="What this screen is for, and its keys"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Close the app", show=False, priority=True),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        for theme in THEMES:
            self.register_theme(theme)
        Prose.ascii = services.config.maths == "ascii"
        self.theme = services.config.theme if services.config.theme in self.available_themes else DARK

    def on_mount(self) -> None:
        """Say what is odd in the settings; copy the log once a day, after the first frame."""
        wished = self.services.config.theme
        if wished not in self.available_themes:
            known = ", ".join(sorted(self.available_themes))
            self.notify(f"There is no theme {wished}. Known: {known}", severity="warning", markup=False)
        self.call_after_refresh(self._back_up)

    def _back_up(self) -> None:
        from quiz.progress import backup

        log, now = self.services.log, self.services.now()
        try:
            backup.daily(log, self.services.paths.backups, log.day(now))
        except QuizError as error:
            self.notify(str(error), severity="warning", markup=False)

    def get_default_screen(self) -> Screen[Any]:
        """Home stands below everything else."""
        return HomeScreen()

    def action_open(self, name: str) -> None:
        """Open a screen anew, by its name in SCREENS."""
        self.push_screen(self.SCREENS[name]())

    def action_help(self) -> None:
        """Show the help of the screen in front."""
        page = getattr(self.screen, "HELP", "")
        if page:
            from quiz.ui.screens.help import HelpScreen

            self.push_screen(HelpScreen(page))

    def action_switch_theme(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: what the keys of this screen do, then what holds everywhere."""
        listed: set[str] = set()
        for namespace, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and binding.id and binding.id not in listed:
                listed.add(binding.id)
                act = partial(self.run_action, binding.action, namespace)
                yield SystemCommand(binding.description, tooltip, act, discover=binding.show)
        yield SystemCommand("Light or dark", "Switch between the two themes", self.action_switch_theme)
        yield from super().get_system_commands(screen)

    def _handle_exception(self, error: Exception) -> None:
        """Leave with one message; what a person cannot act on goes to the program's log."""
        self._return_code = 2
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(Text(self._farewell(error)))

    def _farewell(self, error: Exception) -> str:
        if isinstance(error, QuizError):
            return str(error)
        log = self.services.paths.program_log
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write("".join(traceback.format_exception(error)))
        except OSError:
            return f"Something went wrong that should not have: {error!r}\nNo answer was lost; start quiz again."
        return f"Something went wrong that should not have. No answer was lost.\nThe details are in {log}"
