"""The Textual app. Only this package knows Textual."""
