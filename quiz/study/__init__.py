"""What a learner does: rate a card, undo, grade a kata, change a setting. Nothing else writes the log."""
