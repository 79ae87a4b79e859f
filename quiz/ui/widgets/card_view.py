"""One card: its question, the place for an answer, and then everything that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.course.card import Kind
from quiz.scheduling.memory import Rating
from quiz.study.response import TIME, Response
from quiz.study.turn import CHECKED, PICKED, TYPED, Turn
from quiz.ui.widgets.card_lines import doubt, lines_kept, marked_words, prompt, puzzle, verdict
from quiz.ui.widgets.card_parts import CardParts
from quiz.ui.widgets.check_list import CheckList
from quiz.ui.widgets.options import Options
from quiz.ui.widgets.ordering import Ordering

if TYPE_CHECKING:
    from quiz.course.plots import Picture
    from quiz.ui.widgets.answer_field import AnswerField


class CardView(CardParts):
    """Shows a `Turn` step by step. Posts `CardView.Changed` when it shows more or suggests another rating."""

    class Changed(Message):
        """The card shows more, or another rating is suggested."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.response: Response | None = None
        self.revealed = False
        self._steps = 0
        self._curveball = False
        self.timed = False
        self._note = ""
        self._pictures: Callable[[], Sequence[Picture]] = tuple

    def ask(self, turn: Turn, pictures: Callable[[], Sequence[Picture]] = tuple, note: str = "") -> None:
        """Show the question of another card; its answer comes with what `pictures` reads, and with the `note`."""
        self._pictures, self._note, self.timed = pictures, note, False
        self.countdown.stop()
        self.response, self.revealed, self._steps, self._curveball = Response(turn), False, 0, False
        self.put("question", turn.question)
        self.put("asked", turn.asked)
        for name in ("steps", "answer", "note", "slip", "curveball"):
            self.put(name, "")
        for part in self.query("KeyPoints, AnswerField, PictureView, #rule, #said, #doubt"):
            part.display = False
        self.options.display = turn.card.kind is Kind.CHOICE
        self.options.show_options(turn.options)
        self.ordering.display = turn.card.kind is Kind.ORDER
        self.ordering.show_steps(turn.order, turn.card.order)
        self._prompt()
        self.scroll_home(animate=False)

    @property
    def turn(self) -> Turn:
        """The card that is shown. Raises ValueError before the first one."""
        if self.response is None:
            raise ValueError("no card is shown: call `ask` first")
        return self.response.turn

    @property
    def choosing(self) -> bool:
        """Whether rows wait for a choice."""
        return self.response is not None and self.turn.card.kind in PICKED and not self.revealed

    @property
    def can_type(self) -> bool:
        """Whether an answer may be typed now."""
        return self.response is not None and self.turn.card.kind in TYPED and not self.revealed

    @property
    def can_be_timed(self) -> bool:
        """Whether the clock may be started."""
        return self.can_type and self.turn.card.kind is Kind.CONCEPT and not self.timed

    @property
    def has_curveball(self) -> bool:
        """Whether the follow-up still hides its answer."""
        return self.revealed and self.turn.card.curveball is not None and not self._curveball

    @property
    def in_doubt(self) -> bool:
        """Whether the learner is asked if the slip was meant, or if the answer means the same."""
        asked = self.response is not None and (self.response.undecided or self.response.doubtful is not None)
        return self.revealed and asked

    @property
    def said(self) -> list[int] | None:
        """The key points that were said; None when nobody looked."""
        return self.response.said(self.points.ticked) if self.response else None

    @property
    def suggestion(self) -> int | None:
        """The rating that follows from the answer."""
        return self.response.suggestion(self.points.ticked) if self.response and self.revealed else None

    @property
    def marked(self) -> int:
        """The rating that Enter gives."""
        return self.response.marked(self.points.ticked) if self.response and self.revealed else int(Rating.GOOD)

    @property
    def rows(self) -> CheckList | None:
        """The rows that can be ticked now."""
        if self.choosing:
            return self._picks
        return self.points if self.revealed and self.points.display else None

    @property
    def _picks(self) -> Options | Ordering:
        return self.options if self.turn.card.kind is Kind.CHOICE else self.ordering

    @property
    def on_an_open_row(self) -> bool:
        """Whether the cursor is on a row that may be chosen, and is not."""
        return self.choosing and self.on_a_row and self._picks.cursor not in self._picks.chosen

    @property
    def half_ordered(self) -> bool:
        """Whether some steps have their place, and some have not."""
        return bool(self.ordering.chosen) and not self.ordering.complete

    @property
    def latex(self) -> list[str]:
        """The formulas that are shown."""
        rows = [*(option.text for option in self.turn.options), *self.turn.order]
        return self.formulas([*rows, *self.turn.points] if self.revealed else rows)

    def start_clock(self) -> None:
        """Ask against the clock: when it runs out, the answer is shown, and the curveball is asked."""
        self.timed = True
        self.countdown.start(TIME)

    def put_note(self, note: str) -> None:
        """Show another note of the learner's own, once the answer is shown."""
        self._note = note
        if self.revealed:
            self.put("note", f"**Your note**  {lines_kept(note)}" if note else "")

    def go_on(self) -> None:
        """Show the next step, or the answer."""
        steps = self.turn.card.steps
        if self._steps < len(steps):
            self._steps += 1
            self.put("steps", "\n\n".join(f"{n}. {step}" for n, step in enumerate(steps[: self._steps], 1)))
        if self._steps < len(steps):
            self._prompt()
            self.call_after_refresh(self.scroll_end, animate=False)
        else:
            self._reveal()
        self.post_message(self.Changed())

    def toggle_confidence(self) -> None:
        """Sure, unsure, or neither."""
        if self.response:
            self.response.next_confidence()
            self._prompt()

    def answer_doubt(self, meant: bool) -> None:
        """The learner says whether the clause in question was meant so, or whether the answer means the same."""
        assert self.response is not None
        if self.response.undecided:
            self.response.settle(meant)
            self.say("said", self._what_was_said())
            self.post_message(self.Changed())
            return
        if not meant:
            self.response.check(slip=False)
            self._tick_points()
        self._ticked_by_hand()

    def show_curveball(self) -> None:
        """Answer the follow-up question."""
        self._curveball = True
        self._follow_up()
        self.call_after_refresh(self.scroll_end, animate=False)

    async def type_answer(self) -> None:
        """Put the cursor into the field under the question, made when it is first needed."""
        from quiz.ui.widgets.answer_field import AnswerField  # a text area is slow to import

        if not self.query(AnswerField):
            await self.mount(AnswerField(), before="#prompt")
        field = self.query_one(AnswerField)
        field.ask_for(self.turn.placeholder, one_line=self.turn.card.kind in CHECKED)
        if not field.display:
            field.text = ""
        field.display = True
        self.query_one("#prompt").display = False
        field.focus()

    def on_answer_field_accepted(self, event: AnswerField.Accepted) -> None:
        """Compare what was typed; what cannot be read may be mended first."""
        assert self.response is not None
        if unread := self.response.puzzle(event.text):
            self.say("prompt", puzzle(unread))
            self.call_after_refresh(self.scroll_end, animate=False)
        else:
            self.screen.set_focus(None)
            self.go_on()

    def on_answer_field_left(self, event: AnswerField.Left) -> None:
        """Keep what was typed, for when the answer is shown."""
        assert self.response is not None
        self.screen.set_focus(None)
        self.response.typed = event.text.strip()
        self._prompt()

    def on_countdown_over(self) -> None:
        """Take what was typed so far, and show the answer."""
        from quiz.ui.widgets.answer_field import AnswerField

        assert self.response is not None
        if isinstance(field := self.screen.focused, AnswerField):
            self.response.typed = field.text.strip()
            self.screen.set_focus(None)
        self.go_on()

    def on_check_list_toggled(self) -> None:
        """Ticks decide the suggestion once they are the learner's own."""
        if self.revealed:
            self._ticked_by_hand()
        else:
            self._prompt()

    def _reveal(self) -> None:
        assert self.response is not None
        card, self.revealed = self.turn.card, True
        self.countdown.stop()
        self._check_rows()
        for part in self.query("#prompt, #asked, AnswerField"):
            part.display = False
        self.query_one("#rule").display = True
        self.put("answer", self.turn.answer)
        self.put_note(self._note)
        self.response.check()
        self._tick_points()
        self.put("slip", f"**Slip**  {card.slip.text}" if card.slip else "")
        self._follow_up()
        if card.plots:
            self.draw(self._pictures)
        self.call_after_refresh(self._bring_up_answer)

    def _check_rows(self) -> None:
        """Check what was chosen, if anything was."""
        assert self.response is not None
        if self.options.chosen:
            self.response.choose(self.options.right)
        if self.ordering.chosen and self.ordering.complete:
            self.response.put_in_order(self.ordering.places)
        self.options.check()
        self.ordering.check()

    def _tick_points(self) -> None:
        """Show the key points with what the typed answer covers."""
        assert self.response is not None
        found, typed = self.response.assessment, self.response.typed
        self.points.display = bool(self.turn.points)
        self.points.show_points(self.turn.points, found.ticks if found else (), typed)
        self.say("said", self._what_was_said())
        clause = self.response.doubtful
        self.say("doubt", doubt(clause) if clause else [])

    def _what_was_said(self) -> list[Content]:
        """The answer with its verdict, or with the words that met a key point set off."""
        assert self.response is not None
        typed, checked = self.response.typed, self.response.checked
        if checked and self.turn.card.kind is not Kind.CHOICE:  # its rows tell
            return verdict(typed, checked, self.turn.card.kind)
        return marked_words(typed, self.response.assessment) if typed else []

    def _ticked_by_hand(self) -> None:
        assert self.response is not None
        self.response.ticked_by_hand = True
        self.query_one("#doubt").display = False
        self.post_message(self.Changed())

    def _follow_up(self) -> None:
        if curveball := self.turn.card.curveball:
            key = "Say it; Space" if self.timed else "c"
            end = f"\n\n{curveball.answer}" if self._curveball else f"  *({key} shows the answer)*"
            self.put("curveball", f"**Curveball**  {curveball.question}{end}")

    def _bring_up_answer(self) -> None:
        """Scroll only when the answer begins in the lower half, or when some of the checked rows are out of sight."""
        rule, picked = self.query_one("#rule"), self.turn.card.kind in PICKED
        start, height = rule.virtual_region.y - self.scroll_offset.y, self.scrollable_size.height
        if start >= (height if picked else height // 2):
            self.scroll_to_widget(self._picks if picked else rule, animate=False, top=True)

    def _prompt(self) -> None:
        assert self.response is not None
        self.say("prompt", prompt(self.turn, self._steps, self.response.confidence, len(self.ordering.chosen)))
