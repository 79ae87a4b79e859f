"""What may be typed instead of an answer in a plain review: `/undo`, `/note why?`, `/quit`."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from quiz.errors import QuizError
from quiz.study import acts
from quiz.study.dates import read_day
from quiz.study.naming import called
from quiz.study.wording import FLAGS, undone

if TYPE_CHECKING:
    from quiz.cli.plain.sitting import Sitting

_HELP = """At every prompt a command may be typed instead of an answer:
/sure, /unsure    how sure you are, before you look
/ticks 1 3        the key points that you said; /ticks 0 for none
/curveball        the answer of the follow-up question
/undo             take back the last rating, or whatever was done last
/bury             leave the card alone until tomorrow
/suspend          leave the card alone until you take it back
/flag 1           put a flag on the card, 1 to 4; /flag 0 takes it off
/note TEXT        keep a note of your own on the card; /note - removes it
/forget           make the card new again
/due 2026-12-01   ask for the card on that day; /due 3 in three days
/repeat           the question again
/help, /quit      a command may be shortened: /u, /q""".splitlines()


class AnotherCardError(Exception):
    """The card in hand is no longer the one to ask, or has to be asked anew."""


class QuitError(Exception):
    """The learner ends the sitting."""


Command: TypeAlias = "Callable[[Sitting, str], None]"


def obey(sitting: Sitting, typed: str) -> None:
    """Do what a line that begins with `/` says.

    Raises AnotherCardError, QuitError, and QuizError for what is not understood or cannot be written.
    """
    word, _, argument = typed[1:].partition(" ")
    fitting = [name for name in _COMMANDS if name.startswith(word.lower())]
    if not fitting or not word:
        near = difflib.get_close_matches(word.lower(), _COMMANDS, n=1)
        hint = f"Did you mean /{near[0]}?" if near else "/help lists the commands."
        raise QuizError(f"there is no command /{word}", hint=hint)
    _COMMANDS[fitting[0]](sitting, argument.strip())


def _confidence(sitting: Sitting, word: Literal["sure", "unsure"]) -> None:
    if sitting.hand.revealed:
        raise QuizError("the answer is shown already", hint="Say how sure you are before you look.")
    sitting.hand.response.confidence = word
    sitting.say(f"Noted: {word}.")


def _ticks(sitting: Sitting, argument: str) -> None:
    points = sitting.hand.turn.points
    numbers = argument.replace(",", " ").split()
    if not sitting.hand.revealed or not points:
        raise QuizError("there are no key points to tick now")
    if not numbers or not all(number.isdecimal() and int(number) <= len(points) for number in numbers):
        raise QuizError(f"name key points from 1 to {len(points)}, or 0 for none", hint="Such as /ticks 1 2")
    sitting.hand.ticked = sorted({int(number) - 1 for number in numbers if int(number)})
    sitting.hand.response.ticked_by_hand = True
    sitting.say(f"{len(sitting.hand.ticked)} of {len(points)} said.")


def _curveball(sitting: Sitting, argument: str) -> None:
    if not sitting.hand.revealed or sitting.hand.turn.card.curveball is None:
        raise QuizError("there is no follow-up question here")
    sitting.say(*sitting.hand.text.curveball(answered=True))


def _undo(sitting: Sitting, argument: str) -> None:
    taken_back = sitting.session.undo(sitting.now())
    if taken_back is None:
        raise QuizError("there is nothing to undo")
    if taken_back.kind == "review" and sitting.ratings:
        sitting.ratings.pop()
    sitting.say(f"Took back {undone(taken_back.kind, called(sitting.course, taken_back.item))}.")
    raise AnotherCardError


def _bury(sitting: Sitting, argument: str) -> None:
    is_new = sitting.session.bury(sitting.now())
    sitting.say("Back tomorrow. /undo takes it back." if is_new else "Back tomorrow.")
    raise AnotherCardError


def _suspend(sitting: Sitting, argument: str) -> None:
    is_new = sitting.session.suspend(sitting.now())
    said = "Suspended: it does not come again."
    sitting.say(f"{said} /undo takes it back." if is_new else said)
    raise AnotherCardError


def _flag(sitting: Sitting, argument: str) -> None:
    if not argument.isdecimal() or int(argument) >= len(FLAGS):
        raise QuizError("a flag is a number from 1 to 4, and 0 is none", hint="Such as /flag 1")
    acts.flag(sitting.log, sitting.hand.turn.item, int(argument), sitting.now())
    sitting.say(f"Flag: {FLAGS[int(argument)] or 'none'}.")


def _note(sitting: Sitting, argument: str) -> None:
    state = sitting.log.state(sitting.hand.turn.item)
    if argument:
        text = "" if argument == "-" else argument
        if acts.note(sitting.log, sitting.hand.turn.item, text, sitting.now()) is None:
            raise QuizError("the note reads so already" if text else "there is no note")
        sitting.say("Noted." if text else "The note is gone. /undo takes it back.")
    else:
        sitting.say(f"Your note: {state.note}" if state and state.note else "There is no note. /note TEXT writes one.")


def _forget(sitting: Sitting, argument: str) -> None:
    if acts.forget(sitting.log, sitting.hand.turn.item, sitting.now()) is None:
        raise QuizError("this card is new already")
    sitting.say("Forgotten: the card is new again. /undo takes it back.")


def _due(sitting: Sitting, argument: str) -> None:
    day = read_day(argument, sitting.log.day(sitting.now()))
    if acts.set_due(sitting.log, sitting.hand.turn.item, day, sitting.now()) is None:
        raise QuizError(f"this card is due on {day} already")
    sitting.say(f"Due on {day}. /undo takes it back.")
    sitting.session.skip()
    raise AnotherCardError


def _repeat(sitting: Sitting, argument: str) -> None:
    sitting.say(*sitting.hand.text.question())


def _help(sitting: Sitting, argument: str) -> None:
    sitting.say(*_HELP)


def _quit(sitting: Sitting, argument: str) -> None:
    raise QuitError


_COMMANDS: dict[str, Command] = {
    "undo": _undo,
    "sure": lambda sitting, _: _confidence(sitting, "sure"),
    "unsure": lambda sitting, _: _confidence(sitting, "unsure"),
    "ticks": _ticks,
    "curveball": _curveball,
    "bury": _bury,
    "suspend": _suspend,
    "flag": _flag,
    "note": _note,
    "forget": _forget,
    "due": _due,
    "repeat": _repeat,
    "help": _help,
    "quit": _quit,
}
