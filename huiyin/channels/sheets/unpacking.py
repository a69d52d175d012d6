"""A sheet file unpacked: its cells, sheet after sheet. Only in the process apart, for it opens what strangers sent.

Whatever its name ends in, the content tells: a workbook, one as XML, a page with tables that a system calls ``.xls``,
or plain text with commas or tabs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from huiyin.channels.sheets import books, pages, plain, sheetml
from huiyin.channels.sheets.tables import NoBook, Table, TooLarge
from huiyin.typed.encodings import readings

ROWS: Final = 500
"""In one message."""
_BINARY: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Told = tuple[dict[str, Any], bytes]


def answer(asked: dict[str, Any], data: bytes) -> Iterator[Told]:
    """For each sheet its rows, some at a time; or that the file is no workbook, or larger than anybody needs."""
    try:
        for number, table in enumerate(_tables(data)):
            yield from _told_in_parts(number, table)
    except NoBook as fault:
        yield {"wrong": str(fault)}, b""
    except TooLarge:
        yield {"limit": "size"}, b""


def _tables(data: bytes) -> Iterator[Table]:
    read = [] if data.startswith(_BINARY) else [each for each in readings(data) if "\x00" not in each.text]
    if not read:
        yield from books.tables(data)
    for each in read:
        # Read in two ways it is a sheet for each, called by its encoding: whose headings make sense is what it was.
        for table in _of_text(each.text):
            yield replace(table, name=f"{table.name} {each.encoding}".strip()) if len(read) > 1 else table


def _of_text(text: str) -> Iterator[Table]:
    if sheetml.is_book(text):
        return sheetml.tables(text)
    return pages.tables(text) if pages.is_page(text) else plain.tables(text)


def _told_in_parts(number: int, table: Table) -> Iterator[Told]:
    head = {"number": number, "sheet": table.name, "hidden": table.hidden, "day_zero": table.day_zero.isoformat()}
    for first in range(0, max(len(table.rows), 1), ROWS):
        some = [[_told(cell) for cell in row] for row in table.rows[first : first + ROWS]]
        yield head, json.dumps(some, ensure_ascii=False).encode()


# What JSON has no word for. The parent reads it back with cell_of; nothing that comes through the pipe is ever run.


def _told(cell: Any) -> Any:
    match cell:
        case datetime():
            return {"moment": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
    return cell


def cell_of(told: Any) -> Any:
    """A cell as it was in the workbook."""
    match told:
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"seconds": count}:
            return timedelta(seconds=count)
    return told
