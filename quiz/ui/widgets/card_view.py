"""One card: its question, the place for an answer, and then everything that belongs to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from quiz.course.card import Kind
from quiz.ui.response import Response
from quiz.ui.turn import TYPED, Turn
from quiz.ui.widgets.card_lines import doubt, marked_words, prompt
from quiz.ui.widgets.check_list import NOWHERE, CheckList
from quiz.ui.widgets.key_points import KeyPoints
from quiz.ui.widgets.options import Options
from quiz.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from quiz.ui.widgets.answer_field import AnswerField


class CardView(VerticalScroll, can_focus=False):
    """Shows a `Turn` step by step. Posts `CardView.Changed` when it shows more or suggests another rating."""

    class Changed(Message):
        """The card shows more, or another rating is suggested."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.response: Response | None = None
        self.revealed = False
        self._steps = 0
        self._curveball = False

    def compose(self) -> ComposeResult:
        """All parts that a card may have; those that it has not are not displayed."""
        yield Prose(id="question")
        yield Prose(id="asked")
        yield Options(ascii=Prose.ascii)
        yield Static(id="prompt")
        yield Prose(id="steps")
        yield Static("─" * 200, id="rule", markup=False)
        yield Static(id="said")
        yield Prose(id="answer")
        yield KeyPoints(ascii=Prose.ascii)
        yield Static(id="doubt")
        yield Prose(id="slip")
        yield Prose(id="curveball")

    def on_mount(self) -> None:
        """Know the parts that change with each key."""
        self._options, self._points = self.query_one(Options), self.query_one(KeyPoints)

    def ask(self, turn: Turn) -> None:
        """Show the question of another card."""
        self.response, self.revealed, self._steps, self._curveball = Response(turn), False, 0, False
        self._put("question", turn.question)
        self._put("asked", turn.asked)
        for name in ("steps", "answer", "slip", "curveball"):
            self._put(name, "")
        for part in self.query("KeyPoints, AnswerField, #rule, #said, #doubt"):
            part.display = False
        self._options.display = turn.card.kind is Kind.CHOICE
        self._options.show_options(turn.options)
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
        """Whether options wait for a choice."""
        return self.response is not None and self.turn.card.kind is Kind.CHOICE and not self.revealed

    @property
    def can_type(self) -> bool:
        """Whether an answer may be typed now."""
        return self.response is not None and self.turn.card.kind in TYPED and not self.revealed

    @property
    def has_curveball(self) -> bool:
        """Whether the follow-up still hides its answer."""
        return self.revealed and self.turn.card.curveball is not None and not self._curveball

    @property
    def in_doubt(self) -> bool:
        """Whether the learner is asked if the slip was meant."""
        return self.revealed and self.response is not None and self.response.doubtful is not None

    @property
    def said(self) -> list[int] | None:
        """The key points that were said; None when nobody looked."""
        return self.response.said(self._points.ticked) if self.response else None

    @property
    def suggestion(self) -> int | None:
        """The rating that follows from the answer."""
        return self.response.suggestion(self._points.ticked) if self.response and self.revealed else None

    @property
    def rows(self) -> CheckList | None:
        """The rows that can be ticked now."""
        if self.choosing:
            return self._options
        return self._points if self.revealed and self._points.display else None

    @property
    def on_a_row(self) -> bool:
        """Whether Space would tick a row."""
        return self.rows is not None and self.rows.cursor != NOWHERE

    def go_on(self) -> None:
        """Show the next step, or the answer."""
        steps = self.turn.steps
        if self._steps < len(steps):
            self._steps += 1
            self._put("steps", "\n\n".join(f"{n}. {step}" for n, step in enumerate(steps[: self._steps], 1)))
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
        """The learner says whether the clause in question was meant so."""
        assert self.response is not None
        if not meant:
            self.response.check(slip=False)
            self._tick_points()
        self._ticked_by_hand()

    def show_curveball(self) -> None:
        """Answer the follow-up question."""
        self._curveball = True
        self._follow_up()
        self.call_after_refresh(self.scroll_end, animate=False)

    def move(self, by: int) -> None:
        """Move the cursor of the rows while the next one is in sight, else scroll."""
        rows = self.rows
        if rows is None or not self._in_sight(rows, rows.cursor + by):
            self.scroll_relative(y=by, animate=False)
        else:
            rows.cursor += by

    async def type_answer(self) -> None:
        """Put the cursor into the field under the question, made when it is first needed."""
        from quiz.ui.widgets.answer_field import AnswerField  # a text area is slow to import

        if not self.query(AnswerField):
            await self.mount(AnswerField(), before="#prompt")
        field = self.query_one(AnswerField)
        if not field.display:
            field.text = ""
        field.display = True
        self.query_one("#prompt").display = False
        field.focus()

    def on_answer_field_accepted(self, event: AnswerField.Accepted) -> None:
        """Compare what was typed."""
        self._take(event.text)
        self.go_on()

    def on_answer_field_left(self, event: AnswerField.Left) -> None:
        """Keep what was typed, for when the answer is shown."""
        self._take(event.text)
        self._prompt()

    def on_check_list_toggled(self) -> None:
        """Ticks decide the suggestion once they are the learner's own."""
        if self.revealed:
            self._ticked_by_hand()

    def _take(self, text: str) -> None:
        assert self.response is not None
        self.screen.set_focus(None)
        self.response.typed = text.strip()

    def _reveal(self) -> None:
        assert self.response is not None
        card, self.revealed = self.turn.card, True
        if card.kind is Kind.CHOICE:
            self.response.right = self._options.check()
        for part in self.query("#prompt, AnswerField"):
            part.display = False
        self.query_one("#asked").display = card.kind is Kind.ORDER
        self.query_one("#rule").display = True
        self._put("answer", self.turn.answer)
        self.response.check()
        self._tick_points()
        self._put("slip", f"**Slip**  {card.slip.text}" if card.slip else "")
        self._follow_up()
        self.call_after_refresh(self._bring_up_answer)

    def _tick_points(self) -> None:
        """Show the key points with what the typed answer covers."""
        assert self.response is not None
        found, typed = self.response.assessment, self.response.typed
        said, doubts = self.query_one("#said", Static), self.query_one("#doubt", Static)
        self._points.display = bool(self.turn.points)
        self._points.show_points(self.turn.points, found.ticks if found else (), typed)
        said.display = bool(typed)
        said.update(marked_words(typed, found))
        doubts.display = self.response.doubtful is not None
        doubts.update(doubt(self.response.doubtful or ""))

    def _ticked_by_hand(self) -> None:
        assert self.response is not None
        self.response.ticked_by_hand = True
        self.query_one("#doubt").display = False
        self.post_message(self.Changed())

    def _follow_up(self) -> None:
        if curveball := self.turn.card.curveball:
            end = f"\n\n{curveball.answer}" if self._curveball else "  *(c shows the answer)*"
            self._put("curveball", f"**Curveball**  {curveball.question}{end}")

    def _bring_up_answer(self) -> None:
        """Scroll only when the answer begins in the lower half; checked options are read from their first line."""
        rule = self.query_one("#rule")
        low = rule.virtual_region.y - self.scroll_offset.y > self.scrollable_size.height // 2
        if low and self.turn.card.kind is not Kind.CHOICE:
            self.scroll_to_widget(rule, animate=False, top=True)

    def _in_sight(self, rows: CheckList, row: int) -> bool:
        if row < 0:
            return rows.cursor != NOWHERE
        if row >= rows.count:
            return False
        place = rows.region_of(row).translate(rows.virtual_region.offset)
        return self.scroll_offset.y <= place.y and place.bottom <= self.scroll_offset.y + self.scrollable_size.height

    def _put(self, name: str, source: str) -> None:
        part = self.query_one(f"#{name}", Prose)
        part.source = source
        part.display = bool(source)

    def _prompt(self) -> None:
        assert self.response is not None
        part = self.query_one("#prompt", Static)
        part.display = True
        part.update(prompt(self.turn, self._steps, self.response.confidence))
