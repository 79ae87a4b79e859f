"""Formulas for screens that have nothing but ASCII."""

from __future__ import annotations

import pytest

from quiz.maths import block, line
from quiz.maths.letters import FACES
from quiz.maths.symbols import CHARACTERS, COMMANDS

ONE_ROW = {
    r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}": "softmax(z)_i = e^(z_i)/Sum_(j=1)^K e^(z_j)",
    r"2\pi\sigma^2 x\theta": "2 pi sigma^2 x theta",
    r"\frac{\partial L}{\partial z_i} = p_i - y_i": "partial L/partial z_i = p_i - y_i",
    r"\sqrt{a+b} + \sqrt[3]{x} + 2\sqrt{(x)}": "sqrt(a + b) + x^(1/3) + 2 sqrt(x)",
    r"\hat m_t \ne \overline{x}": "hat(m)_t != overline(x)",
    r"\left\lfloor \frac{n}{2} \right\rfloor \le \|x\|": "floor(n/2) <= ||x||",
    r"x \in \mathbb{R}^{n \times d}, \infty": "x in R^(n times d), infinity",
    r"f'(x), f'^2, W_{ij} x_j, A^\top": "f'(x), f'^2, W_ij x_j, A^T",
    r"\mathbf{x} \to \mathcal{N}(0, 1)": "x -> N(0, 1)",
    r"X \xrightarrow{d} Y \xleftarrow{e} Z": "X -d-> Y <-e- Z",
    r"\text{naïve – 中}": "naive - ?",
}

PICTURES = {
    r"\frac{QK^\top}{\sqrt{d_k}}": r"""
     T
   QK
----------
 sqrt(d )
       k
""",
    r"\left(\frac{a}{b}\right) \left\{ \frac{a}{b} \right\} \left\| \frac{a}{b} \right\|": r"""
/ a \/ a \|| a ||
|---|<--->||---||
\ b /\ b /|| b ||
""",
    r"\hat{x}_i = \sum_{i=1}^n \vec{ab} \left\lceil \frac{n}{2} \right\rceil": r"""
^     n  ->     / n \
x  = Sum ab ceil|---|
 i   i=1        \ 2 /
""",
    r"\overbrace{abcd}^n + \underbrace{abcd} + \sqrt{\frac{a}{b}} + \sqrt[3]{\frac{a}{b}}": r"""
 n
/^-\              / a \   / a \1/3
abcd + abcd + sqrt|---| + |---|
       \v_/       \ b /   \ b /
""",
    r"\mathrm{ReLU}(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}": r"""
          /x  x > 0
ReLU(x) = <
          \0  x <= 0
""",
}


@pytest.mark.parametrize("latex", ONE_ROW)
def test_symbols_are_spelled(latex):
    assert line(latex, ascii=True) == ONE_ROW[latex]


@pytest.mark.parametrize("latex", PICTURES)
def test_pictures_are_drawn_with_ascii(latex):
    assert "\n".join(block(latex, ascii=True)) == PICTURES[latex][1:-1]


@pytest.mark.parametrize("symbol", [*COMMANDS.values(), *CHARACTERS.values()], ids=lambda symbol: symbol.text)
def test_every_symbol_has_a_spelling(symbol):
    assert symbol.plain.isascii()
    assert symbol.plain


@pytest.mark.parametrize("face", FACES)
def test_letters_of_every_face_are_spelled_as_letters(face):
    assert line(rf"\{face}{{AzR1}}", ascii=True) == "AzR1"


def test_source_that_cannot_be_laid_out_is_ascii_too():
    assert line(r"\unknown{σ}", ascii=True) == r"\unknown{sigma}"
    assert block("\\unknown{é\x1b[31m}", ascii=True) == [r"\unknown{e?[31m}"]
