"""A workbook (xlsx, xls, xlsb, ods): its sheets, where its days begin, the long numbers and failed formulas in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from huiyin.channels.sheets.tables import (
    DAY_ZERO,
    DAY_ZERO_1904,
    EXACT,
    FAILED,
    NOT_WORKED_OUT,
    Merged,
    NoBook,
    Table,
    fill,
    weigh,
)  # fmt: skip
from huiyin.media.apart.limits import MB

_SAYS_1904: Final = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
#: The record DATEMODE = 1 of an xls, always followed by PRECISION ([MS-XLS] 2.1.7.20.3).
_XLS_1904: Final = b"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00"
#: BrtWbProp of an xlsb with its lowest flag, f1904, set ([MS-XLSB] 2.4.822).
_XLSB_1904: Final = re.compile(rb"\x99\x01.([\x01-\xff])", re.DOTALL)
_ODS_1904: Final = re.compile(rb"<table:null-date\b[^>]*1904-01-01")
#: A formula, or a cell that says it failed, in the XML of a sheet; and the bytes it takes at most.
_FORMULA: Final = re.compile(rb"<(?:\w{1,8}:)?f[\s>/]|\bt=[\"']e[\"']")
_LONGEST_SIGN: Final = 12
_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def tables(data: bytes) -> Iterator[Table]:
    """Every sheet of cells, the hidden ones as well.

    :raises NoBook: it cannot be opened.
    :raises TooLarge: a sheet has more cells than anybody needs.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        day_zero = _day_zero(data)
        for number, each in enumerate(book.sheets_metadata):
            rows = _rows(book.get_sheet_by_index(number), data, each.name)
            yield Table(each.name, rows, each.visible != SheetVisibleEnum.Visible, day_zero)
    except CalamineError as fault:
        raise NoBook(str(fault)) from fault


def _rows(sheet: CalamineSheet, data: bytes, name: str) -> list[list[Any]]:
    last_row, last_column = sheet.end or (0, 0)
    weigh(last_row + 1, last_column + 1)
    rows = sheet.to_python(skip_empty_area=False)
    _mend(rows, data, name)
    spans = sheet.merged_cell_ranges or []
    fill(rows, [Merged(left, top, bottom) for (top, left), (bottom, _) in spans if top < min(bottom, len(rows))])
    return rows


# Where its days begin ----------------------------------------------------------------------------------------------


def _day_zero(data: bytes) -> date:
    if not data.startswith(b"PK"):
        return DAY_ZERO_1904 if _XLS_1904 in data else DAY_ZERO
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        late = any(
            name in archive.namelist() and says(archive.read(name))
            for name, says in (("xl/workbook.xml", _SAYS_1904.search), ("xl/workbook.bin", _xlsb_1904),
                               ("content.xml", _ODS_1904.search))
        )  # fmt: skip
    return DAY_ZERO_1904 if late else DAY_ZERO


def _xlsb_1904(data: bytes) -> bool:
    found = _XLSB_1904.search(data)
    return bool(found and found.group(1)[0] & 1)


# What the library leaves out -----------------------------------------------------------------------------------------


def _mend(rows: list[list[Any]], data: bytes, name: str) -> None:
    """Take from an xlsx itself what reading it loses: all digits of a number longer than a float holds, if they stand
    there, and the sign of a formula that failed, which would pass for an empty cell."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = _part(archive, name)
        if part is None or not (any(_long(cell) for row in rows for cell in row) or _has_formulas(archive, part)):
            return
        for (row, column), written in _written(archive, part):
            if row < len(rows) and column < len(rows[row]) and (written in FAILED or _long(rows[row][column])):
                rows[row][column] = written


def _long(cell: Any) -> bool:
    return isinstance(cell, float | int) and abs(cell) >= EXACT


def _has_formulas(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as file:
        end = b""
        while some := file.read(MB):
            if _FORMULA.search(end + some):
                return True
            end = some[-_LONGEST_SIGN:]
    return False


def _written(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Row, column and text of every whole number that stands there with all its digits, and of every failed formula."""
    with archive.open(part) as file:
        for _, cell in ElementTree.iterparse(file):
            if not cell.tag.endswith("}c"):
                continue
            written, kind = cell.findtext("{*}v") or "", cell.get("t", "")
            # A formula whose result is an empty text says so by its kind.
            if kind == "e" or (cell.find("{*}f") is not None and not written and kind != "str"):
                written = written if written in FAILED else NOT_WORKED_OUT
            place = _PLACE.fullmatch(cell.get("r", ""))
            if place and (written.isdecimal() or written in FAILED):
                yield (int(place[2]) - 1, _column(place[1])), written
            cell.clear()


def _part(archive: zipfile.ZipFile, name: str) -> str | None:
    """The part of an xlsx that holds a sheet."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")
    wanted = next((each.get(_RELATION) for each in sheets if each.get("name") == name), None)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((each.get("Target", "") for each in relations if each.get("Id") == wanted), "")
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return part if part in names else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
