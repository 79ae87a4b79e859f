"""Settings: each is shown with its value, changed in place, and written to the file or the log at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from quiz import config
from quiz.errors import QuizError
from quiz.study import acts, plan
from quiz.ui.screens.base import QuizScreen
from quiz.ui.screens.settings_rows import GROUPS, INTERVIEW, KEYS, ROWS, Row, parsed, shown, value_of
from quiz.ui.widgets.key_bar import KeyBar
from quiz.ui.widgets.prose import Prose
from quiz.ui.widgets.title_bar import TitleBar

_NAME = 20  # columns


class _Field(Input):
    """Where a value is typed; the bar names the key that takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", "Take it")]


class SettingsScreen(QuizScreen):
    """A list; Enter changes the marked one."""

    CSS_PATH = "settings.tcss"
    HELP = "settings"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change", id="settings.change", tooltip="Change the marked setting"),
        Binding("k", "move(-1)", "Up", id="settings.up", tooltip="The setting above", show=False),
        Binding("j", "move(1)", "Down", id="settings.down", tooltip="The setting below", show=False),
        Binding("backspace", "reset", "Default", id="settings.reset", tooltip="Take the marked setting back"),
        Binding("e", "edit", "Edit the file", id="settings.edit", tooltip="Open the file of settings in your editor"),
        Binding("escape", "back", "Back", id="settings.back", tooltip="Leave the field, or go home"),
    ]

    _marked = ROWS[0].key

    def compose(self) -> ComposeResult:
        """The list, what the marked one means, and a field that is shown when it is needed."""
        yield TitleBar(Content.styled("Settings", "bold"), (Content.styled(self._place, "$foreground-muted"),))
        yield OptionList(*self._options(), markup=False, compact=True)
        yield Static(id="meaning", markup=False)
        yield _Field(id="value", compact=True)
        yield Static(id="trouble", markup=False)
        yield KeyBar()

    @property
    def _place(self) -> str:
        return str(self.services.paths.config_file)

    def _options(self) -> list[Option]:
        options = []
        for name, rows in GROUPS:
            options.append(Option(Content.styled(name, "bold"), disabled=True))
            options += [Option(self._line(row), id=row.key) for row in rows]
        return options

    def _line(self, row: Row) -> Content:
        value = (shown(row, self.services), "$text-accent")
        return Content.assemble("▸ " if row.key == self._marked else "  ", row.name.ljust(_NAME), value)

    def on_mount(self) -> None:
        """Mark the first setting."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 1

    @property
    def _row(self) -> Row:
        return next(row for row in ROWS if row.key == self._marked)

    @on(OptionList.OptionHighlighted)
    def _say(self, event: OptionList.OptionHighlighted) -> None:
        self._marked = str(event.option_id)
        self._show()
        self.query_one("#meaning", Static).update(self._row.meaning)

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Try the next choice, or put the cursor into the field."""
        if self._row.key == KEYS:
            self._list_keys()
            return
        row, value = self._row, value_of(self._row, self.services)
        if row.choices:
            at = row.choices.index(value) if value in row.choices else -1
            self._write(row, row.choices[(at + 1) % len(row.choices)])
            return
        field = self.query_one(Input)
        field.value, field.placeholder = value, row.name
        self._trouble()
        self.add_class("-typing")
        field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self._write(self._row, event.value):
            self._leave_field()

    def action_reset(self) -> None:
        """Go back to the default."""
        if self._row.key != KEYS:
            self._write(self._row, "")

    def _list_keys(self) -> None:
        """Show what the actions are called."""
        from quiz.ui.keymap import listed
        from quiz.ui.screens.help import HelpScreen

        parts = []
        for rows in listed(self.services.config.keys).values():
            lines = [f"| `{name}` | {keys.replace(',', ' ')} | {what} |" for name, keys, what in rows]
            parts.append("\n".join(["", "| action | keys | does |", "|---|---|---|", *lines, ""]))
        self.app.push_screen(HelpScreen("keys", "\n".join(parts)))

    def action_move(self, rows: int) -> None:
        """Mark another setting."""
        settings = self.query_one(OptionList)
        settings.action_cursor_up() if rows < 0 else settings.action_cursor_down()

    def action_edit(self) -> None:
        """Open the file, and read it again afterwards."""
        from quiz.ui.external_editor import edit

        file = self.services.paths.config_file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
            edit(self.app, self.services.config.editor, file, 1)
            changed = config.load(file)
            if changed.keys:
                from quiz.ui.keymap import check

                check(changed.keys, file)
            self._use(changed)
        except (OSError, QuizError) as error:
            self._complain(error)

    def action_back(self) -> None:
        """Leave the field, else the screen."""
        if self.has_class("-typing"):
            self._leave_field()
        else:
            super().action_back()

    def _leave_field(self) -> None:
        self.remove_class("-typing")
        self.query_one(OptionList).focus()

    def _write(self, row: Row, text: str) -> bool:
        """Write one setting; when it cannot be, say why and keep what was typed."""
        services, value = self.services, None if row.key == INTERVIEW else parsed(row, text)
        if value is not None and not config.takes(row.key, value):
            self._trouble(f"{row.name}: write {config.wanted(row.key)}.")
            return False
        try:
            if row.key == INTERVIEW:
                if text.strip():
                    plan.set_date(services.log, text.strip(), services.now())
                else:
                    plan.clear(services.log, services.now())
                self._show()
            else:
                changed = config.change(services.paths.config_file, row.key, value)
                if row.key in acts.ADOPTED:  # said here and now, also when the file said it before another machine did
                    acts.change_setting(services.log, row.key, getattr(changed, row.key), services.now())
                self._use(changed)
        except QuizError as error:
            self._trouble(f"{error.message}. {error.hint}".strip())
            return False
        return True

    def _trouble(self, said: str = "") -> None:
        """What is wrong with what was typed, under the field; where nothing is typed, as a notice."""
        if said and not self.has_class("-typing"):
            self.notify(said, severity="error", markup=False)
        else:
            self.query_one("#trouble", Static).update(said)

    def _use(self, changed: config.Config) -> None:
        """Go on with other settings, at once where that can be."""
        self.services.config = changed
        acts.adopt(self.services.log, changed, self.services.now())
        self.app.theme = changed.theme
        Prose.ascii = changed.maths == "ascii"
        self._show()

    def _show(self) -> None:
        settings = self.query_one(OptionList)
        for row in ROWS:
            settings.replace_option_prompt(row.key, self._line(row))

    def _complain(self, error: Exception) -> None:
        self.notify(str(error), severity="error", timeout=8, markup=False)
