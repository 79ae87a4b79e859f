"""One line at the bottom with the keys that act now."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget


class KeyBar(Widget):
    """The bindings with `show` of the screen it stands on; clicking one does what its key does."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $foreground-muted;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.auto_links = False  # keys look like keys, not like links
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """The keys and what they do, as many as there is room for; a binding that stands twice is shown once."""
        parts = list(self._parts().items())
        for gap in (3, 2):
            if len(Content(" " * gap).join(part for _, part in parts)) <= self.content_size.width:
                return Content(" " * gap).join(part for _, part in parts)
        while len(parts) > 1 and len(Content("  ").join(part for _, part in parts)) > self.content_size.width:
            parts.pop(self._least([name for name, _ in parts]))
        return Content("  ").join(part for _, part in parts)

    def _least(self, names: list[str]) -> int:
        """The place of the key that can be done without: the last one, but not one that the screen wants kept."""
        kept = ("app.help", *getattr(self.screen, "KEPT", ()))
        return next((n for n in reversed(range(len(names))) if names[n] not in kept), max(0, len(names) - 2))

    def _parts(self) -> dict[str, Content]:
        """Each key with what it does, by its action's name; while something is typed, no key that would be text."""
        typing = any(each.__name__ in ("TextArea", "Input") for each in type(self.screen.focused).__mro__)
        parts: dict[str, Content] = {}
        shown: set[str] = set()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            key = self.app.get_key_display(binding)
            if (
                not binding.show
                or not enabled
                or binding.action in shown
                or (typing and len(key) == 1 and key.isascii())
            ):
                continue
            shown.add(binding.action)
            click = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
            styled = Content.styled(key.upper() if binding.key[1:].isdecimal() else key, "bold $text-accent")
            parts[binding.id or binding.action] = Content.assemble(styled, " ", binding.description).stylize(click)
        return parts
