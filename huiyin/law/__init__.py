"""The law as data and pure functions (法)."""
