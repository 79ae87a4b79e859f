"""Cards and reviews to and from other programs: Anki, CSV, JSON lines, hashcards, Obsidian."""
