"""Instruments, numbering, service (文书)."""
