"""How large what is handed in may be: one limit for each kind, read by forms, pages, readers and the front alike."""

from __future__ import annotations

from typing import Final

MB: Final = 1024 * 1024
FILE: Final = 20 * MB
"""A photo, a paper, a sound, a scanned letter."""
FILM: Final = 50 * MB
"""A minute or two from a telephone."""
OF_ANY: Final = max(FILE, FILM)
"""No page takes a larger file, whatever it is."""
MOST_FILES: Final = 10
"""Files of one submission."""
BODY: Final = 1024 * MB
"""One sending of all that a page takes at once."""


def shown(size: int) -> int:
    """A limit as people read it, in MB."""
    return size // MB
