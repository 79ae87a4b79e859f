import pytest

from quiz.answers.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Naïve Café", "naive cafe"),
        ("σ(z)", "sigma(z)"),
        ("Δw = −ηg", "deltaw = -etag"),
        ("10⁻³ and x²", "10^-3 and x^2"),
        ("n≤N, p≠q", "n<=n, p!=q"),
        ("p\N{COMBINING LONG SOLIDUS OVERLAY}", "p"),
        ("=\N{COMBINING LONG SOLIDUS OVERLAY}", "!="),
        ("Epsilon and ε", "eps and eps"),
        ("z**2 × 3", "z^2 * 3"),
        ("it’s ½", "it's 1/2"),
        ("𝜎 ∞ √", "sigma inf sqrt"),
    ],
)
def test_signs_letters_and_accents_fold_to_plain_text(typed, folded):
    assert fold(typed).text == folded


def test_a_range_of_folded_text_leads_back_to_the_characters_typed():
    typed = "so σ² grows"
    folded = fold(typed)
    start = folded.text.index("sigma^2")
    a, b = folded.original(start, start + len("sigma^2"))
    assert typed[a:b] == "σ²"


def test_every_folded_character_has_an_origin():
    folded = fold("ϕ\N{COMBINING ACUTE ACCENT}x ﬁt")
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
