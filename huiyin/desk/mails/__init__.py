"""Letters that came by e-mail (来件): the clerk reads, registers with what was read filled in, or sets aside."""
