"""Cells as people and programs leave them: times as text or as dates, numbers as floats, text with blank lines."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, timedelta

from huiyin.record.worlds import BEIJING
from huiyin.typed import texts
from huiyin.typed.times import moment_of

Cell = object
_EXCEL_DAY_0 = datetime(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119


def text_of(cell: Cell) -> str:
    """The text without the blank lines, tabs and wide spaces around it; a whole number without its ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else texts.text_of(str(cell))


def time_of(cell: Cell) -> datetime | None:
    """The moment a cell names, in China's time unless it says otherwise; ``None`` if it is empty or no time.

    Reads dates, Excel's day numbers, and text such as 2019/4/25 9:32:09, 2019-04-25, 2019年4月25日9时32分.
    """
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=BEIJING)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), BEIJING)
    if isinstance(cell, float | int) and int(cell) in _EXCEL_DAYS:
        moment = _EXCEL_DAY_0 + timedelta(seconds=round(float(cell) * 86_400))
        return moment.replace(tzinfo=BEIJING)
    return moment_of(str(cell or ""))


def stand_in_number(*parts: str) -> str:
    """A number for a row that has none: the same row gives the same number again."""
    return "#" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
