"""Reference data from files: sheets are read into rows, rows checked against tables, tables written at once."""
