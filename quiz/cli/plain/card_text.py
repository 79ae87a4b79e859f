"""One card in whole words, line by line: no sign, colour or place on the screen has to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from quiz.answers import Tick, in_order
from quiz.answers.assessment import State
from quiz.course.card import Kind
from quiz.course.spans import Place
from quiz.study.plain_text import plain_line, plain_lines
from quiz.study.response import Response
from quiz.study.turn import Turn

_MARKS = {Place.TEXT: "[blank]", Place.CODE: "[blank]", Place.MATHS: r"\text{[blank]}"}
_STATES: dict[State, str] = {"found": "said", "maybe": "perhaps said", "not_found": "not found"}


@dataclass(frozen=True)
class CardText:
    """The texts of one card as lines; `ascii` for all of them in ASCII."""

    turn: Turn
    ascii: bool = False

    def question(self) -> list[str]:
        """What is asked, with its rows where there are some to choose from."""
        lines = self._labelled("Question", self.turn.question)
        lines += plain_lines(self.turn.asked_with(_MARKS), self.ascii)
        rows = [option.text for option in self.turn.options] or self.turn.order
        return lines + [f"{letter}. {self._line(row)}" for letter, row in zip(ascii_lowercase, rows, strict=False)]

    def prompt(self, steps: int = 0) -> str:
        """What to type before the answer is shown; `steps` of a derivation have been shown."""
        turn = self.turn
        match turn.card.kind:
            case Kind.CHOICE:
                right = sum(option.right for option in turn.options)
                which = "Which one? Its letter" if right == 1 else f"Which {right}? Their letters"
            case Kind.ORDER:
                which = "Which order? Letters such as cab"
            case Kind.DERIVATION:
                return f"Say step {steps + 1} of {len(turn.card.steps)}. Enter shows it:"
            case Kind.CONCEPT:
                which = "Say it, or type it"
            case _:
                which = f"Type {turn.placeholder or 'it'}"
        return f"{which}. Enter shows the answer:"

    def step(self, number: int) -> list[str]:
        """One step of a derivation."""
        return self._labelled(f"Step {number + 1}", self.turn.card.steps[number])

    def answer(self) -> list[str]:
        """What is shown in the end."""
        return self._labelled("Answer", self.turn.answer) if self.turn.answer else []

    def verdict(self, response: Response) -> list[str]:
        """Whether the answer was right, with what there is to say about it."""
        checked = response.checked
        if checked is None:
            return []
        word = {True: "Right.", False: "Not right.", None: "Not decided."}[checked.right]
        return [f"{word} {self._line(checked.message)}".strip()]

    def options(self, chosen: frozenset[int]) -> list[str]:
        """The options of a choice with what is right, what was chosen, and why."""
        lines = []
        for number, option in enumerate(self.turn.options):
            word = "right" if option.right else "wrong"
            mine = ", chosen" if number in chosen else ""
            lines.append(f"{ascii_lowercase[number]}, {word}{mine}: {self._line(option.text)}")
            lines += [f"  {line}" for line in plain_lines(option.why, self.ascii)]
        return lines

    def order(self, places: Sequence[int]) -> list[str]:
        """The steps in the right order; `places`: the right place of each, as they were put."""
        settled = in_order(places) if places else frozenset(range(len(self.turn.order)))
        lines = []
        for place, step in enumerate(self.turn.card.order):
            was = "" if place in settled else f" (you had it in place {list(places).index(place) + 1})"
            lines.append(f"{place + 1}. {self._line(step)}{was}")
        return lines

    def points(self, ticks: Sequence[Tick], typed: str) -> list[str]:
        """The key points, numbered, with the words of the typed answer that met them."""
        if not self.turn.points:
            return []
        lines = ["Key points:"]
        for number, point in enumerate(self.turn.points):
            tick = ticks[number] if ticks else None
            state = f" {_STATES[tick.state]}:" if tick else ""
            met = " … ".join(typed[start:end] for start, end in tick.spans) if tick else ""
            lines.append(f"{number + 1}.{state} {self._line(point)}" + (f" (you: “{met}”)" if met else ""))
        return lines

    def slip(self) -> list[str]:
        """The usual misconception."""
        return self._labelled("Slip", self.turn.card.slip.text) if self.turn.card.slip else []

    def curveball(self, answered: bool) -> list[str]:
        """The follow-up question, or its answer."""
        curveball = self.turn.card.curveball
        if curveball is None:
            return []
        return self._labelled(*(("Its answer", curveball.answer) if answered else ("Curveball", curveball.question)))

    def _labelled(self, label: str, source: str) -> list[str]:
        first, *rest = plain_lines(source, self.ascii) or [""]
        return [f"{label}: {first.strip()}", *rest]

    def _line(self, source: str) -> str:
        return plain_line(source, self.ascii)
