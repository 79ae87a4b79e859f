"""A typical Textual app of the size of ours: title, a list of fifty, a page of markdown, keys. Each j is counted."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Header, Label, ListItem, ListView, Markdown

PAGE = """# Dropout

What does **dropout** do at *prediction* time?

1. Nothing is dropped.
2. With inverted dropout nothing is scaled either.

```python
mask = rng.random(x.shape) >= p
return x * mask / (1 - p) if training else x
```

| symbol | meaning |
|---|---|
| p | share of units that are dropped |
| mask | which units are kept |
"""


class Typical(App[None]):
    CSS = "#list { width: 32; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "down", "Down"),
        Binding("s", "statistics", "Statistics"),
        Binding("q", "quit", "Quit"),
    ]
    pressed = 0

    def compose(self) -> ComposeResult:
        yield Header()
        with Horizontal():
            yield ListView(*(ListItem(Label(f"Question {number}")) for number in range(1, 51)), id="list")
            with VerticalScroll():
                yield Markdown(PAGE)
                yield Label("pressed 0 times", id="count")
        yield Footer()

    def action_down(self) -> None:
        self.pressed += 1
        self.query_one(ListView).action_cursor_down()
        self.query_one("#count", Label).update(f"pressed {self.pressed} times")

    def action_statistics(self) -> None:
        self.notify("There are none.")


if __name__ == "__main__":
    Typical().run()
