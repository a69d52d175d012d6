"""Exchange between two Huiyin sites (互通): a matter handed to an organ that lives elsewhere, and what came of it."""
