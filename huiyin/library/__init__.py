"""Statutes, rule books and reference texts (法规库)."""
