"""The form of an act: what is asked, filled in, read, refused and shown again."""
