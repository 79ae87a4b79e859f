"""Markdown as the screens show it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from quiz.ui.typeset import one_line, typeset
from quiz.ui.widgets.prose import Prose

SOURCE = """A *quick* **text** with `code` and $\\frac{a}{b}$.

$$
\\frac{a}{b}
$$

- one
- two is long enough to be wrapped somewhere

1. first

   more

| a | number |
|---|---:|
| x | 3 |

```python
def f(x): return x
```
"""


def test_blocks_stand_one_under_the_other():
    assert typeset(SOURCE, 30).plain.split("\n") == [
        "A quick text with code and",
        "a/b.",
        "",
        "   a",
        "  ───",
        "   b",
        "",
        "• one",
        "• two is long enough to be",
        "  wrapped somewhere",
        "",
        "1. first",
        "",
        "   more",
        "",
        "a  number",
        "─────────",
        "x       3",
        "",
        "  def f(x): return x",
    ]


@pytest.mark.parametrize("width", [1, 7, 20, 80])
def test_no_line_is_wider_than_asked(width):
    table = "| a | b |\n|---|---|\n| " + "word " * 9 + "| `" + "x" * 30 + "` |"
    if width >= 4:  # two columns and the gap between them
        assert all(line.cell_length <= width for line in typeset(table, width).split("\n"))
    words = "word " * 9 + "x" * 50 + " 漢字漢字漢字"
    assert all(line.cell_length <= max(2, width) for line in typeset(words, width).split("\n"))


def test_a_short_formula_is_not_torn_apart():
    assert typeset("abcdef $x = 1 + 2$", 12).plain == "abcdef\nx = 1 + 2"


def test_markup_of_the_terminal_is_shown_as_it_stands():
    assert one_line("a [red]b[/] \\*c\\*").plain == "a [red]b[/] *c*"


def test_prose_lays_itself_out_anew_when_the_width_changes():
    import asyncio

    class Page(App[None]):
        def compose(self) -> ComposeResult:
            yield Prose("one two three four five six")

    async def main():
        app = Page()
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            assert app.query_one(Prose).size.height == 1
            await pilot.resize_terminal(12, 10)
            await pilot.pause()
            assert app.query_one(Prose).size.height == 3
            app.query_one(Prose).source = "short"
            await pilot.pause()
            assert app.query_one(Prose).size.height == 1

    asyncio.run(main())
