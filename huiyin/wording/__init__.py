"""How the pages speak: dates, numbers, sentences, pills and law links. Used by every front, below all of them."""
