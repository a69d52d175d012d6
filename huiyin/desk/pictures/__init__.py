"""Figures to look at: numbers in the forms that offices use, pictures with the same numbers as tables, their lists."""
