"""Ways in and out (渠道)."""
