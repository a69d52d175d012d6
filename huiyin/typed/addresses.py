"""Addresses: where somebody lives (住址), and where their mail goes (电子邮箱)."""

from __future__ import annotations

import unicodedata

from huiyin.typed.names import folded
from huiyin.typed.texts import line_of


def address_of(raw: str) -> str:
    """An address as it is kept: one line."""
    return line_of(raw)


def email_of(raw: str) -> str:
    """An e-mail address as it is kept: one width, no spaces, its letters as written."""
    return "".join(unicodedata.normalize("NFKC", line_of(raw)).split())


def normal_email(address: str) -> str:
    """An address to compare by: one width and case, without spaces."""
    return folded("".join(unicodedata.normalize("NFKC", address).split()))
