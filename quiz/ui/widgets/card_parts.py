"""What a card is made of on the screen, from the question down to the curveball."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from quiz.course.markdown import formulas, parser
from quiz.errors import QuizError
from quiz.ui.widgets.countdown import Countdown
from quiz.ui.widgets.key_points import KeyPoints
from quiz.ui.widgets.options import Options
from quiz.ui.widgets.ordering import Ordering
from quiz.ui.widgets.phrases import Phrases
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.row_scroll import RowScroll

if TYPE_CHECKING:
    from quiz.course.plots import Picture


class CardParts(RowScroll):
    """The parts one below the other; a part that has nothing to say is not displayed."""

    def compose(self) -> ComposeResult:
        """All parts that a card may have; those that it has not are not displayed."""
        yield Prose(id="question")
        yield Prose(id="asked")
        yield Options(ascii=Prose.ascii)
        yield Ordering(ascii=Prose.ascii)
        yield Countdown()
        yield Phrases(id="prompt")
        yield Prose(id="steps")
        yield Static("─" * 200, id="rule", markup=False)
        yield Phrases(id="said")
        yield Prose(id="answer")
        yield Prose(id="note")
        yield KeyPoints(ascii=Prose.ascii)
        yield Phrases(id="doubt")
        yield Prose(id="slip")
        yield Prose(id="curveball")

    def on_mount(self) -> None:
        """Know the parts that change with each key."""
        self.options, self.ordering = self.query_one(Options), self.query_one(Ordering)
        self.points, self.countdown = self.query_one(KeyPoints), self.query_one(Countdown)

    def put(self, name: str, source: str) -> None:
        """Show a text in markdown, or with nothing to show, nothing."""
        part = self.query_one(f"#{name}", Prose)
        part.source = source
        part.display = bool(source)

    def say(self, name: str, parts: Sequence[Content]) -> None:
        """Show short texts side by side."""
        part = self.query_one(f"#{name}", Phrases)
        part.parts = tuple(parts)
        part.display = bool(parts)

    def draw(self, read: Callable[[], Sequence[Picture]]) -> None:
        """Show pictures, in a widget that is made for the first card that has one."""
        from quiz.ui.widgets.picture_view import PictureView

        try:
            pictures = tuple(read())
        except QuizError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        view = next(iter(self.query(PictureView)), None)
        if view is None:
            view = PictureView(ascii=Prose.ascii)
            self.mount(view)
        view.pictures = pictures
        view.display = True

    def formulas(self, rows: Sequence[str]) -> list[str]:
        """The LaTeX of all formulas that are shown, each once; `rows`: the texts of the rows, in markdown."""
        texts = [*(part.source for part in self.query(Prose) if part.display), *rows]
        return list(dict.fromkeys(latex for _, latex in formulas(parser().parse("\n\n".join(texts)))))
