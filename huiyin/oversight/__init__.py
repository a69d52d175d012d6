"""What the petition office does beyond single matters (xf2022 Art. 40): advice to organs."""
