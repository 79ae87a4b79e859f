"""The app: themes, keys that hold everywhere, and the way from screen to screen."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from quiz.errors import QuizError
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.home import HomeScreen
from quiz.ui.services import Services
from quiz.ui.theme import DARK, LIGHT, THEMES
from quiz.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from textual.command import Provider

    from quiz.course.course import Course
    from quiz.course.katas import KataPage
    from quiz.course.reworded import Reworded
    from quiz.ui.deck_watch import DeckWatch
    from quiz.ui.screens.kata import KataScreen

_HERE = Path(__file__).parent
_MOMENT, _LONG = 0.5, 8  # seconds: notices of one moment, and for several lines to be read
_TOLD = 3  # problems of decks that are shown at once


def _review(*, ahead: bool = False) -> Screen[Any]:
    from quiz.ui.screens.review import ReviewScreen

    return ReviewScreen(ahead=ahead)


def _katas() -> Screen[Any]:
    from quiz.ui.screens.kata_list import KataListScreen

    return KataListScreen()


def _browse(*, typing: bool = False) -> Screen[Any]:
    from quiz.ui.screens.browse import BrowseScreen

    return BrowseScreen(typing=typing)


def _statistics() -> Screen[Any]:
    from quiz.ui.screens.statistics import StatisticsScreen

    return StatisticsScreen()


def _settings() -> Screen[Any]:
    from quiz.ui.screens.settings import SettingsScreen

    return SettingsScreen()


def _commands() -> type[Provider]:
    from quiz.ui.palette import Commands

    return Commands


class QuizApp(App[None]):
    """Rectified in the terminal."""

    TITLE = "Rectified"
    CSS_PATH: ClassVar[list[str | PurePath]] = [_HERE / "app.tcss", _HERE / "screens" / "home.tcss"]
    SCREENS: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {
        "home": HomeScreen,
        "review": _review,
        "ahead": partial(_review, ahead=True),
        "katas": _katas,
        "statistics": _statistics,
        "settings": _settings,
        "browse": _browse,
        "search": partial(_browse, typing=True),
    }
    COMMANDS = {_commands}  # noqa: RUF012 as its base class declares it
    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (70, "-medium"), (100, "-wide")]  # noqa: RUF012 as its base class declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="app.help", tooltip="What this screen is for, and its keys"),
        Binding("ctrl+q", "quit", "Quit", id="app.quit", tooltip="Close the app", show=False, priority=True),
    ]

    NOTIFICATION_TIMEOUT = 4
    _decks: DeckWatch | None = None
    _told_at = 0.0  # when the latest notice was posted, by the clock that never goes back

    @dataclass
    class DecksRead(Message):
        """One of the learner's own decks has changed, and the course was read again."""

        course: Course

    def __init__(self, services: Services, opening: Screen[Any] | None = None) -> None:
        """`opening`: the screen to start with, in the place of home; the way back from it leads there."""
        super().__init__()
        self.services, self._opening = services, opening
        for theme in THEMES:
            self.register_theme(theme)
        Prose.ascii = services.config.maths == "ascii"
        self.theme = services.config.theme

    def on_mount(self) -> None:
        """Take the learner's keys; copy the log once a day, after the first frame."""
        if self.services.config.keys:
            self._change_keys(self.services.config.keys)
        self.call_after_refresh(self._back_up)
        self.call_after_refresh(self._watch_decks)
        self.call_after_refresh(self.ask_about_history)
        if self._opening is not None:
            self.push_screen(self._opening)

    def _change_keys(self, keys: Mapping[str, str]) -> None:
        from quiz.ui.keymap import keymap, unknown

        self.set_keymap(keymap(keys))
        for complaint in unknown(keys):
            self.notify(complaint, severity="warning", markup=False)

    def _back_up(self) -> None:
        from quiz.progress import backup

        log, now = self.services.log, self.services.now()
        try:
            backup.daily(log, self.services.paths.backups, log.day(now))
        except QuizError as error:
            self.notify(str(error), severity="warning", markup=False)

    def _watch_decks(self) -> None:
        from quiz.ui.deck_watch import DeckWatch

        self._decks = DeckWatch(self.services.paths.decks, self._read_decks)
        self._decks.start()

    def on_unmount(self) -> None:
        """Look at the decks no longer."""
        if self._decks is not None:
            self._decks.stop()

    def _read_decks(self) -> None:
        """In the thread of the watch: what is wrong in a deck is in the course, what is raised is not the learner's."""
        with suppress(QuizError):
            self.post_message(self.DecksRead(self.services.course_on_disk()))

    @on(DecksRead)
    def _decks_read(self, event: DecksRead) -> None:
        problems = [problem for problem in event.course.problems if problem not in self.services.course.problems]
        self.services.use(event.course)
        if problems:
            more = [f"and {len(problems) - _TOLD} more: run quiz check"] if len(problems) > _TOLD else []
            text = "\n".join([*map(str, problems[:_TOLD]), *more])
            self.notify(text, title="Your decks have problems", severity="warning", timeout=_LONG, markup=False)
        if isinstance(self.screen, QuizScreen):
            self.screen.decks_changed()
        self.ask_about_history()

    def on_kata_screen_answered(self, event: KataScreen.Answered) -> None:
        """Hand a verdict to its screen, which may have been left."""
        event.screen.heard(event.answer)

    def ask_about_history(self) -> None:
        """Ask whether a card without an id is still the same, now that its question is another one."""
        if not self.services.reworded:
            return
        from quiz.ui.reworded import question

        change = self.services.reworded.pop()
        self.push_screen(question(change), partial(self._answered, change))

    def _answered(self, change: Reworded, answer: str | None) -> None:
        from quiz.ui.reworded import keep

        if answer == "keep":
            self.notify(keep(self.services, change), markup=False)
            if isinstance(self.screen, QuizScreen):
                self.screen.decks_changed()
        self.ask_about_history()

    def get_default_screen(self) -> Screen[Any]:
        """Home stands below everything else; where another screen comes first, an empty one until it is left."""
        return Screen() if self._opening else HomeScreen()

    def go_back(self) -> None:
        """Close the screen in front; the one that the app began with makes way for home."""
        if self._opening is not None and self.screen is self._opening:
            self.switch_screen(HomeScreen())
        else:
            self.pop_screen()

    def notify(self, message: str, **how: Any) -> None:
        """Post a notice in the place of the ones before; those of one moment stand together."""
        self.forget_notices()
        self._told_at = monotonic()
        super().notify(message, **how)

    def forget_notices(self) -> None:
        """Take notices away that were there to be read; not those of this moment, which led to what happens now."""
        if monotonic() - self._told_at > _MOMENT:
            self.clear_notifications()

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
        if isinstance(screen, QuizScreen):
            yield from screen.commands()
        for page in self.services.course.katas:
            about = f"Open the kata {page.id}"
            yield SystemCommand(f"Kata: {page.title}", about, partial(self._open_kata, page), discover=False)
        yield SystemCommand("Light or dark", "Switch between the two themes", self.action_switch_theme)

    def _open_kata(self, page: KataPage) -> None:
        from quiz.ui.screens.kata import KataScreen  # the editor and its grammar are slow to import

        self.push_screen(KataScreen(page))

    def _handle_exception(self, error: Exception) -> None:
        """Leave with one message; what a person cannot act on goes to the program's log."""
        self._return_code = 2
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(Text(self._farewell(error)))

    def _farewell(self, error: Exception) -> str:
        from quiz.progress.diagnosis import stumbled_over

        known = error if isinstance(error, QuizError) else stumbled_over(self.services.paths.log)
        if known:
            return str(known)
        log = self.services.paths.program_log
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write("".join(traceback.format_exception(error)))
        except OSError:
            return f"Something went wrong that should not have: {error!r}\nNo answer was lost; start quiz again."
        return f"Something went wrong that should not have. No answer was lost.\nThe details are in {log}"
