"""Sheets of work orders at the desk (表格登记): what would happen row by row, columns pointed at, then registered."""
