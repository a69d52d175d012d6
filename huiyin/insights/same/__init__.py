"""Whether two texts are about the same matter (是不是同一件事): same, different, or a question for a person."""
