"""One module per screen, with its style sheet beside it. Each is imported when it is first opened."""
