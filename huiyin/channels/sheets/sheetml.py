"""A workbook as one XML text (Excel 2003, SpreadsheetML), which offices and databases still save as ``.xml``, ``.xls``.

The format: Microsoft, "XML Spreadsheet Reference" (2001). Only in the process apart, within its limits; a text that
declares entities is not opened at all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree

from huiyin.channels.sheets.tables import (
    DAY_ZERO,
    DAY_ZERO_1904,
    EXACT,
    NOT_WORKED_OUT,
    Merged,
    NoBook,
    Table,
    fill,
    weigh,
)  # fmt: skip
from huiyin.typed.wholes import whole

_SPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL: Final = "{urn:schemas-microsoft-com:office:excel}"
_SS: Final = f"{{{_SPACE}}}"
_DECLARES: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOOKED_AT: Final = 4000
#: Farther no spreadsheet reaches.
_FARTHEST: Final = 1 << 20
#: Before this day stand times of day without a date.
_FIRST_YEAR: Final = 1900


def is_book(text: str) -> bool:
    """Whether a text is such a workbook."""
    return text.lstrip("\ufeff \t\r\n").startswith("<") and _SPACE in text[:_LOOKED_AT] and "Workbook" in text


def tables(text: str) -> Iterator[Table]:
    """Every sheet, the hidden ones as well.

    :raises NoBook: it is not whole, or declares entities. :raises TooLarge: as for any other workbook.
    """
    if _DECLARES.search(text):
        raise NoBook("an XML text with declarations of its own is not opened")
    day_zero, sheet = (DAY_ZERO_1904 if "Date1904" in text[:_LOOKED_AT] else DAY_ZERO), _Sheet("")
    try:
        for what, each in ElementTree.iterparse(io.StringIO(text.lstrip("\ufeff \t\r\n")), ("start", "end")):
            if what == "start" and each.tag == f"{_SS}Worksheet":
                sheet = _Sheet(each.get(f"{_SS}Name", ""))
            elif what == "end" and each.tag == f"{_SS}Row":
                sheet.take(each)
                each.clear()
            elif what == "end" and each.tag == f"{_EXCEL}Visible":
                sheet.hidden = True
            elif what == "end" and each.tag == f"{_SS}Worksheet":
                fill(sheet.rows, sheet.merged)
                yield Table(sheet.name, sheet.rows, sheet.hidden, day_zero)
                each.clear()
    except ElementTree.ParseError as fault:
        raise NoBook(str(fault)) from fault


class _Sheet:
    """Rows and cells say where they stand only where something was left out before them."""

    def __init__(self, name: str) -> None:
        self.name, self.hidden, self.widest = name, False, 1
        self.rows: list[list[Any]] = []
        self.merged: list[Merged] = []

    def take(self, row: ElementTree.Element) -> None:
        at = (whole(row.get(f"{_SS}Index"), 1, _FARTHEST) or len(self.rows) + 1) - 1
        weigh(at + 1, self.widest)
        self.rows += [[] for _ in range(at + 1 - len(self.rows))]
        for cell in row.iterfind(f"{_SS}Cell"):
            self._cell(cell, at)

    def _cell(self, cell: ElementTree.Element, row: int) -> None:
        cells = self.rows[row]
        column = (whole(cell.get(f"{_SS}Index"), 1, _FARTHEST) or len(cells) + 1) - 1
        wide, tall = (whole(cell.get(f"{_SS}Merge{way}"), 0, _FARTHEST) or 0 for way in ("Across", "Down"))
        self.widest = max(self.widest, column + wide + 1)
        weigh(row + tall + 1, self.widest)
        cells.extend([""] * (column - len(cells)))
        cells[column:] = [_said(cell), *[""] * wide]
        if tall:
            self.merged.append(Merged(column, row, row + tall))


def _said(cell: ElementTree.Element) -> Any:
    data = cell.find(f"{_SS}Data")
    text = "" if data is None else "".join(data.itertext())
    if data is None or not text:
        return NOT_WORKED_OUT if cell.get(f"{_SS}Formula") else ""
    return _OF_TYPE.get(data.get(f"{_SS}Type", ""), str)(text)


def _number(text: str) -> Any:
    try:
        found = float(text)
    except ValueError:
        return text
    return text if abs(found) >= EXACT and text.isdecimal() else found


def _moment(text: str) -> Any:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found if found.year >= _FIRST_YEAR else found.time()


_OF_TYPE: Final[dict[str, Any]] = {"Number": _number, "DateTime": _moment, "Boolean": lambda text: text == "1"}
