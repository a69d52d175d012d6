"""The history of a matter in plain words (发生了什么)."""
