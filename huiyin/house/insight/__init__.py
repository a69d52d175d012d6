"""./run insight: what the insight understands of a file, measured by anyone on messages of their own."""
