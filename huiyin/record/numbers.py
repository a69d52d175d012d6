"""Numbers for people: ``{division6}{yyyyMMdd}{seq5}``, counted without gaps for each division and day."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Final

from huiyin.store.statements import answers

#: No office opens so many records of one kind on one day.
_FIRST_BY_LOT: Final = 5000
_NEXT = (
    "INSERT INTO record_numbercounter (prefix, last) VALUES (%s, 1)"
    " ON CONFLICT (prefix) DO UPDATE SET last = record_numbercounter.last + 1 RETURNING last"
)


def next_number(code: str, day: date) -> str:
    """The next number of a division (its first six digits) on a day. Call it late: it holds the counter's row."""
    prefix = f"{code[:6]}{day:%Y%m%d}"
    return f"{prefix}{_next(prefix):05d}"


def next_of_kind(mark: str, code: str, day: date) -> str:
    """The same for another kind of record, by the letter of its kind: matters never skip a number for it."""
    return f"{mark}{code[:6]}{day:%Y%m%d}{_next(f'{mark}{code[:6]}{day:%y%m%d}'):04d}"


def by_lot(mark: str, code: str, day: date) -> str:
    """One that nobody can count, for what rests on a report of wrongdoing: a gap would tell of it. It may be taken."""
    return f"{mark}{code[:6]}{day:%Y%m%d}{_FIRST_BY_LOT + secrets.randbelow(10_000 - _FIRST_BY_LOT)}"


def _next(prefix: str) -> int:
    ((last,),) = answers(_NEXT, [prefix])
    return int(last)
