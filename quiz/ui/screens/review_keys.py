"""The keys of a review."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from quiz.scheduling.memory import Rating

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
    Binding("y", "slip(True)", "Yes", id="review.slip_yes", tooltip="Yes, I mean it so", show=False),
    Binding("n", "slip(False)", "No", id="review.slip_no", tooltip="No, I do not mean it so", show=False),
    Binding("s", "confidence", "Sure", id="review.confidence", tooltip="Sure or unsure, before you look", show=False),
    Binding("c", "curveball", "Curveball", id="review.curveball", tooltip="Show the answer of the follow-up"),
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
    Binding("i", "describe", "About", id="review.describe", tooltip="Where the card stands and what is known of it"),
    Binding("up,k", "move(-1)", "Up", id="review.up", tooltip="Up a row or a line", show=False),
    Binding("down,j", "move(1)", "Down", id="review.down", tooltip="Down a row or a line", show=False),
    Binding("pageup", "page(-1)", "Page up", id="review.page_up", tooltip="Scroll back", show=False),
    Binding("pagedown", "page(1)", "Page down", id="review.page_down", tooltip="Scroll on", show=False),
]
