"""What every kind of record shares: may this act be done now, whose turn is it, days and periods."""
