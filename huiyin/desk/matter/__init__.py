"""The page of one matter and what stands beside it."""
