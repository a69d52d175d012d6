"""Coming to the desk and leaving it."""
