"""Numbers for people: ``{division6}{yyyyMMdd}`` and five figures by lot, each once in a division and day.

By lot, whatever the matter is: numbers that follow each other tell colleagues of a report of wrongdoing by the gap it
leaves, at once or when a matter becomes one later.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date
from typing import Final

from huiyin.store.statements import answers

_FIGURES: Final = 5
_FIGURES_OF_KINDS: Final = 4
_NEXT = (
    "INSERT INTO record_numbercounter (prefix, last) VALUES (%s, 1)"
    " ON CONFLICT (prefix) DO UPDATE SET last = record_numbercounter.last + 1 RETURNING last"
)


def next_number(table: str, code: str, day: date, given: Collection[str] = ()) -> str:
    """A number of a division (its first six digits) on a day. Call it late: it holds the counter's row.

    :param table: where numbers stand that were given; ``given``: those of this transaction that do not stand there yet.
    """
    prefix = f"{code[:6]}{day:%Y%m%d}"
    return _by_lot(table, prefix, prefix, _FIGURES, given)


def next_of_kind(table: str, mark: str, code: str, day: date) -> str:
    """The same for another kind of record, by the letter of its kind."""
    return _by_lot(table, f"{mark}{code[:6]}{day:%y%m%d}", f"{mark}{code[:6]}{day:%Y%m%d}", _FIGURES_OF_KINDS)


def _by_lot(table: str, counter: str, prefix: str, figures: int, given: Collection[str] = ()) -> str:
    """The counter's row is held until the end of the transaction, so nobody else draws from the same lots meanwhile."""
    ((last,),) = answers(_NEXT, [counter])
    # One lot of ten is free: ten draws on the average, at the worst.
    lots = 10 ** max(figures, len(str(last * 10 // 9)))
    while True:
        number = f"{prefix}{secrets.randbelow(lots):0{figures}d}"
        if number not in given and not answers(f"SELECT 1 FROM {table} WHERE number = %s", [number]):
            return number
