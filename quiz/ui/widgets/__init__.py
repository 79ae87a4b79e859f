"""One widget per module. A widget takes its data, posts messages, and knows neither the app nor the log."""
