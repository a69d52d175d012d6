"""Following (查询进展): the page of a matter, its receipt, its papers, and how its people are told."""
