"""Anki: packages with cards and history, and notes in plain text."""
