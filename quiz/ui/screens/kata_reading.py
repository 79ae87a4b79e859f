"""What is read beside the code of a kata: panes, hints, the model answer, past attempts, facts."""

from __future__ import annotations

from typing import Any

from quiz.errors import CourseError, LogError
from quiz.grading.solution import Solution, defined_functions
from quiz.progress import attempts
from quiz.study import acts
from quiz.study.kata_choice import why
from quiz.ui.screens.kata_desk import KataDesk
from quiz.ui.widgets.menu import Entry
from quiz.ui.widgets.question import Question


class KataReading(KataDesk):
    """The desk with all that there is to read."""

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
        self.services.hints[self._item] = self._panes.hints.revealed
        self._panes.active = "hints"

    def action_model(self) -> None:
        """Show the model answer, which a pass has earned; before that only after asking."""
        if self._panes.disclosed:
            self._show_model()
            return
        question = "Look at the model answer before your own has passed? Then this kata counts as given up for now"
        answers = [Entry("n", "go on without it", ""), Entry("s", "show the answer", "show")]
        self.app.push_screen(
            Question(f"{question}: it comes back tomorrow, from a blank page.", answers, on_escape=""),
            lambda answer: self._give_up() if answer else None,
        )

    def _give_up(self) -> None:
        try:
            acts.reveal(self.services.log, self._item, self.services.now())
        except LogError as error:
            self.complain(error)
            return
        self.services.hints.pop(self._item, None)  # a look ends the round
        self._panes.disclosed = True
        self._show_model()

    def _show_model(self) -> None:
        if (source := self._model) is not None:
            self._panes.show_model(source)

    @property
    def _model(self) -> str | None:
        """The model answer; None, with a complaint, when the solution file is at fault."""
        try:
            return Solution(self._page.solution).model_answer(defined_functions(self._page.stub))
        except CourseError as error:
            self.complain(error)
            return None

    def action_history(self) -> None:
        """Past attempts, and how they differ."""
        if not self._editor.save():
            return
        from quiz.course.beliefs import beliefs
        from quiz.ui.screens.kata_history import KataHistory

        tries = attempts.history(self.services.log, self._item)
        model = self._model if self._panes.disclosed else None
        stub = self._page.stub.read_text(encoding="utf-8")
        said, file = beliefs(self._page.solution), self._editor.text
        self.app.push_screen(KataHistory(self._page.title, tries, stub=stub, file=file, model=model, beliefs=said))

    def action_facts(self) -> None:
        """What is known of the kata, and how its code is judged."""
        from quiz.ui.screens.kata_facts import KataFacts

        self.app.push_screen(KataFacts(self._facts(), self._ask_facts))

    def _facts(self) -> list[tuple[str, str]]:
        page, services = self._page, self.services
        names = {"needs": page.prerequisites, "cards": page.cards, "forbidden": page.forbids}
        rows = [("kata", page.id), ("unit", services.course.unit(page.unit).title)]
        rows += [(name, ", ".join(found)) for name, found in names.items() if found]
        reason = why(page, services.course, attempts.katas(services.log), services.log.day(services.now()))
        return [*rows, ("file", str(services.workspace.file(page))), ("standing", reason)]

    def _ask_facts(self) -> dict[str, Any]:
        """Called in a thread."""
        with self.services.judge() as judge:
            return judge.facts()
