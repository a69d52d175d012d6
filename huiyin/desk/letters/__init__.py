"""Pages of scanned letters: batches, the picture beside the text, registration."""
