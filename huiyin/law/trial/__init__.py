"""Trying a rule book (试算): a standard cast plays a history, and the law says its clocks, papers and refusals."""
