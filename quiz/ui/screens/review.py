"""Review: one question, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.course.card import Kind as CardKind
from quiz.errors import QuizError
from quiz.progress.event import Event, Kind
from quiz.scheduling.day import Instant
from quiz.study.lapse import lapse
from quiz.study.response import seconds_spent
from quiz.study.session import Session
from quiz.study.turn import Turn
from quiz.study.wording import undone
from quiz.ui.screens.review_keys import AT_THE_END, KEYS, acts_now
from quiz.ui.screens.review_onward import Onward
from quiz.ui.screens.review_title import place, remarks
from quiz.ui.widgets.card_view import CardView
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.rating_bar import RatingBar
from quiz.ui.widgets.title_bar import TitleBar


class ReviewScreen(Onward):
    """A sitting over all that is due today, or over a selection."""

    CSS_PATH = "review.tcss"
    HELP = "review"
    KEPT: ClassVar[tuple[str, ...]] = ("review.show", "review.go_on", "review.type", "review.undo")
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(
        self,
        items: Sequence[str] | None = None,
        title: str = "",
        *,
        written: bool = True,
        minutes: float = inf,
        timed: bool = False,
        ahead: bool = False,
    ) -> None:
        """`items`: the cards that are asked, due or not; None for what is due, as far as it fits into `minutes`.

        `ahead`: those that are due soonest in their place; `title`: what the selection is called; `written` false: a
        look through it that leaves the log alone; `timed`: concept cards are asked against the clock.
        """
        super().__init__()
        self._selection = None if items is None else tuple(items)
        self._topic, self._written, self._minutes, self._timed = title, written, minutes, timed
        self._ahead, self._ratings = ahead, list[int]()

    def compose(self) -> ComposeResult:
        """The parts; which card they show is said once they stand."""
        yield TitleBar(Content(""))
        yield CardView()
        yield Static(id="done")
        yield RatingBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin the sitting."""
        self._card, self._bar = self.query_one(CardView), self.query_one(RatingBar)
        log, now = self.services.log, self.services.now()
        if self._ahead:
            self.sit(Session.ahead(log, self.services.items, now))
        elif self._selection is None:
            self.sit(Session(log, self.services.items, now, minutes=self._minutes))
        else:
            self.sit(Session.over(log, self._selection, now, written=self._written), self._topic)

    def sit(self, session: Session, title: str = "") -> None:
        """Ask the cards of a session; `title` stands in the place of their units."""
        self._session, self._all, self._topic = session, session.left.total, title
        self._next()

    def _next(self) -> None:
        """Show what comes next: a card, a wait, or the end."""
        now = self.services.now()
        item = self._session.next(now)
        self.set_class(item is None, "-done")
        if item is None:
            self._bar.shown = False
            self.say_done(self._session, self._ratings)
            self._retitle()
        else:
            self._ask(item)
        self.refresh_bindings()

    def _ask(self, item: str) -> None:
        self._since, course = self.services.now(), self.services.course
        try:
            turn = Turn.next(self.services.log, course, item)
        except QuizError:
            self._session.skip()  # an edit took the card away
            self._next()
            return
        self._bar.shown = False
        self._card.ask(turn, partial(course.pictures, turn.card), self.state_of(item).note)
        self._bar.intervals = self._session.preview(self._since)
        if self._timed and turn.card.kind is CardKind.CONCEPT:
            self._card.start_clock()
        self._retitle()

    def _retitle(self) -> None:
        bar = self.query_one(TitleBar)
        if self.turn is None:
            bar.left = Content.styled("Done", "bold")
        else:
            left = self._session.left.total
            self._all = max(self._all, left)
            topic = self._topic or self.services.course.unit(self.turn.card.unit).title
            bar.left = place(topic, self._all - left + 1, self._all, self.state)
        bar.right = remarks(self._session, self.services.now(), len(self._ratings))

    @property
    def turn(self) -> Turn | None:
        """The card that is asked, None at the end."""
        return self._card.response.turn if self._card.response and not self.has_class("-done") else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys act now."""
        if not self.is_mounted or not hasattr(self, "_session"):
            return True
        if self.focused is not None:  # the field for an answer: letters are text
            return False
        if action == "open_kata":
            return self.kata is not None
        if self.item is None:
            return action in AT_THE_END and not (action == "ahead" and self.waits)
        return acts_now(action, parameters, self._card)

    def action_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        if (rows := self._card.rows) is not None:
            rows.toggle(rows.cursor)

    action_pick = action_tick

    def action_show(self) -> None:
        """Show the answer, or the next step of it."""
        self._card.go_on()
        self._changed()  # at once, not by its message: the buttons come in the same frame as the answer

    action_confirm = action_show

    async def action_type(self) -> None:
        """Put the cursor into the field for an answer."""
        await self._card.type_answer()

    def action_clock(self) -> None:
        """Answer against the clock, where there is something to say."""
        if not self._card.can_be_timed:
            self.notify("The clock is for concept cards, which are answered in your own words.")
            return
        self._card.start_clock()
        self.refresh_bindings()

    def action_go_on(self) -> None:
        """Give the marked rating; against the clock the curveball comes before it. At the end see `leave`."""
        if self.item is None:
            self.leave()
        elif self._card.timed and self._card.has_curveball:
            self.action_curveball()
        else:
            self.action_rate(self._bar.marked)

    def action_rate(self, rating: int) -> None:
        """Write the rating and go on; when that fails the card stays."""
        now, card = self.services.now(), self._card.turn.card
        try:
            review = self._session.rate(
                rating,
                now,
                seconds=seconds_spent(self._since, now),
                confidence=self._card.response.confidence if self._card.response else None,
                ticks=self._card.said,
            )
        except QuizError as error:
            self.complain(error)
            return
        self._ratings.append(rating)
        self.offer(lapse(self.services.log, self.services.course, card, review, now) if review else None)
        self._next()

    def action_choose(self, number: int) -> None:
        """Choose an option, or the step that comes next."""
        if (rows := self._card.rows) is not None:
            rows.toggle(number)

    def action_slip(self, meant: bool) -> None:
        """Answer whether the slip was meant."""
        self._card.answer_doubt(meant)

    def action_confidence(self) -> None:
        """Sure, unsure, or neither."""
        self._card.toggle_confidence()

    def action_curveball(self) -> None:
        """Show the answer of the follow-up question."""
        self._card.show_curveball()
        self.refresh_bindings()

    def action_picture(self) -> None:
        """Show the card's pictures over the whole screen."""
        from quiz.ui.screens.picture import PictureScreen

        self.app.push_screen(PictureScreen(self.services.course.pictures(self._card.turn.card), ascii=Prose.ascii))

    def action_copy(self) -> None:
        """Copy the formulas that are shown."""
        if latex := self._card.latex:
            self.app.copy_to_clipboard("\n".join(latex))
        self.notify(f"Copied as LaTeX: {len(latex)} formula{'' if len(latex) == 1 else 's'}.")

    def action_undo(self) -> None:
        """Take back the last rating and show its card, or whatever else was done last."""
        try:
            taken_back = self._session.undo(self.services.now())
        except QuizError as error:
            self.complain(error)
            return
        if taken_back is None:
            self.notify("There is nothing to undo.")
            return
        if taken_back.kind == Kind.REVIEW and self._ratings:
            self._ratings.pop()
        elif taken_back.kind not in (Kind.BURY, Kind.SUSPEND):
            self.notify(f"Took back {undone(taken_back.kind, self.called(taken_back.item))}.", markup=False)
        if taken_back.kind in (Kind.FLAG, Kind.NOTE) and self._session.next(self.services.now()) == self.item:
            self._remark()
        else:
            self._next()

    def action_bury(self) -> None:
        """Leave the card alone until tomorrow."""
        self._put_aside(self._session.bury, "Back tomorrow.")

    def action_suspend(self) -> None:
        """Leave the card alone until it is taken back."""
        self._put_aside(self._session.suspend, "Suspended: it does not come again.")

    def _put_aside(self, act: Callable[[Instant], bool], said: str) -> None:
        try:
            is_new = act(self.services.now())
        except QuizError as error:
            self.complain(error)
            return
        self.notify(f"{said} u takes it back." if is_new else said)
        self._next()

    def card_changed(self, event: Event) -> None:
        """A flag and a note are shown; a card with another due day leaves the sitting; a new one has new intervals."""
        if event.kind == Kind.DUE:
            self._session.skip()
            self._next()
        else:
            self._bar.intervals = self._session.preview(self.services.now())
            self._remark()

    def course_changed(self) -> None:
        """Ask the card anew."""
        self._next()

    def _remark(self) -> None:
        self._card.put_note(self.state.note)
        self._retitle()

    def action_move(self, rows: int) -> None:
        """Move the cursor of a list, or scroll."""
        self._card.move(rows)
        self.refresh_bindings()

    def action_page(self, pages: int) -> None:
        """Scroll by most of a page."""
        self._card.scroll_relative(y=pages * max(1, self._card.size.height - 2), animate=False)

    @on(CardView.Changed)
    def _changed(self) -> None:
        self._bar.suggested = self._card.suggestion is not None
        self._bar.marked = self._card.marked
        self._bar.shown = self._card.revealed
        self.refresh_bindings()

    @on(RatingBar.Chosen)
    def _clicked(self, event: RatingBar.Chosen) -> None:
        if self._card.revealed:
            self.action_rate(event.rating)
