"""What comes in from outside (来件): kept byte for byte and encrypted before anything else, then read, then settled."""
