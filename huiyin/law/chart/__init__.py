"""Organs and their edges, who is competent and why, the statutory routes beside petitioning."""
