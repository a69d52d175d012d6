"""Pages of official papers: of one matter, of an office, advice and reports, service (送达)."""
