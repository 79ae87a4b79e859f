"""Commands and characters that stand for one symbol.

The entries of a table are separated by two spaces or a line; each holds the names of the commands, the character, and
its spelling in ASCII (`_` for a space).
"""

from __future__ import annotations

import re
from itertools import chain

from quiz.maths.tree import Kind, Symbol

_TABLES = {
    Kind.ORD: """
alpha α alpha  beta β beta  gamma γ gamma  delta δ delta  epsilon ϵ epsilon  varepsilon ε epsilon  zeta ζ zeta
eta η eta  theta θ theta  vartheta ϑ theta  iota ι iota  kappa κ kappa  lambda λ lambda  mu μ mu  nu ν nu  xi ξ xi
pi π pi  varpi ϖ pi  rho ρ rho  varrho ϱ rho  sigma σ sigma  varsigma ς sigma  tau τ tau  upsilon υ upsilon
phi ϕ phi  varphi φ phi  chi χ chi  psi ψ psi  omega ω omega
Gamma Γ Gamma  Delta Δ Delta  Theta Θ Theta  Lambda Λ Lambda  Xi Ξ Xi  Pi Π Pi  Sigma Σ Sigma  Upsilon Υ Upsilon
Phi Φ Phi  Psi Ψ Psi  Omega Ω Omega
infty ∞ infinity  partial ∂ partial  nabla ∇ nabla  ell ℓ ell  hbar hslash ℏ hbar  Re ℜ Re  Im ℑ Im  aleph ℵ aleph
imath ı i  jmath ȷ j  forall ∀ forall  exists ∃ exists  nexists ∄ not_exists  neg lnot ¬ not  bot ⊥ bot
top intercal ⊤ T  emptyset varnothing ∅ emptyset  prime ′ '  degree ° deg  angle ∠ angle  triangle △ triangle
square Box □ square  diamond ⋄ diamond  complement ∁ complement
ldots dots dotsc dotso … ...  cdots dotsb dotsm ⋯ ...  vdots ⋮ :  ddots ⋱ ...
""",
    Kind.BIN: """
pm ± +-  mp ∓ -+  times × times  div ÷ div  cdot · *  ast ∗ *  star ⋆ star  circ ∘ circ  bullet ∙ bullet
odot ⊙ (.)  circledast ⊛ (*)  otimes ⊗ (x)  oplus ⊕ (+)  ominus ⊖ (-)  oslash ⊘ (/)
cup ∪ union  cap ∩ intersect  setminus smallsetminus ∖ setminus  sqcup ⊔ join  sqcap ⊓ meet
land wedge ∧ and  lor vee ∨ or  dagger dag † dagger  ddagger ‡ ddagger
""",
    Kind.REL: """
le leq leqslant ≤ <=  ge geq geqslant ≥ >=  lt < <  gt > >  ne neq ≠ !=  ll ≪ <<  gg ≫ >>
approx ≈ ~=  sim ∼ ~  simeq ≃ ~-  cong ≅ =~  equiv ≡ ===  propto ∝ propto  asymp ≍ asymp  doteq ≐ .=
triangleq ≜ :=  coloneqq ≔ :=  lesssim ≲ <~  gtrsim ≳ >~  prec ≺ prec  succ ≻ succ  preceq ⪯ preceq  succeq ⪰ succeq
in ∈ in  notin ∉ not_in  ni ∋ contains  subset ⊂ subset  subseteq ⊆ subseteq  subsetneq ⊊ subsetneq
supset ⊃ supset  supseteq ⊇ supseteq  perp ⊥ perp  parallel ∥ ||  mid | |
nsubseteq ⊈ not_subseteq  nmid ∤ not_divides  vdash ⊢ |-  models vDash ⊨ |=
to rightarrow longrightarrow → ->  gets leftarrow longleftarrow ← <-  leftrightarrow longleftrightarrow ↔ <->
Rightarrow Longrightarrow implies ⇒ =>  Leftarrow Longleftarrow impliedby ⇐ <==
Leftrightarrow Longleftrightarrow iff ⇔ <=>  mapsto longmapsto ↦ |->  hookrightarrow ↪ ->  leadsto ↝ ~>
rightleftharpoons ⇌ <=>  uparrow ↑ up  downarrow ↓ down  updownarrow ↕ updown  nearrow ↗ up  searrow ↘ down
therefore ∴ therefore  because ∵ because
""",
    Kind.BIG: """
sum ∑ Sum  prod ∏ Prod  coprod ∐ Coprod  int ∫ Int  iint ∬ IInt  iiint ∭ IIInt  oint ∮ OInt
bigcup ⋃ Union  bigcap ⋂ Intersect  bigoplus ⨁ Oplus  bigotimes ⨂ Otimes  bigodot ⨀ Odot  bigwedge ⋀ And  bigvee ⋁ Or
""",
    Kind.OPEN: "lbrace { {  lbrack [ [  lvert | |  lVert ‖ ||  langle ⟨ <  lfloor ⌊ floor(  lceil ⌈ ceil(",
    Kind.CLOSE: "rbrace } }  rbrack ] ]  rvert | |  rVert ‖ ||  rangle ⟩ >  rfloor ⌋ )  rceil ⌉ )",
    Kind.BAR: "vert | |  Vert ‖ ||",
    Kind.PUNCT: "colon : :",
}

