"""Cells as people and programs leave them: times as text or as dates, numbers as floats, text with blank lines."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, time, timedelta
from typing import Final

from huiyin.channels.sheets.tables import DAY_ZERO, EXACT, FAILED
from huiyin.record.worlds import BEIJING
from huiyin.typed import texts
from huiyin.typed.times import moment_of

Cell = object
_EXCEL_DAYS: Final = range(20_000, 80_000)  # 1954 to 2119, counted from 1899-12-30
_DAY_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?")
_SPOILT: Final = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")


def text_of(cell: Cell) -> str:
    """The text without the blank lines, tabs and wide spaces around it; a whole number without its ``.0``."""
    if isinstance(cell, float) and cell.is_integer() and not spoilt(cell):
        return str(int(cell))
    return "" if cell is None else texts.text_of(str(cell))


def spoilt(cell: Cell) -> bool:
    """Whether it is a long number of which the file no longer has every digit: 1.23456789012346E+18."""
    if isinstance(cell, float | int):
        return abs(cell) >= EXACT
    return isinstance(cell, str) and _SPOILT.fullmatch(cell.strip()) is not None


def failed(cell: Cell) -> bool:
    """Whether a formula stands there that failed or has no result yet; nobody knows what it should say."""
    return isinstance(cell, str) and cell.strip() in FAILED


def time_of(cell: Cell, day_zero: date = DAY_ZERO) -> datetime | None:
    """The moment a cell names, in China's time unless it says otherwise; ``None`` if it is empty or no time.

    Reads dates, a spreadsheet's day numbers, and text such as 2019/4/25 9:32:09, 2019年4月25日下午3点20分.

    :param day_zero: what the workbook counts its days from.
    """
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=BEIJING)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), BEIJING)
    if isinstance(cell, str) and _DAY_NUMBER.fullmatch(cell.strip()):
        cell = float(cell)
    if isinstance(cell, float | int):
        moment = datetime.combine(day_zero, time(), BEIJING) + timedelta(seconds=_seconds(cell))
        return moment if (moment.date() - DAY_ZERO).days in _EXCEL_DAYS else None
    return moment_of(str(cell or ""))


def _seconds(days: float) -> int:
    return round(days * 86_400) if 0 <= days < _EXCEL_DAYS.stop else 0


def stand_in_number(*parts: str) -> str:
    """A number for a row that has none: the same row gives the same number again."""
    return "#" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
