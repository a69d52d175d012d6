"""Pages on which a language model proposes words, if the office uses one; a person takes them over or leaves them."""
