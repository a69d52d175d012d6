"""Records of every kind over the wire, drawn from their procedures; no kind and no act has code of its own here."""
