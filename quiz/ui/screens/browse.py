"""Browse: how far each unit is, a search as you type, and the card that is marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from quiz.errors import QueryError, QuizError
from quiz.progress.event import Event
from quiz.study import acts
from quiz.study.overview import UnitLine, overview
from quiz.study.search import Search
from quiz.study.turn import Turn
from quiz.study.waiting import card_of
from quiz.study.wording import undone
from quiz.ui.card_page import page
from quiz.ui.screens.browse_keys import KEYS, ON_A_CARD
from quiz.ui.screens.card_screen import CardScreen
from quiz.ui.widgets.browse_rows import LEGEND, card_row, place, unit_row
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.rows import Rows
from quiz.ui.widgets.search_field import SearchField
from quiz.ui.widgets.title_bar import TitleBar

_PLACEHOLDER = "is:due unit:softmax kind:cloze lapses>3 words"
_NOTHING = "No card meets this. Esc clears the search, F1 tells what can be searched for."
_NO_CARDS = 'There is no card yet. `quiz new card NAME "QUESTION"` begins a deck of your own.'


class BrowseScreen(CardScreen):
    """The units while nothing is searched for, then the cards that are found, the marked one with its whole text."""

    CSS_PATH = "browse.tcss"
    HELP = "browse"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, *, typing: bool = False) -> None:
        """`typing`: begin with the cursor in the field."""
        super().__init__()
        self._typing, self._everything = typing, False
        self._search: Search | None = None
        self._turn: Turn | None = None

    def compose(self) -> ComposeResult:
        """The field, the list, and the marked card beside or below it."""
        self._field = SearchField(_PLACEHOLDER)
        self._units, self._cards = Rows[UnitLine](unit_row, id="units"), Rows[str](self._row, id="cards")
        yield TitleBar(Content.styled("Browse", "bold"))
        yield self._field
        yield Static(id="said", markup=False)
        with Container(id="panes"):
            yield self._units
            yield self._cards
            with VerticalScroll(id="card", can_focus=False):
                yield Static(id="place")
                yield Prose(id="question")
                yield Prose(id="body")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the units, or begin to type."""
        self._read()
        (self._field if self._typing else self._units).focus(scroll_visible=False)

    def on_screen_suspend(self) -> None:
        """Whatever opens now may change what is shown here."""
        self.call_later(self.add_class, "-stale")

    def on_screen_resume(self) -> None:
        """Look again when another screen was open."""
        if self.has_class("-stale"):
            self.remove_class("-stale")
            self._read()

    def decks_changed(self) -> None:
        """There may be other cards."""
        self._read()

    course_changed = decks_changed

    def card_changed(self, event: Event) -> None:
        """Show what was done to the marked card; it stays in the list until the next search."""
        self._cards.refresh()
        self._show_card()

    @property
    def turn(self) -> Turn | None:
        """The marked card; None while the units are shown."""
        return self._turn

    @property
    def _overview(self) -> bool:
        return not self._everything and not self._field.value.strip()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys act now."""
        if not self.is_mounted or not hasattr(self, "_day"):
            return True
        if self.focused is self._field:
            return action == "back"
        if action == "picture":
            return self.turn is not None and bool(self.turn.card.plots)
        return self.turn is not None or action not in ON_A_CARD

    def _read(self) -> None:
        """Read the log again, and the cards where they are others."""
        services = self.services
        self._day = services.log.day(services.now())
        self._units.show(overview(services.course, services.log, services.now()), self._units.cursor)
        self._find(keep=True)

    def _find(self, *, keep: bool = False) -> None:
        """Show what the field asks for; with `keep` the marked card stays marked."""
        self.set_class(self._overview, "-units")
        if self._overview:
            self._cards.show(())
            self._tell("" if self._units.things else _NO_CARDS)
            return
        services = self.services
        if self._search is None or self._search.course is not services.course:
            self._search = Search(services.course)
        try:
            found = self._search.find(self._field.value, services.log, services.now())
        except QueryError as error:  # perhaps half typed: what was found before stays
            self._tell(f"{error.message}. {error.hint}")
            return
        items = [item for each in found for item in each.items]
        marked = self._cards.marked if keep else None
        place = items.index(marked) if marked in items else self._cards.cursor if keep else 0
        self._tell("" if items else _NOTHING)
        self._cards.show(items, place)

    def _tell(self, said: str) -> None:
        self.query_one("#said", Static).update(said)
        self.set_class(bool(said), "-said")

    def _row(self, item: str, width: int) -> Content:
        try:
            card = self.services.course.card(item)
        except QuizError:  # an edit took the card away a moment ago
            return Content.styled(item, "$foreground-muted").truncate(width)
        unit = self.services.course.unit(card.unit).title
        return card_row(card, item, unit, self.state_of(item), self._day, width)

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._field.value.strip():
            self._everything = False
        self._find()

    @on(Input.Submitted)
    def _to_list(self) -> None:
        """From the field to the list."""
        (self._units if self._overview else self._cards).focus(scroll_visible=False)

    @on(Rows.Moved)
    def _show_card(self) -> None:
        """Lay the marked card out, and say where it stands."""
        self._turn = self._turn_of(self._cards.marked) if self._cards.marked and not self._overview else None
        bar, turn = self.query_one(TitleBar), self._turn
        if turn is None:
            bar.right = LEGEND if self._overview else ()
        else:
            bar.right = (Content.styled(self._number(), "$foreground-muted"),)
            state, unit = self.state_of(turn.item), self.services.course.unit(turn.card.unit).title
            self.query_one("#place", Static).update(place(turn.card, unit, state, self._day))
            self.query_one("#question", Prose).source = turn.question
            self.query_one("#body", Prose).source = page(turn, state.note)
            self.query_one("#card").scroll_home(animate=False)
        self.set_class(turn is None, "-none")
        self.refresh_bindings()

    def _number(self) -> str:
        """`3 of 26`; gaps stand in rows of their own, so where there are some the cards are counted too."""
        items = self._cards.things
        cards = len(set(map(card_of, items)))
        return f"{self._cards.cursor + 1} of {len(items)}" + (f", {cards} cards" if cards < len(items) else "")

    def _turn_of(self, item: str) -> Turn | None:
        try:
            return Turn.next(self.services.log, self.services.course, item)
        except QuizError:  # an edit took the card away
            return None

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        if not self._overview:
            self._review([self._cards.marked] if self._cards.marked else [], "")
        elif (line := self._units.marked) is not None:
            self._everything = not line.folder
            self._field.value = f"unit:{line.folder}" if line.folder else ""
            self._find()
            self._cards.focus(scroll_visible=False)

    def action_type(self) -> None:
        """Put the cursor into the field."""
        self._field.focus(scroll_visible=False)

    def action_back(self) -> None:
        """Out of the field, then to the units, then home."""
        if self.focused is self._field and not self._overview:
            self._to_list()
        elif self._overview:
            super().action_back()
        else:
            self._everything, self._field.value = False, ""
            self._find()
            self._units.focus(scroll_visible=False)

    def action_study(self) -> None:
        """Ask the cards that are shown, or those of the marked unit; ratings count."""
        self._review(*self._selection())

    def action_look(self) -> None:
        """Look through the same cards; nothing is written."""
        self._review(*self._selection(), written=False)

    def _selection(self) -> tuple[Sequence[str], str]:
        """The items to study, as they are first met, and what they are called."""
        line = self._units.marked if self._overview else None
        if line is not None:
            return line.items, line.title
        shown = set(self._cards.things)
        return [item for item in self.services.course.items() if item in shown], self._field.value.strip()

    def _review(self, items: Sequence[str], title: str, *, written: bool = True) -> None:
        from quiz.ui.screens.review import ReviewScreen

        if all(self.state_of(item).suspended for item in items):
            self.notify(
                "All of these cards are suspended: @ takes one back." if items else "There is no card to study."
            )
            return
        self.app.push_screen(ReviewScreen(items, title, written=written))

    def action_suspend(self) -> None:
        """Suspend the marked card, or take it back."""
        log, item, now = self.services.log, self.item, self.services.now()
        if item is None:
            return
        if self.state_of(item).suspended:
            self._do(lambda: acts.unsuspend(log, item, now), "It comes again. u takes it back.")
        else:
            self._do(lambda: acts.suspend(log, item, now), "Suspended: it does not come again. u takes it back.")

    def action_bury(self) -> None:
        """Leave the marked card alone until tomorrow."""
        log, item, now = self.services.log, self.item, self.services.now()
        if item is not None and self.state_of(item).suspended:
            self.notify("This card is suspended and does not come anyway: @ takes it back.")
        elif item is not None:
            said = "Back tomorrow. u takes it back."
            self._do(lambda: acts.bury(log, item, now), said, "This card is left alone until tomorrow already.")

    def action_undo(self) -> None:
        """Take the learner's latest act back."""
        try:
            event = acts.undo(self.services.log, self.services.now())
        except QuizError as error:
            self.complain(error)
            return
        said = f"Took back {undone(event.kind, self.called(event.item))}." if event else "There is nothing to undo."
        self.notify(said, markup=False)
        self._read()

    def action_picture(self) -> None:
        """Show the card's pictures over the whole screen."""
        from quiz.ui.screens.picture import PictureScreen

        if self.turn is not None:
            self.app.push_screen(PictureScreen(self.services.course.pictures(self.turn.card), ascii=Prose.ascii))

    def action_read_on(self) -> None:
        """Scroll the card by most of a page, from its end back to its beginning."""
        card = self.query_one("#card")
        if card.scroll_offset.y >= card.max_scroll_y:
            card.scroll_home(animate=False)
        else:
            card.scroll_relative(y=max(1, card.size.height - 2), animate=False)
