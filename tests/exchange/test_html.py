"""HTML to markdown and back: what a note holds, and what a deck holds."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.course.markdown import parser
from quiz.errors import Problem
from quiz.exchange import marks
from quiz.exchange.anki.clozes import mark_clozes
from quiz.exchange.anki.html import to_html
from quiz.exchange.arrival import Origin, cloze_card, plain_card
from quiz.exchange.escaping import escape, escape_lines
from quiz.exchange.html_markdown import to_markdown
from quiz.exchange.one_line import one_line
from quiz.exchange.sorting import sound


def converted(html):
    return to_markdown(html, Counter())


def table(row):
    """A table of one row, which is its heading."""
    return f"| {row} |\n|---|---|"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a <b>bold </b>word", "a **bold** word"),
        ("<i>x</i> <em>y</em> <strong>z</strong>", "*x* *y* **z**"),
        ("2 * 3 &lt; 7 &amp; more", "2 \\* 3 < 7 & more"),
        ("one<br>two<br><br>three", "one\\\ntwo\n\nthree"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<ul><li>a</li><li>b<br>c</li></ul>", "- a\n- b\\\n  c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<code>a &lt; b</code>", "`a < b`"),
        ("<pre><code class='language-python'>x = 1\n  y</code></pre>", "```python\nx = 1\n  y\n```"),
        (r"the \(x_i &lt; 2\) here", "the $x_i < 2$ here"),
        (r"see \[ \frac{a}{b} \] there", "see\n\n$$\n\\frac{a}{b}\n$$\n\nthere"),
        ("[$]x[/$] [latex]y[/latex]", "$x$\n\n$$\ny\n$$"),
        ("[latex]$y=mx$[/latex]", "$y=mx$"),
        (r"[latex]\[x\][/latex]", "$$\nx\n$$"),
        ("[latex]$$x$$[/latex]", "$$\nx\n$$"),
        (r"[latex]\begin{equation}x\end{equation}[/latex]", "$$\nx\n$$"),
        (r"[latex]both $a$ and \(b\) at \$5[/latex]", r"both $a$ and $b$ at \\\$5"),
        ("<anki-mathjax>x^2</anki-mathjax>", "$x^2$"),
        (r"2\(x\)3", "2 $x$ 3"),
        ("$5 and `x`", "\\$5 and \\`x\\`"),
        ("# no heading<br>- no list<br>1. no list", "\\# no heading\\\n\\- no list\\\n1\\. no list"),
        ("x<sup>2</sup> H<sub>2</sub>O a<sub>ij</sub>", "x² H₂O a\\_(ij)"),
        ('<a href="https://example.org">page</a>', "[page](https://example.org)"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td></tr></table>", "| a | b |\n|---|---|\n| 1\\|2 |  |"),
        (r"<table><tr><td>\(\|x\|_2\)</td><td>\(|x|\)</td></tr></table>", table(r"$\Vert x\Vert _2$ | $\vert x\vert$")),
        (r"<table><tr><td>\(p(x|y)\)</td><td><code>a|b</code></td></tr></table>", table(r"$p(x\vert y)$ | `a\|b`")),
        ("<blockquote>a<p>b</blockquote>", "> a\n>\n> b"),
        ("<h2>Title</h2>text", "**Title**\n\ntext"),
        ("a<!-- nobody sees this -->b", "ab"),
    ],
)
def test_html_has_a_form_in_markdown(html, markdown):
    assert converted(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ('<img src="a b.png">', "(image: a b.png)", {"images": 1}),
        ("[sound:x.mp3] here", "(sound: x.mp3) here", {"sounds": 1}),
        ('<u>a</u> <span style="color:red">b</span>', "a b", {"colours, underlines and sizes of text": 2}),
        ("a<script>alert(1)</script>", "a", {"scripts": 1}),
        ("foo<b>(x)</b>y", "foo(x)y", {"bold or italic words": 1}),
    ],
)
def test_what_has_none_is_counted(html, markdown, lost):
    counted = Counter()
    assert (to_markdown(html, counted), dict(+counted)) == (markdown, lost)


def test_every_text_of_the_course_survives_the_way_to_html_and_back(bundled):
    for card in bundled.cards:
        why = (option.why for option in card.options)
        rows = (*card.steps, *card.order, *(option.text for option in card.options), *why)
        slip, follow_up = (card.slip.text if card.slip else ""), (card.curveball.answer if card.curveball else "")
        for text in (card.question, card.answer, *rows, slip, follow_up):
            assert to_html(converted(to_html(text))) == to_html(text)


@pytest.mark.parametrize(
    ("html", "text", "piece"),
    [
        (r"\(a + {{c1::\frac{a}{b} }}\)", r"$a + \frac{a}{b}$", r"\frac{a}{b}"),
        (r"so \({{c1:: i }}\)", "so $i$", "i"),
        (r"\( {{c1::i}} \)", "$i$", "i"),
        (r"\(x^{ {{c1::2}} }\)", "$x^{ 2 }$", "2"),
        (r"<table><tr><td>\({{c1::|x|}}\)</td></tr></table>", "| $\\vert x\\vert$ |\n|---|", r"\vert x\vert"),
    ],
)
def test_clozes_within_formulas_are_gaps(html, text, piece):
    marked, clozes = mark_clozes(html)
    found, pieces = marks.pieces(converted(marked), clozes, lost := Counter())
    assert (found, [each.gap.text for each in pieces], +lost) == (text, [piece], {})
    card = sound(cloze_card(Origin("x", Path("package"), 1), "T", found, [each.gap for each in pieces]))
    assert not isinstance(card, Problem)


def test_very_many_clozes_and_very_long_ones_are_counted_instead():
    many = " ".join(f"{{{{c{number}::w{number}}}}}" for number in range(1, 2001))
    for html, kept in ((many, 500), ("{{c1::open " * 3000, 0), ("{{c1::open " * 50, 50)):
        marked, clozes = mark_clozes(html)
        _, pieces = marks.pieces(converted(marked), clozes, lost := Counter())
        assert len(pieces) == kept
        assert lost["clozes that cannot be hidden here"] == len(clozes) - kept


LETTERS = "abX12.)(#>+-=~*_`$[]<>&;:|\\!/ μ{}"


@given(st.lists(st.text(LETTERS, min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_an_escaped_text_shows_exactly_that_text(lines):
    text = "\n".join(" ".join(line.split()) for line in lines)
    tokens = parser().parse(escape_lines(escape(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
    assert "".join("\n" if child.type == "softbreak" else child.content for child in children) == text


TAGS = ("b", "i", "div", "ul", "li", "ol", "pre", "code", "table", "tr", "td", "p", "blockquote", "sub", "a href='x y'")
PARTS = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS]),
    st.sampled_from(["<br>", "<hr>", "<img src=q>", r"\(x_1 &lt; |a|\)", r"\[ \frac{a}{b} \]", "&lt;br&gt;", "&nbsp;"]),
    st.sampled_from(["a", "b 1", "* x", "# h", "- z", "1. k", "$5", "`q`", "[x]", "(u)", "~~~", "```", "===", "---"]),
    st.sampled_from(["{{c1::", "{{c2::", "}}", "::", "$$", "[ ] ", "|", " ", "\n", "_u_", "<", "!", "\\", "__"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=14).map("".join))
def test_whatever_a_note_holds_becomes_a_sound_card(html):
    origin = Origin("x", Path("package"), 1)
    text = converted(marks.without_marks(html))
    if one_line(text)[0]:
        assert not isinstance(sound(plain_card(origin, text, text, Counter())), Problem)
    marked, clozes = mark_clozes(html)
    text, pieces = marks.pieces(converted(marked), clozes, Counter())
    if pieces:
        assert not isinstance(sound(cloze_card(origin, "T", text, [piece.gap for piece in pieces])), Problem)
