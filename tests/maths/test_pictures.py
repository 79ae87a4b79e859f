"""Pictures of formulas, each looked at before it was put here."""

from __future__ import annotations

import pytest

from quiz.maths import block

PICTURES = {
    "softmax": (
        r"\mathrm{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}",
        r"""
                  zᵢ
                 e
softmax(z)ᵢ = ─────────
                K   zⱼ
                ∑  e
               j=1
""",
    ),
    "binary cross-entropy with logits": (
        r"\ell(x, y) = \max(x, 0) - xy + \log\left(1 + e^{-|x|}\right)",
        r"""
                                    −|x|
ℓ(x, y) = max(x, 0) − xy + log(1 + e    )
""",
    ),
    "attention": (
        r"\mathrm{Attention}(Q, K, V) = \mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
        r"""
                            ⎛ QKᵀ ⎞
Attention(Q, K, V) = softmax⎜─────⎟V
                            ⎝ √dₖ ⎠
""",
    ),
    "an LSTM step": (
        (
            r"\begin{aligned} f_t &= \sigma(W_f [h_{t-1}, x_t] + b_f) \\ i_t &= \sigma(W_i [h_{t-1}, x_t] + b_i) "
            r"\\ \tilde{c}_t &= \tanh(W_c [h_{t-1}, x_t] + b_c) \\ c_t &= f_t \odot c_{t-1} + i_t \odot "
            r"\tilde{c}_t \end{aligned}"
        ),
        r"""
fₜ = σ(W [hₜ₋₁, xₜ] + b )
        f              f

iₜ = σ(Wᵢ[hₜ₋₁, xₜ] + bᵢ)

c̃ₜ = tanh(W [hₜ₋₁, xₜ] + b )
           c              c

cₜ = fₜ ⊙ cₜ₋₁ + iₜ ⊙ c̃ₜ
""",
    ),
    "a step of Adam": (
        r"\theta_{t+1} = \theta_t - \eta\,\frac{\hat m_t}{\sqrt{\hat v_t}+\epsilon}",
        r"""
                 m̂ₜ
θₜ₊₁ = θₜ − η ─────────
               √v̂ₜ + ϵ
""",
    ),
    "bias correction": (
        r"\hat m_t = \frac{m_t}{1 - \beta_1^t}",
        r"""
        mₜ
m̂ₜ = ─────────
      1 − β₁ᵗ
""",
    ),
    "batch norm": (
        r"\hat{x}_i = \frac{x_i - \mu_B}{\sqrt{\sigma_B^2 + \epsilon}}",
        r"""
      xᵢ − μ
            B
x̂ᵢ = ──────────
       ┌──────
       │ 2
       │σ  + ϵ
      ╲│ B
""",
    ),
    "Kullback-Leibler divergence": (
        r"D_{\mathrm{KL}}(P\|Q)=\mathbb{E}_{x\sim P}\left[\log\frac{P(x)}{Q(x)}\right]",
        r"""
               ⎡     P(x) ⎤
D  (P‖Q) = 𝔼   ⎢log ──────⎥
 KL         x∼P⎣     Q(x) ⎦
""",
    ),
    "the chain rule": (
        (
            r"\frac{\partial L}{\partial w} = \frac{\partial L}{\partial y} \frac{\partial y}{\partial z} "
            r"\frac{\partial z}{\partial w}"
        ),
        r"""
 ∂L     ∂L   ∂y   ∂z
──── = ──── ──── ────
 ∂w     ∂y   ∂z   ∂w
""",
    ),
    "a Jacobian matrix": (
        (
            r"J = \begin{bmatrix} \frac{\partial f_1}{\partial x_1} & \cdots & \frac{\partial f_1}{\partial x_n} "
            r"\\ \vdots & \ddots & \vdots \\ \frac{\partial f_m}{\partial x_1} & \cdots & \frac{\partial "
            r"f_m}{\partial x_n} \end{bmatrix}"
        ),
        r"""
    ⎡ ∂f₁       ∂f₁ ⎤
    ⎢─────  ⋯  ─────⎥
    ⎢ ∂x₁       ∂xₙ ⎥
    ⎢               ⎥
J = ⎢  ⋮    ⋱    ⋮  ⎥
    ⎢               ⎥
    ⎢ ∂fₘ       ∂fₘ ⎥
    ⎢─────  ⋯  ─────⎥
    ⎣ ∂x₁       ∂xₙ ⎦
""",
    ),
    "ReLU by cases": (
        r"\mathrm{ReLU}(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"""
          ⎧x  if x > 0
ReLU(x) = ⎨
          ⎩0  otherwise
""",
    ),
    "universal approximation": (
        (
            r"\forall f \in C([0,1]^n),\ \forall \epsilon > 0,\ \exists N, v_i, w_i, b_i : \sup_x \left| f(x) - "
            r"\sum_{i=1}^N v_i \sigma(w_i^\top x + b_i) \right| < \epsilon"
        ),
        r"""
                                              │        N                │
∀f ∈ C([0, 1]ⁿ), ∀ϵ > 0, ∃N, vᵢ, wᵢ, bᵢ : sup │f(x) −  ∑  vᵢσ(wᵢᵀx + bᵢ)│ < ϵ
                                           x  │       i=1               │
""",
    ),
    "triplet loss": (
        r"L = \max\left(0, \|f(a) - f(p)\|_2^2 - \|f(a) - f(n)\|_2^2 + \alpha\right)",
        r"""
L = max(0, ‖f(a) − f(p)‖₂² − ‖f(a) − f(n)‖₂² + α)
""",
    ),
    "output size of a convolution": (
        r"H_{\text{out}} = \left\lfloor \frac{H_{\text{in}} + 2p - d(k-1) - 1}{s} \right\rfloor + 1",
        r"""
       ⎢ Hᵢₙ + 2p − d(k − 1) − 1 ⎥
Hₒᵤₜ = ⎢─────────────────────────⎥ + 1
       ⎣            s            ⎦
""",
    ),
    "cross-entropy": (
        r"H(p, q) = -\sum_{i} p_i \log q_i",
        r"""
H(p, q) = −∑ pᵢ log qᵢ
           i
""",
    ),
    "log-sum-exp": (
        r"\log \sum_{j} e^{z_j} = m + \log \sum_{j} e^{z_j - m}",
        r"""
       zⱼ              zⱼ−m
log ∑ e   = m + log ∑ e
    j               j
""",
    ),
    "the Gaussian density": (
        r"p(x) = \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
        r"""
          1        ⎛   (x − μ)² ⎞
p(x) = ──────── exp⎜− ──────────⎟
         ┌────     ⎝     2σ²    ⎠
        ╲│2πσ²
""",
    ),
    "a fraction in an exponent": (
        r"p(x) = \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
        r"""
          1      −(x−μ)²/(2σ²)
p(x) = ──────── e
         ┌────
        ╲│2πσ²
""",
    ),
    "a regularised loss": (
        r"L(\theta) = \frac{1}{N}\sum_{i=1}^N \ell_i(\theta) + \frac{\lambda}{2}\|\theta\|_2^2",
        r"""
        1   N           λ
L(θ) = ───  ∑  ℓᵢ(θ) + ─── ‖θ‖₂²
        N  i=1          2
""",
    ),
    "policy gradient": (
        r"\nabla_\theta J = \mathbb{E}\left[\sum_{t=0}^{T} \nabla_\theta \log \pi_\theta(a_t|s_t) A_t\right]",
        r"""
       ⎡ T                    ⎤
∇ J = 𝔼⎢ ∑  ∇  log π (aₜ|sₜ)Aₜ⎥
 θ     ⎣t=0  θ      θ         ⎦
""",
    ),
    "a small matrix": (
        r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"""
    ⎛a  b⎞
A = ⎜    ⎟
    ⎝c  d⎠
""",
    ),
    "braces with labels": (
        r"\underbrace{W_q x}_{\text{query}} + \overbrace{a+b}^{n}",
        r"""
          n
        ╭─┴─╮
 W x  + a + b
  q
 ╰┬╯
query
""",
    ),
    "maximum likelihood": (
        r"\hat\theta = \arg\max_\theta \prod_{i=1}^n p(x_i \mid \theta)",
        r"""
             n
θ̂ = arg max  ∏  p(xᵢ | θ)
       θ    i=1
""",
    ),
    "an operator of two words": (
        r"\theta^* = \operatorname*{arg\,min}_{\theta \in \Theta} L(\theta)",
        r"""
θ* = arg min L(θ)
       θ∈Θ
""",
    ),
    "nested fractions": (
        r"\frac{1}{1 + \frac{a}{b + \frac{c}{d}}}",
        r"""
       1
───────────────
         a
 1 + ─────────
           c
      b + ───
           d
""",
    ),
    "a binomial coefficient": (
        r"\binom{n}{k} = \frac{n!}{k!(n-k)!}",
        r"""
⎛n⎞        n!
⎜ ⎟ = ────────────
⎝k⎠    k!(n − k)!
""",
    ),
    "limits of an integral": (
        r"\int_{-\infty}^{\infty} f(x)\,dx = \oint g",
        r"""
∞
∫  f(x) dx = ∮ g
−∞
""",
    ),
    "roots": (
        r"\sqrt[3]{x} + \sqrt[n]{a+b} + \sqrt{\frac{a}{b}}",
        r"""
                ┌───
     n┌─────    │ a
∛x + ╲│a + b +  │───
               ╲│ b
""",
    ),
    "a bar on one side": (
        r"\left. \frac{df}{dx} \right|_{x=0}",
        r"""
 df │
────│
 dx │ₓ₌₀
""",
    ),
    "a bar in the middle": (
        r"P\left(A \middle| \frac{B}{C}\right)",
        r"""
 ⎛  │  B ⎞
P⎜A │ ───⎟
 ⎝  │  C ⎠
""",
    ),
    "stacked relations": (
        r"X_n \xrightarrow{d} \mathcal{N}(0, 1), a \not= b, a \stackrel{\text{def}}{=} b",
        r"""
    d                    def
Xₙ ──→ 𝒩(0, 1), a ≠ b, a  =  b
""",
    ),
    "wide accents": (
        r"\widehat{AB} + \overline{x+y} + \underline{ab} + \vec{AB}",
        r"""
^    _____        ─→
AB + x + y + ab + AB
             ‾‾
""",
    ),
    "both scripts": (
        r"x_Q^2 + x_i^Q + x_i^2 + f'(x) + x^{y^z}",
        r"""
 2     Q                  yᶻ
x  + xᵢ  + xᵢ² + f′(x) + x
 Q
""",
    ),
    "a tall base": (
        r"\left(\frac{a}{b}\right)^2 + \left[\frac{a}{b}\right]_i^Q",
        r"""
⎛ a ⎞²   ⎡ a ⎤Q
⎜───⎟  + ⎢───⎥
⎝ b ⎠    ⎣ b ⎦ᵢ
""",
    ),
    "lines of limits": (
        r"\sum_{\substack{i=1 \\ i \ne j}}^n x_i",
        r"""
 n
 ∑  xᵢ
i=1
i≠j
""",
    ),
    "aligned lines": (
        r"\begin{aligned} (a+b)^2 &= (a+b)(a+b) \\ &= a^2 + 2ab + b^2 \end{aligned}",
        r"""
(a + b)² = (a + b)(a + b)
         = a² + 2ab + b²
""",
    ),
    "a minus before a fraction": (
        r"-\frac{1}{N} \sum_n y_n",
        r"""
   1
− ─── ∑ yₙ
   N  n
""",
    ),
    "angles and ceilings": (
        r"\left\langle \frac{a}{b}, c \right\rangle + \left\lceil \frac{n}{2} \right\rceil",
        r"""
╱ a    ╲   ⎡ n ⎤
⟨───, c⟩ + ⎢───⎥
╲ b    ╱   ⎢ 2 ⎥
""",
    ),
    "a relation over a relation": (
        r"\frac{a}{b} \overset{=}{=} c",
        r"""
 a  =
─── = c
 b
""",
    ),
    "tall norm": (
        r"\left\| \frac{x}{y} \right\|_2",
        r"""
║ x ║
║───║
║ y ║₂
""",
    ),
    "wide characters": (
        r"\frac{\text{中文}}{x} + \hat{m}",
        r"""
 中文
────── + m̂
  x
""",
    ),
    "a table with a rule": (
        r"\begin{array}{c|cc} & 0 & 1 \\ \hline 0 & 0 & 1 \\ 1 & 1 & 0 \end{array}",
        """
   0  1
0  0  1
1  1  0
""",
    ),
    "the variational bound": (
        (
            r"\mathcal{L}_{\text{ELBO}} = \mathbb{E}_{q_\phi(z \mid x)}\bigl[\log p_\theta(x \mid z)\bigr]"
            r" - D_{\mathrm{KL}}\bigl(q_\phi(z \mid x) \,\|\, p(z)\bigr)"
        ),
        """
ℒ     = 𝔼       [log p (x | z)] − D  (q (z | x) ‖ p(z))
 ELBO    q (z|x)      θ            KL  ϕ
          ϕ
""",
    ),
    "a Jacobian": (
        (
            r"J = \begin{bmatrix} \frac{\partial f_1}{\partial x_1} & \cdots & \frac{\partial f_1}{\partial x_n} \\"
            r" \vdots & \ddots & \vdots \\"
            r" \frac{\partial f_m}{\partial x_1} & \cdots & \frac{\partial f_m}{\partial x_n} \end{bmatrix}"
        ),
        """
    ⎡ ∂f₁       ∂f₁ ⎤
    ⎢─────  ⋯  ─────⎥
    ⎢ ∂x₁       ∂xₙ ⎥
    ⎢               ⎥
J = ⎢  ⋮    ⋱    ⋮  ⎥
    ⎢               ⎥
    ⎢ ∂fₘ       ∂fₘ ⎥
    ⎢─────  ⋯  ─────⎥
    ⎣ ∂x₁       ∂xₙ ⎦
""",
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_formula_looks_as_it_does_on_paper(name):
    latex, picture = PICTURES[name]
    assert "\n".join(block(latex)) == picture[1:-1]


def test_space_at_the_edges_is_left_out():
    assert block(r"\quad \frac{a}{b} \quad") == [" a", "───", " b"]
