"""Pages for any kind of record, drawn from its procedure: list, page, form of an act. Matters have their own."""
