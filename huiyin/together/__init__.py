"""Working together (together): notes beside the record, who is told what, who else is looking. Never the record."""
