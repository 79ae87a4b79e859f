"""What may be done to a card besides rating it: a flag, a note, a day, a new beginning."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.app import SystemCommand

from quiz.errors import QuizError
from quiz.progress.event import Event
from quiz.progress.replay import State
from quiz.study import acts
from quiz.study.dates import read_day
from quiz.study.turn import Turn
from quiz.study.wording import FLAGS
from quiz.ui.external_editor import edit
from quiz.ui.screens.base import QuizScreen
from quiz.ui.widgets.menu import Entry

_NEW = "This card is new already."
CARD_ACTS = (
    Entry("f", "flag", "flag"),
    Entry("n", "note", "note"),
    Entry("x", "forget", "forget"),
    Entry("r", "due day", "set_due"),
)


class CardScreen(QuizScreen):
    """A screen with a card in hand. Whoever derives from it says which item that is, and binds the keys."""

    @property
    def turn(self) -> Turn | None:
        """The card in hand, None when there is none."""
        raise NotImplementedError

    def card_changed(self, event: Event) -> None:
        """Called after something was written about the card in hand."""

    def course_changed(self) -> None:
        """Called after the course was read again."""

    @property
    def item(self) -> str | None:
        """The item in hand."""
        return self.turn.item if self.turn else None

    @property
    def state(self) -> State:
        """What is known of the item in hand."""
        return self.state_of(self.item or "")

    def state_of(self, item: str) -> State:
        """What is known of an item."""
        return self.services.log.state(item) or State(item)

    def called(self, item: str) -> str:
        """What a card or a kata is called."""
        from quiz.study.naming import called

        return called(self.services.course, item)

    def commands(self) -> Iterable[SystemCommand]:
        """For the palette: what is too seldom for a key."""
        if self.item is not None:
            yield SystemCommand("Forget", "Make the card new again; its reviews stay in the log", self.action_forget)
            yield SystemCommand("Set due", "Choose the day on which the card is asked", self.action_set_due)
            yield SystemCommand("Take the flag off", "The card has no flag then", self.action_unflag)

    def action_flag(self) -> None:
        """Put the next flag on the card, after the last one none."""
        self._flag((self.state.flag + 1) % len(FLAGS))

    def action_unflag(self) -> None:
        """Take the flag off."""
        self._flag(0)

    def _flag(self, number: int) -> None:
        log, item = self.services.log, self.item
        if item is not None:
            self._do(lambda: acts.flag(log, item, number, self.services.now()), already="This card has no flag.")

    def action_note(self) -> None:
        """Write a note on the card."""
        from quiz.ui.screens.note import NoteScreen  # a text area is slow to import

        log, item = self.services.log, self.item
        if item is None:
            return

        def keep(text: str) -> None:
            event = acts.note(log, item, text, self.services.now())
            if event is not None and self.is_attached:
                self.card_changed(event)

        self.app.push_screen(NoteScreen(self.state.note, keep))

    def action_forget(self) -> None:
        """Make the card new again."""
        log, item = self.services.log, self.item
        if item is not None:
            self._do(lambda: acts.forget(log, item, self.services.now()), "New again. u takes it back.", _NEW)

    def action_set_due(self) -> None:
        """Ask for the day on which the card is to come."""
        from quiz.ui.screens.ask_line import AskLine

        log, item, now = self.services.log, self.item, self.services.now
        if item is None:
            return

        def accept(text: str) -> None:
            day = read_day(text, log.day(now()))
            if (event := acts.set_due(log, item, day, now())) is not None:
                self.notify(f"Due on {day:%a} {day.day} {day:%b}. u takes it back.")
                self.card_changed(event)

        self.app.push_screen(AskLine("On which day is it to be asked?", "7 (days from today) or 2026-12-01", accept))

    def action_describe(self) -> None:
        """Show what is known of the card, and what may be done to it."""
        from quiz.ui.screens.card_facts import CardFacts

        def do(action: str | None) -> None:
            if action:
                getattr(self, f"action_{action}")()

        if self.turn is not None:
            self.app.push_screen(CardFacts(self.services, self.turn, CARD_ACTS), do)

    def action_edit(self) -> None:
        """Open the card's file at its line, then read the course again."""
        if self.turn is None:
            return
        card, services = self.turn.card, self.services
        try:
            edit(self.app, services.config.editor, card.file, card.line)
            services.read_course_again()
        except QuizError as error:
            self.complain(error)
            return
        problems = [problem for problem in services.course.problems if problem.file == card.file]
        if problems:
            self.notify("\n".join(map(str, problems)), title="The deck has problems", severity="warning", markup=False)
        self.course_changed()

    def complain(self, error: QuizError) -> None:
        """Say what could not be done."""
        self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", markup=False)

    def _do(self, act: Callable[[], Event | None], said: str = "", already: str = "") -> None:
        """Do it and say so; `already`: what is said when there was nothing to do."""
        try:
            event = act()
        except QuizError as error:
            self.complain(error)
            return
        if event is None:
            self.notify(already or "That is done already.")
            return
        if said:
            self.notify(said)
        self.card_changed(event)
