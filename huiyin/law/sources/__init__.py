"""The texts: articles and our summaries of them, the rule books with their periods, the statutes an office loads."""
