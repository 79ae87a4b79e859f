"""One kata: read it, write it, have it judged, all on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from quiz.course.katas import KataPage
from quiz.errors import LogError, QuizError
from quiz.grading.python_line import python_line
from quiz.grading.report import tried
from quiz.grading.solution import defined_functions
from quiz.progress.event import Event
from quiz.study.kata_attempt import due_card, log_attempt
from quiz.study.kata_choice import propose
from quiz.ui.judging import Answer, Failed, Graded, Judging, Ready, Submission
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.kata_attempt import consequence
from quiz.ui.screens.kata_keys import KEYS
from quiz.ui.screens.kata_reading import KataReading
from quiz.ui.verdict_text import Report, literal
from quiz.ui.widgets.editor import Editor
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.title_bar import TitleBar

_LONGEST = 86_400.0  # seconds at a kata: what a clock says beyond is no time of the learner's
_PATIENCE = 0.15  # seconds; a verdict that comes sooner needs no notice before it


class KataScreen(KataReading):
    """The kata of one page."""

    CSS_PATH = "kata.tcss"
    HELP = "kata"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class Answered(Message):
        """The judge said something to a screen."""

        screen: KataScreen
        answer: Answer

    def __init__(self, page: KataPage) -> None:
        super().__init__(page)
        self._judge_is = "judge starting…"
        self._passed = False
        self._busy: Timer | None = None
        self._counterexample: dict[str, Any] | None = None

    def compose(self) -> ComposeResult:
        """The panes between a line of facts and a line of keys."""
        self._opened = self.services.now()
        panes = self.set_out()
        yield TitleBar(Content.assemble((self._page.title, "bold"), f"  {'★' * self._page.difficulty}"))
        yield panes
        yield Static(id="next")
        yield KeyBar()

    def on_mount(self) -> None:
        """Wake the judge; the first frame does not wait for it."""
        self._told = self._quiz
        self._judging = Judging(self.services.judge, self._page.id, self._hear)
        self._judging.start()
        self.refresh_lines()

    def on_unmount(self) -> None:
        """Leave no thread behind, once it has judged what was asked for."""
        self._judging.stop()

    def _hear(self, answer: Answer) -> None:
        """Called in the judging thread. By way of the app: this screen may have been left, and an attempt counts."""
        self._told.post_message(self.Answered(self, answer))

    # reading and writing

    def action_go_on(self) -> None:
        """The most likely thing: write, or after a pass the next kata."""
        if not self._passed:
            self.action_write()
        elif (page := self._next) is not None:
            self.app.switch_screen(KataScreen(page))
        else:
            self.action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to copy only once a case has failed."""
        return action != "copy_case" or self._counterexample is not None

    def action_copy_case(self) -> None:
        """Put the failing case on the clipboard, as a line of Python."""
        line = python_line(self._counterexample, defined_functions(self._page.stub))
        if line:
            self.app.copy_to_clipboard(line)
        self.notify(
            "The failing case is on the clipboard." if line else "The failing case cannot be written in a line."
        )

    def action_try_out(self) -> None:
        """Run a line against the text as it stands, with the failing case to begin with."""
        if not self._editor.save():
            return
        from quiz.ui.screens.try_out import TryOut

        functions = defined_functions(self._page.stub)
        example = python_line(self._counterexample, functions) or f"{functions[0]}()"
        self.app.push_screen(TryOut(example, self._tried))

    def _tried(self, lines: str) -> list[str]:
        """Called in a thread."""
        with self.services.judge() as judge:
            file = self._page.stub.name
            return tried(judge.try_lines(self._page.id, self._editor.file.source, lines, file=file))

    @on(Editor.Left)
    def _left(self) -> None:
        self.set_focus(None)

    def judge_draft(self) -> None:
        """Judge what another program wrote."""
        self._passed = False
        self._submit(attempt=False)

    def on_descendant_focus(self) -> None:
        """The most likely next key is another one in the editor."""
        self._passed = False
        self.refresh_lines()

    def on_descendant_blur(self) -> None:
        """And another one outside of it."""
        self.refresh_lines()

    # judging

    def action_grade(self) -> None:
        """Save and have the code judged: an attempt."""
        if self._editor.save():
            self._submit(attempt=True)

    def _submit(self, *, attempt: bool) -> None:
        seconds = min(_LONGEST, self.services.now().seconds_since(self._opened))
        source = self._editor.file.source
        self._judging.submit(Submission(source, attempt, self._panes.hints.revealed, seconds))
        if self._busy is None:
            self._busy = self.set_timer(_PATIENCE, self._say_busy)

    def _say_busy(self) -> None:
        self._panes.verdict.say("grading…")
        self._panes.show_verdict()

    def heard(self, answer: Answer) -> None:
        """Show what the judge said, or where this screen was left log what counts, with a notice."""
        if self not in self._told.screen_stack:
            self._heard_late(answer)
            return
        match answer:
            case Ready(device):
                self._judge_is = f"judge ready   {device}"
            case Failed(error):
                self._no_verdict(error)
            case Graded() as graded:
                self._judge_is = f"judge ready   {graded.verdict['device']}"
                self._verdict(graded)
        self.refresh_lines()

    def _no_verdict(self, error: QuizError) -> None:
        self._settle()
        self._judge_is = "no judge"
        self._panes.verdict.say(error.message, error.hint)
        self._panes.show_verdict()

    def _verdict(self, graded: Graded) -> None:
        """Log what counts; show it unless something newer is on its way."""
        verdict = graded.verdict
        counts = graded.submission.attempt or verdict["passed"]
        card = due_card(self.services.course, verdict)
        event = self._log(graded) if counts else None
        if verdict["passed"]:
            self._panes.disclosed = True
        if not graded.last:
            return
        self._settle()
        self._counterexample = verdict["counterexample"]
        self.refresh_bindings()
        line = consequence(graded, card, event)
        self._panes.verdict.report(Report(verdict, draft=not counts, consequence=line))
        self._panes.show_verdict()
        if verdict["passed"]:
            self._celebrate()

    def _heard_late(self, answer: Answer) -> None:
        name = self._page.title
        match answer:
            case Failed(error, attempt=True):
                self.complain(error, f"{name} was not graded")
            case Graded(submission, verdict) if submission.attempt or verdict["passed"]:
                if self._log(answer) is None:
                    return
                title = f"{name}: {'passed' if verdict['passed'] else 'not passed'}"
                self._told.notify(literal(verdict["message"]), title=title, markup=False)
                if isinstance(screen := self._told.screen, QuizScreen):
                    screen.decks_changed()

    def _log(self, graded: Graded) -> Event | None:
        """Write the attempt down; None when that cannot be done. A pass ends the round, and with it its hints."""
        services, done = self.services, graded.submission
        try:
            event = log_attempt(
                services.log,
                services.course,
                self._page.id,
                graded.verdict,
                services.now(),
                source=done.source,
                hints=done.hints,
                seconds=done.seconds,
            )
        except LogError as error:
            self.complain(error, "This attempt is not in the log; F5 tries again")
            return None
        if graded.verdict["passed"]:
            services.hints.pop(self._item, None)
        return event

    def _celebrate(self) -> None:
        """Out of the editor, to what is worth saying; the next kata is one key away."""
        self.set_focus(None)
        if "verdict" not in self._panes.names:
            self._panes.active = "notes"
        self._passed = True

    def _settle(self) -> None:
        if self._busy:
            self._busy.stop()
            self._busy = None

    # what is said about it all

    @property
    def _next(self) -> KataPage | None:
        services = self.services
        return propose(services.course, services.log, services.now(), besides=self._page.id)

    def refresh_lines(self) -> None:
        """Say anew how file and judge stand, and which key is the most likely one."""
        facts = [fact for fact in (self._file_is, self._judge_is) if fact]
        self.query_one(TitleBar).right = tuple(Content.styled(fact, "$foreground-muted") for fact in facts)
        self.query_one("#next", Static).update(self._likely())

    def _likely(self) -> Content:
        """The most likely next key."""
        if self.focused is self._editor:
            return _key("F5", "grade", "Esc leaves the editor")
        if self._passed:
            page = self._next
            return _key("Enter", f"next kata: {page.title}" if page else "back to the map: nothing else is open")
        return _key("Enter", "write")


def _key(key: str, what: str, then: str = "") -> Content:
    return Content.assemble(
        ("▸ ", "$text-accent"), (key, "bold $text-accent"), f"  {what}", (f"     {then}", "$foreground-muted")
    )
