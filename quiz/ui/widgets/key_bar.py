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
        """The keys and what they do; a binding that stands twice is shown once."""
        parts: list[Content | str] = []
        shown: set[str] = set()
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if not binding.show or not enabled or binding.action in shown:
                continue
            shown.add(binding.action)
            click = Style.from_meta({"@click": f"app.simulate_key('{binding.key}')"})
            key = Content.styled(self.app.get_key_display(binding), "bold $text-accent")
            parts.append(Content.assemble(key, " ", binding.description).stylize(click))
        return Content("   ").join(parts)
