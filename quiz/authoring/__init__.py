"""For who writes a course: everything that can be wrong with it, and the tools to put it right."""
