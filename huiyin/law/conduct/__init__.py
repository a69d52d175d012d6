"""Conduct at a visit that breaks Art. 26 (规范信访行为): an event of that visit, told, and gone in time."""
