"""Open311 GeoReport v2: a public façade for matters bound to a place, in which nobody stands by name."""
