"""Texts and lines as every door keeps them. Doing it twice changes nothing more."""

from __future__ import annotations

import re
from typing import Final

from huiyin.typed.signs import clean

# Not \s: the narrow space inside a Mongolian word is no gap between two.
_GAPS: Final = re.compile(r"[ \t\n\u3000]+")
_AROUND: Final = " \t\n\u3000"


def text_of(raw: str) -> str:
    """A text of several lines, without blank lines and spaces around it."""
    return clean(raw).strip(_AROUND)


def line_of(raw: str) -> str:
    """One line: breaks are spaces, and several spaces one. Names, addresses and titles are lines."""
    return _GAPS.sub(" ", clean(raw)).strip(_AROUND)
