"""Long tables as files, written while they are read: xlsx and CSV from any number of rows in the same little memory.

openpyxl holds a workbook back until its last row; here the first bytes go out with the first rows. Nothing is a
formula: in xlsx every text is a text (inline string), in CSV what a spreadsheet would run is guarded.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from huiyin.typed.formulas import guarded

Cell = str | int | float | date | None
Row = Sequence[Cell]
#: Rows of one sheet, its head among them; what is longer goes on in the next. Excel takes 1,048,576.
ROWS: Final = 1_000_001
#: Rows that are put together before they are handed on.
PORTION: Final = 500
#: A cell of Excel holds no more.
LONGEST: Final = 32_767
#: Signs that XML 1.0 does not know.
_UNKNOWN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def as_csv(head: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 with the mark by which spreadsheets know it; lines end as RFC 4180 has it."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    held.write("\ufeff")
    writer.writerow([_plain(cell) for cell in head])
    yield _taken(held)
    for number, row in enumerate(rows, 1):
        writer.writerow([_plain(cell) for cell in row])
        if number % PORTION == 0:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    said = held.getvalue().encode("utf-8", "replace")
    held.seek(0)
    held.truncate()
    return said


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else str(cell)


# xlsx ----------------------------------------------------------------------------------------------------------------


class _Passing(io.RawIOBase):
    """What the zip writes, to be handed on at once; it cannot be gone back in, so sizes follow what they are of."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        said = bytes(data)  # type: ignore[call-overload]
        self.held += said
        return len(said)

    def taken(self) -> bytes:
        said = bytes(self.held)
        self.held.clear()
        return said


def as_xlsx(title: str, head: Row, rows: Iterable[Row], most: int = ROWS) -> Iterator[bytes]:
    """An Excel workbook of one sheet, or of as many as the rows need; the head stands on each.

    :param title: of the sheet.
    :param most: rows of one sheet.
    """
    out, left, sheets = _Passing(), iter(rows), 0
    waiting = next(left, None)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        while not sheets or waiting is not None:
            sheets += 1
            with book.open(f"xl/worksheets/sheet{sheets}.xml", "w", force_zip64=True) as sheet:
                sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{_row(head)}'.encode())
                yield out.taken()
                held, count = list[str](), 1
                while waiting is not None and count < most:
                    held.append(_row(waiting))
                    count, waiting = count + 1, next(left, None)
                    if len(held) == PORTION:
                        sheet.write("".join(held).encode())
                        held.clear()
                        yield out.taken()
                sheet.write(f"{''.join(held)}</sheetData></worksheet>".encode())
            yield out.taken()
        for name, said in _around(title, sheets):
            book.writestr(name, _XML + said)
    yield out.taken()


def _row(cells: Row) -> str:
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"<c><v>{cell}</v></c>"
    said = cell.isoformat() if isinstance(cell, date) else str(cell)
    said = _UNKNOWN.sub("\ufffd", said[:LONGEST])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(said)}</t></is></c>'


def _around(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    """What makes a workbook of the sheets; it comes last, when their number is known."""
    numbers = range(1, sheets + 1)
    quoted = escape(title, {'"': "&quot;"})
    named = "".join(f'<sheet name="{quoted}{f" {n}" if n > 1 else ""}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'
    kept = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    yield "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{kept}</Relationships>'
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{main}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>{parts}</Types>',
    )
