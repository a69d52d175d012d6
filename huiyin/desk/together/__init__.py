"""Pages of what colleagues tell each other beside the record: notes, notifications, who else is here."""
