"""Who may in, and how often: matters opened by a code in this session, limits, the little work instead of puzzles."""
