"""The fast way to the driver: rows, statements, locks, ids. It knows no model of any room."""
