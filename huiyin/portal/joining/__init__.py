"""Filing together (共同提出): the link that is handed on, those who join by it, and what they may do."""
