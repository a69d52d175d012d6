"""The number of a matter (编号) and its query code (查询码), as people copy them from a receipt."""

from __future__ import annotations

from huiyin.typed.signs import digits_of, plain_digits

LONGEST = 40
"""More digits than any number here has: that of a matter has 19, that of a cosigner two or three more."""


def number_of(raw: object) -> str:
    """The digits of a number, however it is spaced, dashed or wide; too many to be one are none."""
    digits = digits_of(str(raw or "")[:1000])
    return digits if len(digits) <= LONGEST else ""


def code_of(raw: str) -> str:
    """The letters and digits of a query code in capitals, without blanks and dashes, of any width."""
    return "".join(char for char in plain_digits(raw[:1000]).upper() if char.isascii() and char.isalnum())
