"""Search, similar cases, statistics (信访信息)."""
