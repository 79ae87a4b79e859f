"""Markdown without a screen."""

from quiz.study.plain_text import plain_line, plain_lines

TEXT = r"""# Title

Some *emphasis*, `code` and $\frac{a}{b}$
on one line, ![XOR](plots/xor.json).

$$
\hat m = \frac{m}{1 - \beta^t}
$$

1. first
2. second
   - nested

> said

| a | b |
|---|---|
| 1 | $x^2$ |

```python
x = 1
y = 2
```
"""


def test_every_block_becomes_lines_without_marks():
    assert plain_lines(TEXT) == [
        "Title",
        "Some emphasis, code and a/b on one line, [picture: XOR].",
        "  m̂ = m/(1 − βᵗ)",
        "1. first",
        "2. second",
        "  - nested",
        "> said",
        "a | b",
        "1 | x²",
        "  x = 1",
        "  y = 2",
    ]


def test_ascii_holds_for_words_and_formulas():
    assert plain_lines("Naïve “x” – $\\sigma(z) \\ge 0$", ascii=True) == ['Naive "x" - sigma(z) >= 0']
    assert all(line.isascii() for line in plain_lines(TEXT, ascii=True))


def test_one_line_joins_the_paragraphs():
    assert plain_line("one\n\n$$\nx^2\n$$\n\ntwo") == "one x² two"
