"""The learner's file on the screen of a kata: written, reset, taken from elsewhere, begun anew when it is due again."""

from __future__ import annotations

from textual import on

from quiz.course.katas import KataPage
from quiz.errors import QuizError, WorkspaceError
from quiz.progress import attempts
from quiz.progress.attempts import KataState
from quiz.study.kata_map import Standing, standing
from quiz.ui.edited_file import EditedFile
from quiz.ui.external_editor import edit
from quiz.ui.screens.base import QuizScreen
from quiz.ui.verdict_text import literal
from quiz.ui.widgets.file_editor import FileEditor
from quiz.ui.widgets.kata_panes import KataPanes
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.question import Question


class KataDesk(QuizScreen):
    """A screen with the file of `page` in an editor, among panes."""

    def __init__(self, page: KataPage) -> None:
        super().__init__()
        self._page = page
        self._file_is = ""

    def set_out(self) -> KataPanes:
        """Make the editor and the panes. What a pass has earned is kept back while the kata is due again.

        Hints that were opened in this round stay open.
        """
        services, state = self.services, self._state
        self._again = standing(state, services.log.day(services.now())) is Standing.AGAIN
        earned = state is not None and (state.solved or state.revealed)
        file = EditedFile(services.workspace, self._page)
        self._editor = FileEditor(file, services.workspace.file(self._page), id="code")
        hints = max(services.hints.get(self._item, 0), attempts.hints_of_round(services.log, self._item))
        self._panes = KataPanes(self._page, self._editor, disclosed=earned and not self._again, hints=hints)
        return self._panes

    def on_mount(self) -> None:
        """Once the file is there, see whether it is one of a round that is over."""
        if self._again:
            self.call_after_refresh(self._ask_for_blank_page)

    def refresh_lines(self) -> None:
        """Say anew how things stand."""
        raise NotImplementedError

    def judge_draft(self) -> None:
        """Have the text judged that another program has written."""
        raise NotImplementedError

    @property
    def _item(self) -> str:
        return self.services.course.kata_item(self._page.id)

    @property
    def _state(self) -> KataState | None:
        return attempts.katas(self.services.log).get(self._item)

    def action_write(self) -> None:
        """Put the cursor into the code."""
        self._panes.show_code()
        self._editor.focus()

    def action_external(self) -> None:
        """Edit the file in the learner's own editor, then read it again."""
        if not self._editor.save():
            return
        if self._editor.file.fault:
            self.complain(self._editor.file.fault)
            return
        try:
            edit(self.app, self.services.config.editor, self.services.workspace.file(self._page))
        except QuizError as error:
            self.complain(error)
        self.refresh()
        self._editor.look_at_disk()

    def action_reset(self) -> None:
        """Begin again, after asking."""
        kept = self.services.workspace.place_to_keep(self._page).name
        question = f"Begin {self._page.id} again? Your file is kept beside it as {kept}."
        answers = [Entry("r", "begin again with the stub", "reset"), Entry("n", "change nothing", "")]
        self.app.push_screen(
            Question(question, answers, on_escape=""), lambda answer: self._editor.reset() if answer else None
        )

    def _ask_for_blank_page(self) -> None:
        """A kata that is due again begins with the stub, unless the learner would rather keep the file; asked once."""
        due = state.due if (state := self._state) else None
        try:
            if due is None or not self.services.workspace.wants_blank_page(self._page, due):
                return
        except WorkspaceError as error:
            self.complain(error)
            return
        question = f"{self._page.id} is due again. Begin with a blank page? Your file is kept beside it under a number."
        answers = [Entry("b", "a blank page", "blank"), Entry("n", "no, keep the file", "keep")]

        def settle(answer: str | None) -> None:
            try:
                self.services.workspace.settle(self._page, due)
            except WorkspaceError as error:
                self.complain(error)
            if answer == "blank":
                self._editor.reset()

        self.app.push_screen(Question(question, answers), settle)

    @on(FileEditor.Conflict)
    def _ask_which(self) -> None:
        question = f"{self._page.id}.py was changed by another program while text here was not saved. Both are kept."
        answers = [Entry("m", "go on with the text here", "mine"), Entry("t", "take the one on disk", "theirs")]
        self.app.push_screen(Question(question, answers), lambda answer: self._editor.resolve(mine=answer == "mine"))

    @on(FileEditor.Trouble)
    def _trouble(self, event: FileEditor.Trouble) -> None:
        if self._editor.file.fault:
            self._file_is = "not saved"
            self.refresh_lines()
        self.complain(event.error)

    @on(FileEditor.Stored)
    def _stored(self) -> None:
        self._file_is = f"saved {self.services.now().local:%H:%M:%S}"
        self.refresh_lines()

    @on(FileEditor.TakenOver)
    def _taken_over(self) -> None:
        if self._editor.file.source != self._page.stub.read_bytes():
            self.judge_draft()

    def complain(self, error: QuizError, title: str = "") -> None:
        """Show what went wrong and what to do about it."""
        text = f"{error.message}\n{error.hint}" if error.hint else error.message
        self.notify(literal(text), title=title, severity="error", markup=False)
