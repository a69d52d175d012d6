"""A topic of the joint conference (议题): one matter, its sheet, what was decided on it, and what came of that."""
