"""What comes from outside, read alike at every door: names, numbers, days, texts. Pure Python."""
