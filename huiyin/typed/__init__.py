"""What comes from outside (来自外面的字), read once and alike at every door: names, numbers, days, texts. Pure Python."""
