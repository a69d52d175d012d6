"""Whole numbers from an address, a form or a header: within the bounds of what they stand for, or nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

HIGHEST_ROW: Final = 2**63 - 1
"""No row of either database has a higher id."""
HAN: Final = "零〇一二两三四五六七八九十百千"
"""The signs of numbers as people say them."""
_DIGITS: Final = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}


def whole(raw: object, low: int, high: int) -> int | None:
    """``raw`` as a whole number from ``low`` to ``high``, both included; ``None`` if it is anything else.

    Only the digits 0 to 9 count, with a minus where ``low`` is below zero: ``²``, ``+1``, ``1_000`` are no numbers.
    """
    text = str(raw).strip(" ") if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    digits = text.removeprefix("-") if low < 0 else text
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19:
        return None
    value = int(text)
    return value if low <= value <= high else None


def row_id(raw: object) -> int | None:
    """The id of a row, 1 to 2⁶³-1. It says nothing of whether there is one, or who may read it."""
    return whole(raw, 1, HIGHEST_ROW)


def row_ids(raws: Iterable[object]) -> set[int]:
    """Those of several that may be ids of rows."""
    return {number for raw in raws if (number := row_id(raw))}


def place_of(raw: object, highest: int = 999_999) -> int | None:
    """A number people count by: a page, a claim, a place in a row; 1 to ``highest``."""
    return whole(raw, 1, highest)


def order_of(raw: object, most: int = 2**31 - 1) -> int | None:
    """How far a journal was read, or a state: 0 to ``most``."""
    return whole(raw, 0, most)


def number_said(said: str) -> int:
    """A number as people say it, in digits or in Chinese up to 9,999 (十二, 一百零五); 0 for anything else."""
    said = unicodedata.normalize("NFKC", said).strip()
    if said.isascii() and said.isdecimal():
        return int(said)
    total, at = 0, 0
    for sign in said:
        if sign in _PLACES:
            total += (at or 1) * _PLACES[sign]
            at = 0
        elif sign in _DIGITS:
            at = _DIGITS[sign]
        else:
            return 0
    return total + at
