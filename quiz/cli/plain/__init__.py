"""Review without a screen: one line after the other, for screen readers and pipes."""
