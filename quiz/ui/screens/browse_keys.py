"""The keys of the browser, and which of them act when."""

from __future__ import annotations

from textual.binding import Binding, BindingType

ON_A_CARD = ("ask", "edit", "suspend", "bury", "flag", "note", "describe", "read_on", "picture")

KEYS: list[BindingType] = [
    Binding("slash", "type", "Search", key_display="/", id="browse.search", tooltip="Put the cursor into the field"),
    Binding("s", "study", "Study", id="browse.study", tooltip="Study these cards now, due or not"),
    Binding("w", "look", "Look", id="browse.look", tooltip="Look through these cards; nothing is written", show=False),
    Binding("e", "edit", "Edit", id="browse.edit", tooltip="Open the card's file in your editor"),
    Binding(
        "at", "suspend", "Suspend", key_display="@", id="browse.suspend", tooltip="Suspend the card, or take it back"
    ),
    Binding(
        "minus", "bury", "Not now", key_display="-", id="browse.bury", tooltip="Leave the card alone until tomorrow"
    ),
    Binding("f", "flag", "Flag", id="browse.flag", tooltip="Put the next flag on the card"),
    Binding("n", "note", "Note", id="browse.note", tooltip="Write a note of your own on the card", show=False),
    Binding("i", "describe", "About", id="browse.describe", tooltip="What is known of the card"),
    Binding("u", "undo", "Undo", id="browse.undo", tooltip="Take the last act back", show=False),
    Binding("v", "picture", "View", id="browse.picture", tooltip="The picture over the whole screen", show=False),
    Binding("space", "read_on", "Read on", id="browse.read_on", tooltip="Scroll the card", show=False),
    Binding("escape", "back", "Back", id="screen.back", tooltip="To the units, then home"),
]
