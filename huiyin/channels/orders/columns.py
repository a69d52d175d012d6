"""Which column of a sheet is what (哪一列是什么): as somebody pointed at them, else by a mapping that knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.orders.taking import known_sheets, mappings, opened, pointed
from huiyin.channels.registry import WrongChannels, connection
from huiyin.channels.sheets.cells import text_of
from huiyin.channels.sheets.mapping import NEEDED, WrongMapping
from huiyin.channels.sheets.reading import HEADING_ROWS, Sheet
from huiyin.law.terms import Channel


def headings_of(read: Mapping[str, Any]) -> list[str]:
    """The line of the first sheet that looks most like headings: the one with most cells of words."""
    for each in opened(read)[:1]:
        rows = [[text_of(cell) for cell in row] for row in each.rows[:HEADING_ROWS]]
        return max(rows, key=lambda row: len({cell for cell in row if cell and not cell.isdigit()}), default=[])
    return []


def pointing(columns: Mapping[str, int], system: str) -> dict[str, Any]:
    """What somebody pointed at, as an order keeps it; nothing while a column or the system is still missing.

    :param columns: names of columns with their place among the headings.
    """
    whole = bool(columns and system) and all(name in columns for name in NEEDED)
    return {"columns": dict(columns), "system": system} if whole else {}


def sheets_of(
    found: Arrival, read: Mapping[str, Any], said: Mapping[str, Any], headings: Sequence[str] | None = None
) -> list[Sheet]:
    """The sheets of a file whose columns are known.

    :param said: see :func:`pointing`.
    """
    if said:
        named = headings_of(read) if headings is None else headings
        return known_sheets(read, [pointed(named, said["columns"], said["system"], Channel.PHONE)])
    try:
        channel = connection(found.connection)
        return known_sheets(read, mappings(channel["mapping"] if channel else ""))
    except (WrongChannels, WrongMapping):
        return []  # the administrator is told by ./run channel check; columns can be pointed at meanwhile
