"""Photos, sounds and films: what cleans them of where they were taken, byte by byte."""
