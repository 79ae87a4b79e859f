"""The two themes: one accent, quiet greys, and a colour each for right, doubtful and wrong."""

from __future__ import annotations

from textual.theme import Theme

DARK = "rectified-dark"
LIGHT = "rectified-light"

_BORDERLESS = {"footer-background": "transparent", "block-cursor-text-style": "bold"}

THEMES = (
    Theme(
        name=DARK,
        primary="#6cb6ff",
        secondary="#8b9bb4",
        accent="#6cb6ff",
        success="#8ccf7e",
        warning="#e5c07b",
        error="#f07f7f",
        foreground="#dfe3ea",
        background="#14171c",
        surface="#1b1f26",
        panel="#242a33",
        dark=True,
        variables=_BORDERLESS,
    ),
    Theme(
        name=LIGHT,
        primary="#0a5fb4",
        secondary="#5a6577",
        accent="#0a5fb4",
        success="#26702a",
        warning="#8a5a00",
        error="#b3261e",
        foreground="#20242b",
        background="#fbfaf7",
        surface="#f1efe9",
        panel="#e6e3da",
        dark=False,
        variables=_BORDERLESS,
    ),
)
