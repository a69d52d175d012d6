"""Pages for everybody: how it works, whom to find where, reception days, the law behind every rule."""
