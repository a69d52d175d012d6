"""Any system that takes a JSON message: a work group is told that something waits."""
