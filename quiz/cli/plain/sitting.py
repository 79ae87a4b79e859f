"""A whole sitting: card after card, each rating written before the next one is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from quiz.cli.plain.commands import AnotherCardError, QuitError, obey
from quiz.cli.plain.console import Console
from quiz.cli.plain.hand import Hand
from quiz.cli.printing import plural
from quiz.course.course import Course
from quiz.errors import QuizError
from quiz.maths import ascii_text
from quiz.progress.log import Log
from quiz.scheduling.day import Instant
from quiz.scheduling.memory import Rating
from quiz.study import summary
from quiz.study.lapse import lapse
from quiz.study.session import Session
from quiz.study.turn import Turn
from quiz.study.wording import spelled

_RATINGS = tuple(str(rating.value) for rating in Rating)


@dataclass
class Sitting:
    """Asks the cards of a session on a console.

    `ascii`: everything in ASCII; `timed`: concept cards are asked against the clock, and their curveball after them.
    """

    log: Log
    course: Course
    session: Session
    now: Callable[[], Instant]
    console: Console
    ascii: bool = False
    timed: bool = False
    ratings: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Until no card is left, the learner quits, or the input ends. Raises LogError."""
        left = self.session.left.total
        self.say(f"{left} {plural(left, 'card')}, about {max(1, round(self.session.minutes))} min. /help tells more.")
        try:
            while (item := self.session.next(self.now())) is not None:
                self._review(item)
        except (QuitError, EOFError, KeyboardInterrupt):
            self.say("")
        self._sum_up()

    def say(self, *lines: str) -> None:
        """Write these lines."""
        self.console.say(map(ascii_text, lines) if self.ascii else lines)

    def prompt(self, text: str) -> str:
        """What was typed; commands are obeyed, and then it is asked again.

        Raises EOFError at the end of input, and what a command raises to leave the card.
        """
        while (typed := self._line(text)) is None:
            pass
        return typed

    def _line(self, prompt: str) -> str | None:
        """What was typed; None when it was a command, which has been obeyed."""
        typed = self.console.ask(ascii_text(prompt) if self.ascii else prompt)
        if not typed.startswith("/"):
            return typed
        try:
            obey(self, typed)
        except QuizError as error:
            self._complain(error)
        return None

    def _review(self, item: str) -> None:
        try:
            turn = Turn.next(self.log, self.course, item)
        except QuizError:
            self.session.skip()  # an edit took the card away
            return
        self.hand = Hand(turn, self.now, ascii=self.ascii, timed=self.timed)
        left, state = self.session.left.total, self.log.state(item)
        self.say("", f"{self.course.unit(turn.card.unit).title}, {left} {plural(left, 'card')} left.")
        try:
            self.hand.ask(self.say, self.prompt)
            self.hand.reveal(self.say, self.prompt, state.note if state else "")
            self._rate()
        except AnotherCardError:
            pass

    def _rate(self) -> None:
        """Ask until a rating is written."""
        written = False
        while not written:
            suggested = self.hand.response.suggestion(self.hand.ticked)
            mark = self.hand.response.marked(self.hand.ticked)
            typed = self._line(self._rating_prompt(mark, suggested is not None))
            if typed is None:
                continue  # the command may have changed what is suggested
            if typed and typed not in _RATINGS:
                self.say("A number from 1 to 4, or a command: /help lists them.")
                continue
            try:
                self._write(int(typed or mark))
            except QuizError as error:
                self._complain(error)
            else:
                written = True

    def _write(self, rating: int) -> None:
        now, response = self.now(), self.hand.response
        review = self.session.rate(
            rating,
            now,
            seconds=self.hand.seconds,
            confidence=response.confidence,
            ticks=response.said(self.hand.ticked),
        )
        self.ratings.append(rating)
        forgotten = lapse(self.log, self.course, self.hand.turn.card, review, now) if review else None
        if forgotten and forgotten.leech:
            self.say(forgotten.leech)
        if forgotten and forgotten.kata:
            self.say(f"It can be practised: the kata {forgotten.kata.title}.")

    def _rating_prompt(self, mark: int, suggested: bool) -> str:
        intervals = self.session.preview(self.now())
        whens = [f" ({spelled(days)})" for days in intervals] if intervals else [""] * len(Rating)
        ratings = [
            f"{rating.value} {rating.name.capitalize()}{when}" for rating, when in zip(Rating, whens, strict=True)
        ]
        return f"Rate it: {', '.join(ratings)}. Enter is {mark}{', as suggested' if suggested else ''}:"

    def _complain(self, error: QuizError) -> None:
        self.say(f"{error.message[:1].upper()}{error.message[1:]}.", *filter(None, [error.hint]))

    def _sum_up(self) -> None:
        if not self.ratings:
            self.say("Nothing was rated.")
            return
        number, again = len(self.ratings), self.ratings.count(Rating.AGAIN)
        days = summary.streak_of(self.log, self.now()).length
        said = f"{number} {plural(number, 'answer')}: {number - again} recalled, {again} again."
        self.say(f"{said} Streak: {days} {plural(days, 'day')}.")
