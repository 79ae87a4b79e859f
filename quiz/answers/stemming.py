"""A light suffix stemmer and a tolerance for one typing error."""

from __future__ import annotations

from functools import lru_cache

FUZZY_FROM = 5  # letters; below that one change makes another word too often
FUZZY_PREFIX_FROM = 6  # a prefix leaves the end of the word open, so it needs one letter more

# One suffix at most is taken off in each pass: (suffix, what replaces it, letters that must stay).
_PASSES: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (
        ("ies", "y", 3),
        ("ied", "y", 3),
        ("ss", "ss", 0),
        ("us", "us", 0),
        ("is", "is", 0),
        ("ias", "ias", 0),
        ("s", "", 3),
    ),
    (("ly", "", 3),),
    (("ing", "", 3), ("ed", "", 3)),
    (("iest", "y", 3), ("ier", "y", 3), ("est", "", 3), ("er", "", 3)),
    (("bility", "bl", 3), ("e", "", 3), ("y", "", 3)),
    (
        ("ification", "if", 3),
        ("isation", "", 5),
        ("ization", "", 5),
        ("ational", "", 5),
        ("ation", "", 5),
        ("ativ", "", 5),
        ("ator", "", 5),
        ("ional", "", 5),
        ("ement", "", 4),
        ("ment", "", 4),
        ("ness", "", 4),
        ("ion", "", 5),
        ("abl", "", 5),
        ("ibl", "", 5),
        ("enc", "", 5),
        ("anc", "", 5),
        ("ent", "", 5),
        ("ant", "", 5),
        ("at", "", 5),
        ("is", "", 5),
        ("iz", "", 5),
        ("it", "", 4),
    ),
)


@lru_cache(8192)
def stem(word: str) -> str:
    """Return a word without its inflection and commonest endings: `normalised` and `normalization` agree."""
    if not word.isalpha():
        return word
    for suffixes in _PASSES:
        word = _strip(word, suffixes)
    return word


def _strip(word: str, suffixes: tuple[tuple[str, str, int], ...]) -> str:
    for suffix, replacement, least in suffixes:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            short = word[: -len(suffix)] + replacement
            doubled = (
                suffix in ("ing", "ed", "er") and len(short) > 3 and short[-1] == short[-2] and short[-1] not in "lsz"
            )
            return short[:-1] if doubled else short
    return word


def one_edit_apart(a: str, b: str) -> bool:
    """Say whether two words differ by one letter added, dropped, changed or swapped, the first letter excepted.

    The first letter must agree: it is seldom mistyped, and `batch` is not `patch`.
    """
    if a[:1] != b[:1] or abs(len(a) - len(b)) > 1:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) != len(b):
        return a[i + 1 :] == b[i:] if len(a) > len(b) else a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def begins_nearly(word: str, prefix: str) -> bool:
    """Say whether a word begins with something one typing error away from a prefix."""
    return any(one_edit_apart(word[: len(prefix) + extra], prefix) for extra in (-1, 0, 1))
