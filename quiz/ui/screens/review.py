"""Review: one question, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from quiz.errors import QuizError
from quiz.progress.event import Kind
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.study.session import Session
from quiz.ui.external_editor import edit
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.review_done import done
from quiz.ui.screens.review_keys import KEYS
from quiz.ui.turn import Turn
from quiz.ui.widgets.card_view import CardView
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.rating_bar import RatingBar
from quiz.ui.widgets.title_bar import TitleBar

_LONGEST = 120.0  # seconds that count for one card: whoever takes longer was away


class ReviewScreen(QuizScreen):
    """A sitting over all that is due today."""

    CSS_PATH = "review.tcss"
    HELP = "review"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

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
        self._ratings: list[int] = []
        self._session = Session(self.services.log, self.services.items, self.services.now())
        self._all = self._session.left.total
        self._since = self.services.now()
        self._next()

    def _next(self) -> None:
        """Show what comes next: a card, a wait, or the end."""
        now = self.services.now()
        item = self._session.next(now)
        self.set_class(item is None, "-done")
        if item is None:
            self.query_one("#done", Static).update(done(self.services, self._session, self._ratings, now))
            self._title(Content.styled("Done", "bold"))
        else:
            self._ask(item)
        self.refresh_bindings()

    def _ask(self, item: str) -> None:
        now, course = self.services.now(), self.services.course
        self._since = now
        try:
            card = course.card(item.partition(":")[2])
        except QuizError:
            self._session.skip()  # an edit took the card away
            self._next()
            return
        state = self.services.log.state(item)
        self._bar.remove_class("-shown")
        self._card.ask(Turn.of(item, card, state.memory.reps if state and state.memory else 0))
        self._bar.intervals = self._session.preview(now)
        left = self._session.left
        self._all = max(self._all, left.total)
        place = f"{course.unit(card.unit).title} · {self._all - left.total + 1} of {self._all}"
        self._title(Content.styled(place, "$foreground-muted"), ahead=not left.due and not left.new)

    def _title(self, left: Content, ahead: bool = False) -> None:
        bar, wait = self.query_one(TitleBar), self._session.waiting(self.services.now())
        right = []
        if ahead and wait:
            right.append(Content(f"↻ failed before; would come back in {max(1, round(wait.total_seconds() / 60))} min"))
        if self._session.left.total:
            right.append(Content(f"~{max(1, round(self._session.minutes))} min left"))
        if self._ratings:
            right.append(Content.assemble(("u", "bold $text-accent"), " undo"))
        bar.left, bar.right = left, tuple(part.stylize_before("$foreground-muted") for part in right)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Which keys act now."""
        if not self.is_mounted or not hasattr(self, "_card"):
            return True
        card = self._card
        if self.focused is not None:  # the field for an answer: letters are text
            return False
        if self.has_class("-done"):
            return action in ("go_on", "undo", "back")
        match action:
            case "tick":
                return card.on_a_row
            case "pick":
                return card.on_an_open_row
            case "show" | "confidence":
                return not card.revealed
            case "confirm":
                return not card.revealed and not card.half_ordered
            case "type":
                return card.can_type
            case "go_on" | "rate":
                return card.revealed
            case "choose":
                return card.choosing and int(str(parameters[0])) < max(len(card.turn.options), len(card.turn.order))
            case "slip":
                return card.in_doubt
            case "curveball":
                return card.has_curveball
        return True

    def action_tick(self) -> None:
        """Tick or untick the row under the cursor."""
        if (rows := self._card.rows) is not None:
            rows.toggle(rows.cursor)

    def action_pick(self) -> None:
        """Choose the row under the cursor."""
        self.action_tick()

    def action_show(self) -> None:
        """Show the answer, or the next step of it."""
        self._card.go_on()

    def action_confirm(self) -> None:
        """Show the answer, or the next step of it."""
        self._card.go_on()

    async def action_type(self) -> None:
        """Put the cursor into the field for an answer."""
        await self._card.type_answer()

    def action_go_on(self) -> None:
        """Give the marked rating; at the end go home."""
        if self.has_class("-done"):
            self.action_back()
        else:
            self.action_rate(self._bar.marked)

    def action_rate(self, rating: int) -> None:
        """Write the rating and go on; when that fails the card stays."""
        now = self.services.now()
        seconds = min(_LONGEST, (now.utc - self._since.utc).total_seconds())
        try:
            self._session.rate(
                rating,
                now,
                seconds=round(seconds, 1),
                confidence=self._card.response.confidence if self._card.response else None,
                ticks=self._card.said,
            )
        except QuizError as error:
            self._complain(error)
            return
        self._ratings.append(rating)
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

    def action_undo(self) -> None:
        """Take the last rating back and show its card."""
        try:
            event = self._session.undo(self.services.now())
        except QuizError as error:
            self._complain(error)
            return
        if event is None:
            self.notify("There is nothing to undo.")
            return
        if self._ratings and event.kind == Kind.REVIEW:
            self._ratings.pop()
        elif event.kind == Kind.ATTEMPT:
            self.notify(f"Took back the attempt at {event.item.partition(':')[2]}.", markup=False)
        self._next()

    def action_bury(self) -> None:
        """Leave the card alone until tomorrow."""
        self._put_aside(self._session.bury, "Back tomorrow. u takes it back.")

    def action_suspend(self) -> None:
        """Leave the card alone until it is taken back."""
        self._put_aside(self._session.suspend, "Suspended: it does not come again. u takes it back.")

    def _put_aside(self, act: Callable[[Instant], object], said: str) -> None:
        try:
            act(self.services.now())
        except QuizError as error:
            self._complain(error)
            return
        self.notify(said)
        self._next()

    def action_describe(self) -> None:
        """Show what is known of the card."""
        from quiz.ui.screens.card_facts import CardFacts

        self.app.push_screen(CardFacts(self.services, self._card.turn))

    def action_edit(self) -> None:
        """Open the card's file at its line, then read the course again and ask the card anew."""
        turn = self._card.turn
        try:
            edit(self.app, self.services.config.editor, turn.card.file, turn.card.line)
            self.services.read_course_again()
        except QuizError as error:
            self._complain(error)
            return
        self._report_problems(turn)
        self._next()

    def action_move(self, rows: int) -> None:
        """Move the cursor of a list, or scroll."""
        self._card.move(rows)
        self.refresh_bindings()

    def action_page(self, pages: int) -> None:
        """Scroll by most of a page."""
        self._card.scroll_relative(y=pages * max(1, self._card.size.height - 2), animate=False)

    @on(CardView.Changed)
    def _changed(self) -> None:
        suggestion = self._card.suggestion
        self._bar.suggested = suggestion is not None
        self._bar.marked = suggestion or int(Rating.GOOD)
        self._bar.set_class(self._card.revealed, "-shown")  # on the screen it would cost a restyling of everything
        self.refresh_bindings()

    @on(RatingBar.Chosen)
    def _clicked(self, event: RatingBar.Chosen) -> None:
        if self._card.revealed:
            self.action_rate(event.rating)

    def _report_problems(self, turn: Turn) -> None:
        problems = [problem for problem in self.services.course.problems if problem.file == turn.card.file]
        if problems:
            self.notify("\n".join(map(str, problems)), title="The deck has problems", severity="warning", markup=False)

    def _complain(self, error: QuizError) -> None:
        self.notify(f"{error.message}\n{error.hint}".strip(), severity="error", timeout=10, markup=False)
