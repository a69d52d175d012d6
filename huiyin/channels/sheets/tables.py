"""One table of a file, whatever kind of file it is: its cells, with merged ones filled downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

DAY_ZERO: Final = date(1899, 12, 30)
DAY_ZERO_1904: Final = date(1904, 1, 1)
"""Books that began on an old Macintosh count their days from here."""
EXACT: Final = 2**53
"""From here on two whole numbers may be one float."""
NOT_WORKED_OUT: Final = "#未算出"
"""What stands where a formula has no result yet, as programs leave it that write sheets and never open them."""
FAILED: Final = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", NOT_WORKED_OUT}
)
"""What spreadsheets write where a formula failed."""
MOST_CELLS: Final = 20_000_000
"""Of one table, the empty ones up to the farthest corner included: two hundred thousand rows of a hundred columns."""


class NoBook(Exception):
    """The file is no workbook that can be read; the message is the library's."""


class TooLarge(Exception):
    """More cells than anybody needs."""


@dataclass(frozen=True, slots=True)
class Table:
    """:param day_zero: the day that the number 0 stands for."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    hidden: bool = False
    day_zero: date = DAY_ZERO


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of one column, from row ``first`` to row ``last``, that show the content of the first."""

    column: int
    first: int
    last: int


def weigh(rows: int, columns: int) -> None:
    """:raises TooLarge: so many rows of so many columns are not opened."""
    if rows * columns > MOST_CELLS:
        raise TooLarge


def fill(rows: list[list[Any]], merged: Iterable[Merged]) -> None:
    """Every row that says something of its own says what is merged over it as well.

    A row that lies wholly under merged cells is the lower part of the record above, and stays empty.
    """
    own = [any(cell not in ("", None) for cell in row) for row in rows]
    for each in merged:
        content = rows[each.first][each.column] if each.column < len(rows[each.first]) else ""
        for row in range(each.first + 1, min(each.last + 1, len(rows))):
            if own[row]:
                rows[row].extend([""] * (each.column + 1 - len(rows[row])))
                rows[row][each.column] = content
