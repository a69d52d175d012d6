"""Pages of an information bulletin (信访信息) of its own: read at a glance, and what lies behind a number."""
