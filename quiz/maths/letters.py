"""Letters in other faces, and letters small and high or low."""

from __future__ import annotations

from itertools import chain

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"


def _alphabet(chars: str, first: int) -> dict[str, str]:
    return {char: chr(first + i) for i, char in enumerate(chars)}


_BOLD = _alphabet(_LATIN, 0x1D400) | _alphabet(_GREEK, 0x1D6A8) | _alphabet("0123456789", 0x1D7CE)
# Unicode had some of these letters before the alphabets, and left gaps for them.
_BLACKBOARD = (
    _alphabet(_LATIN, 0x1D538) | _alphabet("0123456789", 0x1D7D8) | dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
)
_SCRIPT = _alphabet(_LATIN, 0x1D49C) | dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True))
_FRAKTUR = _alphabet(_LATIN, 0x1D504) | dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))

FACES: dict[str, dict[str, str]] = {
    "mathbf": _BOLD,
    "boldsymbol": _BOLD,
    "bm": _BOLD,
    "pmb": _BOLD,
    "mathbb": _BLACKBOARD,
    "mathbbm": _BLACKBOARD,
    "mathds": _BLACKBOARD,
    "mathcal": _SCRIPT,
    "mathscr": _SCRIPT,
    "mathfrak": _FRAKTUR,
}

PLAIN: dict[str, str] = {
    styled: char
    for char, styled in chain.from_iterable(face.items() for face in (_BOLD, _BLACKBOARD, _SCRIPT, _FRAKTUR))
}

_LOW = dict(zip("0123456789+−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_HIGH = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ⊤′∗†∘",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡᵀ′*†°",
        strict=True,
    )
)


def low(text: str) -> str | None:
    """`text` in subscript characters, or None when one is missing."""
    return _small(text, _LOW)


def high(text: str) -> str | None:
    """`text` in superscript characters, or None when one is missing."""
    return _small(text, _HIGH)


def _small(text: str, table: dict[str, str]) -> str | None:
    return "".join(map(table.__getitem__, text)) if all(char in table for char in text) else None
