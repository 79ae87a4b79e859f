"""A card as one page of markdown: all that belongs to it, in the order in which a review shows it."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.course.card import Option
from quiz.study.turn import Turn


def page(turn: Turn, note: str = "") -> str:
    """What stands below the question, with the learner's note, and with the numbers of the next review."""
    return "\n\n".join(part for part in _parts(turn, note) if part)


def _parts(turn: Turn, note: str) -> Iterator[str]:
    card = turn.card
    yield turn.asked
    yield "\n".join(map(_option, card.options))
    yield "\n".join(_item(f"{number}. ", step) for number, step in enumerate((*card.steps, *card.order), 1))
    yield "---"
    yield turn.answer.partition("\n\n")[0] if turn.gap else turn.answer
    if card.key_points:
        yield "**Key points**"
        yield "\n".join(_item("- ", point.text) for point in card.key_points)
    if card.slip:
        yield f"**Slip**  {card.slip.text}"
    if card.curveball:
        yield f"**Curveball**  {card.curveball.question}"
        yield card.curveball.answer
    if note:
        yield "**Your note**  " + note.replace("\n", "  \n")


def _option(option: Option) -> str:
    return _item("- ", f"{'✓' if option.right else '✗'} {option.text}\n\n{option.why}".strip())


def _item(mark: str, text: str) -> str:
    """An item of a list; its further lines are indented as markdown asks for."""
    return mark + text.replace("\n", "\n" + " " * len(mark))
