"""Out with a phone: rounds, disputes and records on the spot without a net, and which villages nobody has visited."""
