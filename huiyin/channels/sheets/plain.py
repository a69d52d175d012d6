"""Plain text with commas, tabs or semicolons between the cells (CSV), as spreadsheets and databases write it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from huiyin.channels.sheets.tables import Table, weigh
from huiyin.typed.formulas import unguarded

_SIGNS: Final = ",\t;|"
_LOOKED_AT: Final = 10
#: How a spreadsheet is told that digits are text: ="00123".
_TEXT: Final = re.compile(r'="([^"]*)"')
csv.field_size_limit(10_000_000)


def tables(text: str) -> Iterator[Table]:
    """The one table of such a text."""
    said, sign = _declared(text)
    rows = [[_cell(cell) for cell in row] for row in csv.reader(io.StringIO(said, newline=""), delimiter=sign)]
    weigh(len(rows), max(map(len, rows), default=0))
    yield Table("", rows)


def _declared(text: str) -> tuple[str, str]:
    """The text and the sign between its cells: the one Excel's first line ``sep=;`` names, else the commonest."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and first.strip()[4:]:
        return rest, first.strip()[4]
    lines = list(islice((line for line in io.StringIO(text) if line.strip()), _LOOKED_AT))
    return text, max(_SIGNS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _cell(cell: str) -> str:
    as_text = _TEXT.fullmatch(cell.strip())
    return as_text.group(1) if as_text else unguarded(cell)
