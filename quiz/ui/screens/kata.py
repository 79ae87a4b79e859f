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
from quiz.errors import CourseError, LogError, QuizError
from quiz.grading.python_line import python_line
from quiz.grading.report import tried
from quiz.grading.solution import Solution, defined_functions
from quiz.progress import attempts
from quiz.study.kata_attempt import due_card, log_attempt
from quiz.study.kata_map import next_kata
from quiz.ui.edited_file import EditedFile
from quiz.ui.external_editor import edit
from quiz.ui.judging import Answer, Failed, Graded, Judging, Ready, Submission
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.kata_attempt import consequence
from quiz.ui.screens.kata_keys import KEYS
from quiz.ui.verdict_text import Report, literal
from quiz.ui.widgets.editor import Editor
from quiz.ui.widgets.file_editor import FileEditor
from quiz.ui.widgets.kata_panes import KataPanes
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.question import Question
from quiz.ui.widgets.title_bar import TitleBar

_PATIENCE = 0.15  # seconds; a verdict that comes sooner needs no notice before it


class KataScreen(QuizScreen):
    """The kata of one page."""

    CSS_PATH = "kata.tcss"
    HELP = "kata"
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class Answered(Message):
        """The judge said something."""

        answer: Answer

    def __init__(self, page: KataPage) -> None:
        super().__init__()
        self._page = page
        self._judge_is, self._file_is = "judge starting…", ""
        self._passed = False
        self._busy: Timer | None = None
        self._counterexample: dict[str, Any] | None = None

    def compose(self) -> ComposeResult:
        """The panes between a line of facts and a line of keys."""
        services = self.services
        self._opened = services.now()
        state = attempts.katas(services.log).get(services.course.kata_item(self._page.id))
        file = EditedFile(services.workspace, self._page)
        self._editor = FileEditor(file, services.workspace.file(self._page), id="code")
        self._panes = KataPanes(self._page, self._editor, solved=state is not None and state.solved)
        yield TitleBar(Content.assemble((self._page.title, "bold"), f"  {'★' * self._page.difficulty}"))
        yield self._panes
        yield Static(id="next")
        yield KeyBar()

    def on_mount(self) -> None:
        """Wake the judge; the first frame does not wait for it."""
        self._judging = Judging(self.services.judge, self._page.id, self._hear)
        self._judging.start()
        self._refresh_lines()

    def on_unmount(self) -> None:
        """Leave no thread behind."""
        self._judging.stop()

    def _hear(self, answer: Answer) -> None:
        """Called in the judging thread."""
        self.post_message(self.Answered(answer))

    # reading and writing

    def action_write(self) -> None:
        """Put the cursor into the code."""
        self._panes.show_code()
        self._editor.focus()

    def action_go_on(self) -> None:
        """The most likely thing: write, or after a pass the next kata."""
        if not self._passed:
            self.action_write()
        elif (page := self._next) is not None:
            self.app.switch_screen(KataScreen(page))
        else:
            self.action_back()

    def action_turn(self) -> None:
        """Read the next pane."""
        self.action_pane(1)

    def action_pane(self, places: int) -> None:
        """Read another pane."""
        self.set_focus(None)
        self._panes.step(places)

    def action_scroll(self, rows: int) -> None:
        """Move in the pane that is read."""
        self._panes.scroll_active(rows)

    def action_verdict(self, rows: int) -> None:
        """Move in the verdict."""
        self._panes.verdict.scroll_relative(y=rows, animate=False)

    def action_hint(self) -> None:
        """Show one more hint."""
        self._panes.hints.revealed += 1
        self._panes.active = "hints"

    def action_model(self) -> None:
        """Show the model answer, which a pass has earned."""
        if not self._panes.solved:
            self.notify("The model answer is shown once your code has passed.")
            return
        try:
            source = Solution(self._page.solution).model_answer(defined_functions(self._page.stub))
        except CourseError as error:
            self._complain(error)
        else:
            self._panes.show_model(source)

    def action_copy_case(self) -> None:
        """Put the failing case on the clipboard, as a line of Python."""
        line = python_line(self._counterexample, defined_functions(self._page.stub))
        if line:
            self.app.copy_to_clipboard(line)
        self.notify("The failing case is on the clipboard." if line else "There is no failing case to copy.")

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

    def action_external(self) -> None:
        """Edit the file in the learner's own editor, then read it again."""
        if not self._editor.save():
            return
        if self._editor.file.fault:
            self._complain(self._editor.file.fault)
            return
        try:
            edit(self.app, self.services.config.editor, self.services.workspace.file(self._page))
        except QuizError as error:
            self._complain(error)
        self.refresh()
        self._editor.look_at_disk()

    def action_reset(self) -> None:
        """Begin again, after asking."""
        question = f"Begin {self._page.id} again? Your file is kept beside it under a number, {self._page.id}.py.1."
        answers = [Entry("r", "begin again with the stub", "reset"), Entry("n", "change nothing", "")]
        self.app.push_screen(
            Question(question, answers, on_escape=""), lambda answer: self._editor.reset() if answer else None
        )

    @on(FileEditor.Conflict)
    def _ask_which(self) -> None:
        question = f"{self._page.id}.py was changed by another program while text here was not saved. Both are kept."
        answers = [Entry("m", "go on with the text here", "mine"), Entry("t", "take the one on disk", "theirs")]
        self.app.push_screen(Question(question, answers), lambda answer: self._editor.resolve(mine=answer == "mine"))

    @on(FileEditor.Trouble)
    def _trouble(self, event: FileEditor.Trouble) -> None:
        if self._editor.file.fault:
            self._file_is = "not saved"
            self._refresh_lines()
        self._complain(event.error)

    @on(FileEditor.Stored)
    def _stored(self) -> None:
        self._file_is = f"saved {self.services.now().local:%H:%M:%S}"
        self._refresh_lines()

    @on(FileEditor.TakenOver)
    def _taken_over(self) -> None:
        self._passed = False
        self._submit(attempt=False)

    @on(Editor.Left)
    def _left(self) -> None:
        self.set_focus(None)

    def on_descendant_focus(self) -> None:
        """The most likely next key is another one in the editor."""
        self._passed = False
        self._refresh_lines()

    def on_descendant_blur(self) -> None:
        """And another one outside of it."""
        self._refresh_lines()

    # judging

    def action_grade(self) -> None:
        """Save and have the code judged: an attempt."""
        if self._editor.save():
            self._submit(attempt=True)

    def _submit(self, *, attempt: bool) -> None:
        seconds = (self.services.now().microseconds - self._opened.microseconds) / 1e6
        source = self._editor.file.source
        self._judging.submit(Submission(source, attempt, self._panes.hints.revealed, seconds))
        if self._busy is None:
            self._busy = self.set_timer(_PATIENCE, self._say_busy)

    def _say_busy(self) -> None:
        self._panes.verdict.say("grading…")
        self._panes.show_verdict()

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        match event.answer:
            case Ready(device):
                self._judge_is = f"judge ready   {device}"
            case Failed(error):
                self._no_verdict(error)
            case Graded() as graded:
                self._judge_is = f"judge ready   {graded.verdict['device']}"
                self._verdict(graded)
        self._refresh_lines()

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
        logged = counts and self._log(graded)
        if verdict["passed"]:
            self._panes.solved = True
        if not graded.last:
            return
        self._settle()
        self._counterexample = verdict["counterexample"]
        line = consequence(graded, card, logged=logged)
        self._panes.verdict.report(Report(verdict, draft=not counts, consequence=line))
        self._panes.show_verdict()
        if verdict["passed"]:
            self._celebrate()

    def _log(self, graded: Graded) -> bool:
        """Write the attempt down; whether that could be done."""
        services, done = self.services, graded.submission
        try:
            log_attempt(
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
            self._complain(error, "This attempt is not in the log; F5 tries again")
            return False
        return True

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
        return next_kata(services.course, attempts.katas(services.log), besides=self._page.id)

    def _refresh_lines(self) -> None:
        facts = [fact for fact in (self._file_is, self._judge_is) if fact]
        self.query_one(TitleBar).right = tuple(Content.styled(fact, "$foreground-muted") for fact in facts)
        self.query_one("#next", Static).update(self._likely())

    def _likely(self) -> Content:
        """The most likely next key."""
        if self.focused is self._editor:
            return _key("F5", "grade", "Esc leaves the editor")
        if self._passed:
            page = self._next
            return _key("Enter", f"next kata: {page.title}" if page else "back to the map: all katas are solved")
        return _key("Enter", "write")

    def _complain(self, error: QuizError, title: str = "") -> None:
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(literal(text), title=title, severity="error", timeout=10, markup=False)


def _key(key: str, what: str, then: str = "") -> Content:
    return Content.assemble(
        ("▸ ", "$text-accent"), (key, "bold $text-accent"), f"  {what}", (f"     {then}", "$foreground-muted")
    )
