"""The card in hand: asked, answered and shown, line by line."""

from __future__ import annotations

from collections.abc import Callable
from string import ascii_lowercase

from quiz.cli.plain.card_text import CardText
from quiz.course.card import Kind
from quiz.scheduling.day import Instant
from quiz.study.response import TIME, Response, seconds_spent
from quiz.study.turn import Turn

Say = Callable[..., None]
Prompt = Callable[[str], str]


class Hand:
    """One card of a sitting; `timed` when it is a question against the clock. `ticked`: the key points that count."""

    def __init__(self, turn: Turn, now: Callable[[], Instant], *, ascii: bool, timed: bool) -> None:
        self.turn, self.text, self.response = turn, CardText(turn, ascii), Response(turn)
        self.ticked: list[int] = []
        self.revealed = False
        self._picked: list[int] = []
        self._timed = timed and turn.card.kind is Kind.CONCEPT
        self._now, self._since = now, now()

    @property
    def seconds(self) -> float:
        """The seconds since the question that count."""
        return seconds_spent(self._since, self._now())

    def ask(self, say: Say, prompt: Prompt) -> None:
        """Ask, and take an answer or none."""
        say(*self.text.question())
        if self._timed:
            say(f"You have {TIME} seconds.")
        match self.turn.card.kind:
            case Kind.DERIVATION:
                for number in range(len(self.turn.card.steps)):
                    prompt(self.text.prompt(number))
                    say(*self.text.step(number))
            case Kind.CHOICE | Kind.ORDER:
                self._pick(say, prompt)
            case _:
                self._type(say, prompt)
        if self._timed:
            say(f"That took {round(self._now().seconds_since(self._since))} seconds.")

    def reveal(self, say: Say, prompt: Prompt, note: str) -> None:
        """Say how the answer was, and everything that belongs to the card."""
        text, response, kind = self.text, self.response, self.turn.card.kind
        self.revealed = True
        response.check()
        say(*text.verdict(response))
        if kind is Kind.CHOICE:
            say(*text.options(frozenset(self._picked)))
        elif kind is Kind.ORDER:
            say(*text.order(self._picked))
        say(*text.answer())
        if response.undecided:
            response.settle(prompt("Does yours count as right? y or n:").lower().startswith("y"))
            say(*text.verdict(response))
        self._show_points(say)
        if (clause := response.doubtful) is not None:
            if not prompt(f"You wrote “{clause}”. Do you mean that? y or n:").lower().startswith("y"):
                response.check(slip=False)
                self._show_points(say)
            response.ticked_by_hand = True
        say(*text.slip(), *text.curveball(answered=False))
        if self._timed and self.turn.card.curveball:
            prompt("Say it. Enter shows its answer:")
            say(*text.curveball(answered=True))
        if note:
            say(f"Your note: {note}")

    def _show_points(self, say: Say) -> None:
        found = self.response.assessment
        self.ticked = [number for number, tick in enumerate(found.ticks) if tick.state == "found"] if found else []
        say(*self.text.points(found.ticks if found else (), self.response.typed))

    def _type(self, say: Say, prompt: Prompt) -> None:
        question = self.text.prompt()
        while unread := self.response.puzzle(prompt(question)):
            say(unread.message)
            question = "Type it again. Enter shows the answer:"

    def _pick(self, say: Say, prompt: Prompt) -> None:
        """Take the letters of rows, and ask again for what cannot be meant."""
        is_order = self.turn.card.kind is Kind.ORDER
        rows = len(self.turn.order if is_order else self.turn.options)
        while typed := prompt(self.text.prompt()):
            picked = [ascii_lowercase.find(letter) for letter in typed.lower() if letter.isalnum()]
            missing = [row for row in range(rows) if row not in picked] if is_order else []
            if len(set(picked)) < len(picked) or not all(0 <= row < rows for row in picked):
                say(f"Letters from a to {ascii_lowercase[rows - 1]} are asked for, each once.")
            elif len(missing) > 1:
                say(f"{len(missing)} are missing: name all of them; only the last one may be left out.")
            else:
                self._take([*picked, *missing])
                return

    def _take(self, picked: list[int]) -> None:
        if self.turn.card.kind is Kind.ORDER:
            self._picked = [self.turn.card.order.index(self.turn.order[row]) for row in picked]
            self.response.put_in_order(self._picked)
        else:
            self._picked = picked
            self.response.choose(set(picked) == {n for n, option in enumerate(self.turn.options) if option.right})