_FUNCTIONS = """
log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim hom ker
"""
_LIMIT_FUNCTIONS = "max min sup inf lim det gcd Pr"
_TWO_WORDS = {"argmax": "arg max", "argmin": "arg min", "limsup": "lim sup", "liminf": "lim inf"}


def _read(kind: Kind, table: str) -> dict[str, Symbol]:
    out: dict[str, Symbol] = {}
    for entry in re.split(r"\s{2,}|\n", table.strip()):
        *names, glyph, plain = entry.split()
        symbol = Symbol(glyph, plain.replace("_", " "), kind, limits=kind is Kind.BIG)
        out |= dict.fromkeys(names, symbol)
    return out


def _one_to_one(chars: str, kind: Kind) -> dict[str, Symbol]:
    return {char: Symbol(char, char, kind) for char in chars}


COMMANDS: dict[str, Symbol] = dict(chain.from_iterable(_read(*pair).items() for pair in _TABLES.items()))
COMMANDS |= {name: Symbol(name, name, Kind.OP) for name in re.findall(r"\w+", _FUNCTIONS)}
COMMANDS |= {name: Symbol(name, name, Kind.OP, limits=True) for name in re.findall(r"\w+", _LIMIT_FUNCTIONS)}
COMMANDS |= {name: Symbol(text, text, Kind.OP, limits=True) for name, text in _TWO_WORDS.items()}
COMMANDS |= _one_to_one("%#$&_", Kind.ORD)
COMMANDS |= {"{": COMMANDS["lbrace"], "}": COMMANDS["rbrace"], "|": COMMANDS["Vert"], "backslash": Symbol("\\", "\\")}

CHARACTERS: dict[str, Symbol] = {symbol.text: symbol for symbol in reversed(COMMANDS.values()) if len(symbol.text) == 1}
CHARACTERS |= _one_to_one("([", Kind.OPEN) | _one_to_one(")]", Kind.CLOSE) | _one_to_one("=<>:", Kind.REL)
CHARACTERS |= _one_to_one("+", Kind.BIN) | _one_to_one(",;", Kind.PUNCT) | _one_to_one("|/", Kind.BAR)
CHARACTERS |= {
    "-": Symbol("−", "-", Kind.BIN),
    "−": Symbol("−", "-", Kind.BIN),
    "*": COMMANDS["ast"],
    "‖": COMMANDS["Vert"],
    "⊥": COMMANDS["perp"],
}

DELIMITERS: dict[str, Symbol] = {char: CHARACTERS[char] for char in "()[]|⟨⟩⌊⌋⌈⌉‖"} | {
    f"\\{name}": symbol for name, symbol in COMMANDS.items() if symbol.kind in (Kind.OPEN, Kind.CLOSE, Kind.BAR)
}
DELIMITERS |= {"<": COMMANDS["langle"], ">": COMMANDS["rangle"], "/": CHARACTERS["/"]}
