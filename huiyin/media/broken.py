"""What is said of a file that is not what it began as."""

from __future__ import annotations


class Broken(ValueError):
    """The bytes are not the picture or recording they began as."""
