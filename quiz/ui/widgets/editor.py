"""The code editor: Python in the colours of the theme; Esc leaves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual._text_area_theme import TextAreaTheme
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.theme import Theme
from textual.widgets import TextArea

_THEME = "quiz"
_ROLES: dict[str, tuple[str, ...]] = {
    "accent": ("keyword", "keyword.function", "keyword.return", "keyword.operator", "conditional", "repeat", "include"),
    "success": ("string", "string.documentation", "string.escape"),
    "warning": ("number", "float", "boolean", "constant.builtin"),
    "error": ("exception",),
}


class Editor(TextArea, inherit_bindings=False):
    """Posts `Editor.Left` on Esc; `TextArea.Changed` tells of every change. The F-keys are left to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in TextArea.BINDINGS if isinstance(each, Binding) and each.key not in ("f6", "f7")),
        Binding("shift+tab", "dedent", "Dedent", id="editor.dedent", tooltip="One step to the left", show=False),
    ]

    @dataclass
    class Left(Message):
        """The learner pressed Esc."""

    def __init__(self, text: str = "", *, read_only: bool = False, id: str | None = None) -> None:
        super().__init__(
            text,
            tab_behavior="indent",
            soft_wrap=read_only,  # what is only read must be seen whole
            read_only=read_only,
            show_cursor=not read_only,
            show_line_numbers=True,
            compact=True,
            id=id,
        )
        self.can_focus = not read_only
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Take the theme's colours, now and whenever it changes, and read the text as Python.

        Only here, since preparing the grammar's query takes tens of milliseconds and every new text asks for it.
        """
        self._colour(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._colour)
        self.language = "python"

    async def _on_key(self, event: events.Key) -> None:
        """Esc leaves, and Enter keeps the indentation; everything else is the text area's."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.post_message(self.Left())
        elif event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            self._replace_via_keyboard("\n" + self._indentation(), *self.selection)
        else:
            await super()._on_key(event)

    def action_dedent(self) -> None:
        """Take up to four blanks from the beginning of the line."""
        row, _ = self.cursor_location
        line = self.document.get_line(row)
        blanks = min(len(line) - len(line.lstrip(" ")), self.indent_width)
        if blanks and not self.read_only:
            self.delete((row, 0), (row, blanks), maintain_selection_offset=True)

    def _indentation(self) -> str:
        """That of the cursor's line, one step more after a colon."""
        row, column = self.selection.start
        before = self.document.get_line(row)[:column]
        indent = before[: len(before) - len(before.lstrip())]
        return indent + (" " * self.indent_width if before.rstrip().endswith(":") else "")

    def _colour(self, theme: Theme) -> None:
        colours = theme.to_color_system().generate()
        styles = {name: Style(color=colours[role]) for role, names in _ROLES.items() for name in names}
        styles["comment"] = Style(color=colours["secondary"], italic=True)
        styles["function"] = Style(bold=True)
        self.register_theme(TextAreaTheme(name=_THEME, syntax_styles=styles))
        self.theme = _THEME
