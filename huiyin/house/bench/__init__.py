"""./run bench: what this program costs, measured on a city that nobody lives in, in databases that are thrown away."""
