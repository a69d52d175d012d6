"""Huiyin (回音): every petition gets an answer."""

__version__ = "0.1.0"
