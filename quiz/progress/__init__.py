"""What was done: an append-only log of events in SQLite, and everything that follows from it by replay."""
