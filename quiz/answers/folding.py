"""Folding of typed text to plain lower-case letters, with the way back to the original characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "eps",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
_SYMBOLS = {
    "epsilon": "eps",
    "**": "^",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "∗": "*",
    "÷": "/",
    "⁄": "/",
    "−": "-",
    "–": "-",
    "—": " ",
    "‑": "-",
    "’": "'",
    "‘": "'",
    "←": "<-",
    "→": "->",
    "⇒": "->",
    "√": "sqrt",
    "∞": "inf",
    "∑": "sum",
    "∇": "grad",
    "∂": "d",
    "‖": "||",
}
_PIECE = re.compile(r"epsilon|\*\*|[\s\S][\u0300-\u036f]*", re.IGNORECASE)


@dataclass(frozen=True)
class Folded:
    """Folded text; character i stands for the original characters `starts[i]` up to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """Return where a non-empty range of the folded text stands in the original."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold case, accents, Greek letters, signs and superscripts: `σ(x)²` becomes `sigma(x)^2`."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    raised = False
    for piece in _PIECE.finditer(text):
        plain, was_raised = _fold_piece(piece[0].lower()), raised
        raised = unicodedata.decomposition(piece[0][0]).startswith("<super>")
        if raised and not was_raised:
            plain = "^" + plain
        folded.append(plain)
        starts += [piece.start()] * len(plain)
        ends += [piece.end()] * len(plain)
    return Folded("".join(folded), tuple(starts), tuple(ends))


@lru_cache(2048)
def _fold_piece(piece: str) -> str:
    if piece in _SYMBOLS:
        return _SYMBOLS[piece]
    # A stroke through "=" is a combining mark, and would be lost with the accents.
    if piece == "=\u0338":
        return "!="
    plain = unicodedata.normalize("NFKD", piece).lower()
    return "".join(_GREEK.get(c) or _SYMBOLS.get(c, c) for c in plain if not unicodedata.combining(c))
