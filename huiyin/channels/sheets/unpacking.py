"""A workbook unpacked: its cells, sheet after sheet. Only in the process apart, for it opens what strangers sent."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

MOST_CELLS: Final = 20_000_000
"""Of one sheet, the empty ones up to the farthest corner included: two hundred thousand rows of a hundred columns."""
ROWS: Final = 500
"""In one message."""
Told = tuple[dict[str, Any], bytes]


def answer(asked: dict[str, Any], data: bytes) -> Iterator[Told]:
    """For each sheet its rows, some at a time; or that the file is no workbook, or larger than anybody needs."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            yield from _rows(name, workbook.get_sheet_by_name(name))
    except CalamineError as fault:
        yield {"wrong": str(fault)}, b""


def _rows(name: str, sheet: CalamineSheet) -> Iterator[Told]:
    last_row, last_column = sheet.end or (0, 0)
    if (last_row + 1) * (last_column + 1) > MOST_CELLS:
        yield {"limit": "size"}, b""
    rows = sheet.to_python(skip_empty_area=False)
    for first in range(0, len(rows), ROWS):
        some = [[_told(cell) for cell in row] for row in rows[first : first + ROWS]]
        yield {"sheet": name}, json.dumps(some, ensure_ascii=False).encode()


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
