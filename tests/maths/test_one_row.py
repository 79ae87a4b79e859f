r"""The one-row form: the same value as on paper, read by the usual rules of precedence."""

from __future__ import annotations

import pytest

from quiz.maths import line

FORMULAS = {
    # fractions
    r"\frac{a+b}{c+d}": "(a + b)/(c + d)",
    r"\frac{ab}{c}": "ab/c",
    r"\frac{a}{bc}": "a/(bc)",
    r"\frac{a/b}{c}": "(a/b)/c",
    r"\frac{\frac{a}{b}}{c}": "(a/b)/c",
    r"a / \frac{b}{c}": "a/(b/c)",
    r"x \frac{a}{b}": "x (a/b)",
    r"\frac{a}{b} c": "(a/b) c",
    r"\frac{a}{b} \cdot c + \frac{d}{e}": "a/b · c + d/e",
    r"a - \frac{-b}{c}": "a − (−b)/c",
    r"-\frac{1}{N} \sum_n x_n": "−(1/N) ∑ₙ xₙ",
    r"\frac{a}{b} \quad c": "a/b  c",
    r"\frac{1}{n!}": "1/(n!)",
    r"\frac{n!}{2}": "n!/2",
    r"\left(\frac{a}{b}\right)": "(a/b)",
    r"{\frac{a}{b}}^2": "(a/b)²",
    r"\frac{\text{true positives}}{\text{all positives}}": "(true positives)/(all positives)",
    # functions
    r"\log \frac{a}{b}": "log(a/b)",
    r"\frac{\log(a)}{b}": "log(a)/b",
    r"\frac{\log a}{\log b}": "(log a)/(log b)",
    r"\frac{1}{\max(a, b)}": "1/max(a, b)",
    r"\frac{1}{f(x)}": "1/f(x)",
    r"\frac{1}{p(1-p)}": "1/(p(1 − p))",
    r"\frac{1}{p_\theta(x|z)}": "1/p_θ(x|z)",
    r"\log_2 x + \log^2 x": "log₂ x + log² x",
    r"-\log p": "−log p",
    r"\mathrm{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right) V": "softmax(QKᵀ/√dₖ)V",
    r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}": "softmax(z)ᵢ = e^(zᵢ)/∑ⱼ e^(zⱼ)",
    r"\frac{1}{\sum_j a_j + b}": "1/(∑ⱼ aⱼ + b)",
    r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}": "lim_(h→0) ((f(x + h) − f(x))/h)",
    r"\sum_i \frac{a_i}{b_i}": "∑ᵢ aᵢ/bᵢ",
    # derivatives
    r"\frac{\partial L}{\partial z_i}": "∂L/∂zᵢ",
    r"\frac{\partial^2 f}{\partial x \partial y}": "∂²f/(∂x∂y)",
    r"\frac{dy}{dx}": "dy/dx",
    r"\frac{a}{dk}": "a/(dk)",
    r"\frac{\partial L}{\partial y} \frac{\partial y}{\partial x}": "(∂L/∂y) (∂y/∂x)",
    r"\left. \frac{df}{dx} \right|_{x=0}": "(df/dx)|ₓ₌₀",
    # scripts
    r"x_i^2": "xᵢ²",
    r"x_Q^2": "x²_Q",
    r"x_i^Q": "xᵢ^Q",
    r"x^10": "x¹0",
    r"x^{10}": "x¹⁰",
    r"e^{-|x|}": "e^(−|x|)",
    r"x^{y^z}": "x^(yᶻ)",
    r"x_{i_j}": "x_(iⱼ)",
    r"{a+b}^2": "(a + b)²",
    r"{x^y}^z": "(xʸ)ᶻ",
    r"{x_i}^2": "xᵢ²",
    r"(a+b)^2": "(a + b)²",
    r"W_f h + W_f(x)": "W_f h + W_f(x)",
    r"W_{t,f}^2": "W²_(t,f)",
    r"D_{KL}(P \| Q)": "D_KL(P‖Q)",
    r"\theta^{(\tau)}": "θ^((τ))",
    r"f'(x) + f''_Q": "f′(x) + f′′_Q",
    r"x^{\prime} + x^{\prime Q R} + x^{} + {}^2 x": "x′ + x′^(QR) + x + ²x",
    r"\quad x": "x",
    r"P\left(A \middle| \frac{B}{C}\right)": "P(A | B/C)",
    r"x^* + A^\dagger + 90^\circ": "x* + A† + 90°",
    r"A^{-\top}": "A⁻ᵀ",
    r"\sum_{i=1}^n x_i": "∑ᵢ₌₁ⁿ xᵢ",
    r"\sum_{\substack{i=1 \\ i \ne j}}^n x_i": "∑ⁿ_(i=1; i≠j) xᵢ",
    r"\arg\max_{x \in A} f(x)": "arg max_(x∈A) f(x)",
    r"\operatorname*{arg\,min}_\theta L": "arg min_θ L",
    r"\underset{x}{\max} f": "maxₓ f",
    r"a \stackrel{\text{def}}{=} b": "a =ᵈᵉᶠ b",
    r"\underbrace{W x}_{\text{query}}": "(Wx)_query",
    # roots
    r"\sqrt{n} + \sqrt{d_k} + \sqrt{x^2} + \sqrt{a+b}": "√n + √dₖ + √(x²) + √(a + b)",
    r"\sqrt{x} y + \sqrt{x}^2": "√(x)y + (√x)²",
    r"\frac{1}{2\sqrt{x}}": "1/(2√x)",
    r"\sqrt[3]{x} + \sqrt[n]{a+b}": "∛x + (a + b)^(1/n)",
    # fences and bars
    r"|x| + |y| \ge |x + y|": "|x| + |y| ≥ |x + y|",
    r"\left\lVert \frac{x}{y} \right\rVert_2^2": "‖x/y‖₂²",
    r"\{x \mid x > 0\}": "{x | x > 0}",
    r"[0, 1)": "[0, 1)",
    r"\lfloor x \rfloor": "⌊x⌋",
    r"\Bigl( \frac{a}{b} \Bigr)": "(a/b)",
    r"\binom{n}{k}": "(n choose k)",
    r"a \pmod{n} + b \bmod n": "a (mod n) + b mod n",
    # tables
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a, b; c, d)",
    r"\begin{matrix} a & b \\ c & d \end{matrix}": "[a, b; c, d]",
    r"\left[\begin{array}{cc} a & b \\[2pt] c & d \end{array}\right]": "[a, b; c, d]",
    r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": "{x if x > 0; 0 otherwise}",
    r"\begin{cases} x, & x > 0 \\ 0, & x \le 0 \end{cases}": "{x, x > 0; 0, x ≤ 0}",
    r"\begin{aligned} a &= b + c \\ &= d \\ e &= f \end{aligned}": "a = b + c = d; e = f",
    # letters, signs, spaces
    r"\hat m_t + \bar x + \tilde{h} + \vec{v}": "m̂ₜ + x̄ + h̃ + v⃗",
    r"\widehat{AB} + \overline{x+y}": "hat(AB) + overline(x + y)",
    r"\mathbf{W}\mathbf{x} + \boldsymbol{\theta}": "𝐖𝐱 + 𝛉",
    r"\mathbb{E}[x], \mathbb{R}^{n \times d}, \mathbb{1}": "𝔼[x], ℝ^(n×d), 𝟙",
    r"\mathcal{L} + \mathcal{N}": "ℒ + 𝒩",
    r"a \not= b \not\in C": "a ≠ b ∉ C",
    r"X \xrightarrow{d} Y": "X ─d→ Y",
    r"p(y|x), -x, a - -b": "p(y|x), −x, a − −b",
    r"1{,}000.5 \%": "1,000.5%",
    r"\color{red} x + \textcolor{blue}{y}": "x + y",
    r"\displaystyle \sum\limits_i x_i": "∑ᵢ xᵢ",
    r"a := b, f: X \to Y": "a := b, f : X → Y",
    "σ(x) ≤ é": "σ(x) ≤ é",
    r"d_{\mathrm{model}} x \mathrm{ReLU6}(x)": "d_model x ReLU6(x)",
    r"a\_b\&c\$": "a_b&c$",
    # from other people's books
    r"\pmb{x}^\intercal y, A^\dag": "𝐱ᵀy, A†",
    r"h = \overrightarrow{h} + \overleftarrow{h}, \dddot{x}": "h = h⃗ + h⃖, x⃛",
    r"A \nsubseteq B \circledast C, a \nmid b": "A ⊈ B ⊛ C, a ∤ b",
    r"E = mc^2 \tag{1}": "E = mc²    (1)",
    r"a \hspace{1em} b \mathbin{\|} c \mathrel{+}= d": "a b ‖ c += d",
    r"\{\, x \mid x > 0 \,\}, \left\{\; x \;\middle|\; y \;\right\}": "{x | x > 0}, {x | y}",
    r"\hat{m}_t = \frac{m_t}{1-\beta_1^t}": "m̂ₜ = mₜ/(1 − β₁ᵗ)",
    r"Q(s,a) + \alpha\left[r + \gamma \max_{a'} Q(s', a') - Q(s,a)\right]": (
        "Q(s, a) + α[r + γ max_(a′) Q(s′, a′) − Q(s, a)]"
    ),
}


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_formula_on_one_row_keeps_its_value(latex):
    assert line(latex) == FORMULAS[latex]
