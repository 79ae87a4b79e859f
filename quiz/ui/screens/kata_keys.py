"""The keys of the kata screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _loud(key: str, action: str, description: str, tooltip: str) -> Binding:
    """A key that acts everywhere, in the editor too."""
    return Binding(key, action, description, id=f"kata.{action}", tooltip=tooltip, key_display=key.upper())


def _quiet(keys: str, action: str, description: str, id: str) -> Binding:
    """A key that has no place in the bar of keys."""
    return Binding(keys, action, description, id=f"kata.{id}", tooltip=description, show=False)


KEYS: list[BindingType] = [
    _loud("f5", "grade", "Grade", "Have the code judged; this counts as an attempt"),
    _loud("f2", "hint", "Hint", "Show one more hint"),
    _loud("f3", "external", "$EDITOR", "Edit the file in your own editor"),
    _loud("f4", "reset", "Reset", "Begin again with the stub; your file is kept"),
    _loud("f6", "turn", "Pane", "Read another pane"),
    _loud("f8", "try_out", "Try", "Run an input or a few lines of your own against the file"),
    _loud("f7", "model", "Model", "The model answer, shown once your code has passed, before that after asking"),
    _loud("f9", "history", "Attempts", "Past attempts, and how they differ"),
    Binding("c", "copy_case", "Copy case", id="kata.copy", tooltip="Copy the failing case as a line of Python"),
    Binding("i", "facts", "Protections", id="kata.facts", tooltip="About this kata, its judge and what protects you"),
    _quiet("enter", "go_on", "Write; after a pass, the next kata", "go_on"),
    _quiet("e", "write", "Put the cursor into the code", "write"),
    _quiet("tab,right,l", "pane(1)", "Next pane", "next"),
    _quiet("shift+tab,left,h", "pane(-1)", "Pane before", "before"),
    _quiet("down,j", "scroll(1)", "Read on", "down"),
    _quiet("up,k", "scroll(-1)", "Read back", "up"),
    _quiet("pagedown,space", "scroll(10)", "Read on, ten lines", "pagedown"),
    _quiet("pageup", "scroll(-10)", "Read back, ten lines", "pageup"),
    _quiet("ctrl+down", "verdict(1)", "Scroll the verdict", "verdict_down"),
    _quiet("ctrl+up", "verdict(-1)", "Scroll the verdict back", "verdict_up"),
]
