"""The keys of a review, and which of them act when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from quiz.scheduling.memory import Rating

if TYPE_CHECKING:
    from quiz.ui.widgets.card_view import CardView

AT_THE_END = ("go_on", "undo", "back", "ahead", "next_kata", "browse", "copy_text")

KEYS: list[BindingType] = [
    Binding("space", "tick", "Tick", id="review.tick", tooltip="Tick or untick the marked row"),
    Binding("space", "show", "Show", id="review.show", tooltip="Show the answer, or the next step of it"),
    Binding("enter", "pick", "Choose", id="review.pick", tooltip="Choose the marked row", show=False),
    Binding("enter", "type", "Type", id="review.type", tooltip="Type an answer; Enter accepts it"),
    Binding("enter", "confirm", "Show", id="review.confirm", tooltip="Show the answer", show=False),
    Binding("space,enter", "go_on", "Go on", id="review.go_on", tooltip="Give the marked rating"),
    *(
        Binding(
            str(rating.value),
            f"rate({rating})",
            rating.name.capitalize(),
            id=f"review.{rating.name.lower()}",
            tooltip=f"Rate the card {rating.name.capitalize()}",
            show=False,
        )
        for rating in Rating
    ),
    *(
        Binding(
            letter,
            f"choose({number})",
            "Choose",
            id=f"review.option_{letter}",
            show=False,
            tooltip="Choose this row, or take the choice back",
        )
        for number, letter in enumerate("abcdefg")
    ),
    Binding(
        "y",
        "slip(True)",
        "Yes",
        id="review.slip_yes",
        tooltip="Yes: I mean it so, my answer counts as right",
        show=False,
    ),
    Binding(
        "n",
        "slip(False)",
        "No",
        id="review.slip_no",
        tooltip="No: I do not mean it so, my answer counts as wrong",
        show=False,
    ),
    Binding("a", "ahead", "Learn ahead", id="review.ahead", tooltip="At the end: the cards that are due soonest"),
    Binding("p", "next_kata", "Next kata", id="review.next_kata", tooltip="At the end: the kata to do next"),
    Binding("b", "browse", "Browse", id="review.browse", tooltip="At the end: look at all cards"),
    Binding("s", "confidence", "Sure", id="review.confidence", tooltip="Sure or unsure, before you look", show=False),
    Binding("c", "curveball", "Curveball", id="review.curveball", tooltip="Show the answer of the follow-up"),
    Binding("v", "picture", "View", id="review.picture", tooltip="The picture over the whole screen", show=False),
    Binding("o", "open_kata", "Kata", id="review.kata", tooltip="Open the kata of the card that was failed"),
    Binding("t", "clock", "Clock", id="review.clock", tooltip="Answer against the clock: 90 seconds", show=False),
    Binding("u", "undo", "Undo", id="review.undo", tooltip="Take the last rating back"),
    Binding("e", "edit", "Edit", id="review.edit", tooltip="Edit the card in your editor"),
    Binding(
        "minus", "bury", "Not now", key_display="-", id="review.bury", tooltip="Leave the card alone until tomorrow"
    ),
    Binding(
        "at",
        "suspend",
        "Suspend",
        key_display="@",
        id="review.suspend",
        tooltip="Leave the card alone until you take it back",
        show=False,
    ),
    Binding("f", "flag", "Flag", id="review.flag", tooltip="Put the next flag on the card", show=False),
    Binding("n", "note", "Note", id="review.note", tooltip="Write a note of your own on the card", show=False),
    Binding("m", "copy", "Copy maths", id="review.copy", tooltip="Copy the formulas shown, as LaTeX", show=False),
    Binding("i", "describe", "About", id="review.describe", tooltip="Where the card stands and what is known of it"),
    Binding("up,k", "move(-1)", "Up", id="review.up", tooltip="Up a row or a line", show=False),
    Binding("down,j", "move(1)", "Down", id="review.down", tooltip="Down a row or a line", show=False),
    Binding("pageup", "page(-1)", "Page up", id="review.page_up", tooltip="Scroll back", show=False),
    Binding("pagedown", "page(1)", "Page down", id="review.page_down", tooltip="Scroll on", show=False),
]


def acts_now(action: str, parameters: tuple[object, ...], card: CardView) -> bool:
    """Whether a key acts while a card is shown; actions that are not named here always do."""
    match action:
        case "tick":
            return card.on_a_row
        case "pick":
            return card.on_an_open_row
        case "show" | "confidence":
            return not card.revealed
        case "confirm":
            return not card.revealed and not card.half_ordered
        case "type":
            return card.can_type
        case "go_on" | "rate":
            return card.revealed
        case "choose":
            return card.choosing and int(str(parameters[0])) < max(len(card.turn.options), len(card.turn.order))
        case "slip":
            return card.in_doubt
        case "curveball":
            return card.has_curveball
        case "clock":
            return not card.revealed and not card.timed
        case "picture":
            return card.revealed and bool(card.turn.card.plots)
        case "ahead" | "next_kata" | "browse":
            return False
    return True
