"""Work orders as they came, as sheets of cells: a workbook, lines of text, or JSON; in a process apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from huiyin.channels.sheets import unpacking
from huiyin.channels.sheets.tables import DAY_ZERO
from huiyin.media.apart.messages import Message
from huiyin.typed.encodings import decoded

MOST_ROWS: Final = 20_000
#: Under which names systems put the list of orders into what they send.
_LISTS: Final = ("data", "rows", "list", "orders", "records", "items", "result")


def answer(head: dict[str, Any], body: bytes) -> Iterator[Message]:
    """``sheets``: name, hidden, day_zero and rows of each; none if it is none of these."""
    orders = _orders(body)
    if orders is not None:
        yield ({"limit": "size"}, b"") if len(orders) > MOST_ROWS else _told([_sheet(orders)])
        return
    sheets: list[dict[str, Any]] = []
    rows = 0
    for told, data in unpacking.answer({}, body):
        if "wrong" in told or "limit" in told:
            yield ({"limit": "size"}, b"") if "limit" in told else _told([])
            return
        if not sheets or told["number"] != sheets[-1]["number"]:
            sheets.append({**told, "rows": []})
        sheets[-1]["rows"] += json.loads(data)
        rows += len(sheets[-1]["rows"])
        if len(sheets[-1]["rows"]) > MOST_ROWS:
            yield {"limit": "size"}, b""
            return
    yield _told(sheets)


def _told(sheets: list[dict[str, Any]]) -> Message:
    return {}, json.dumps({"sheets": sheets}, ensure_ascii=False).encode("utf-8", "replace")


def _orders(body: bytes) -> list[dict[str, Any]] | None:
    """The orders of a JSON text: one, a list, or a list inside; ``None`` if it is no JSON."""
    text = decoded(body[:64_000_000])
    if text is None or text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return None
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    for name in _LISTS:
        if isinstance(found, dict) and isinstance(found.get(name), list):
            found = found[name]
    rows = found if isinstance(found, list) else [found]
    return [each for each in rows if isinstance(each, dict)]


def _sheet(orders: list[dict[str, Any]]) -> dict[str, Any]:
    headings = list(dict.fromkeys(str(name) for order in orders for name in order))
    rows: list[list[Any]] = [list(headings)]
    rows += [[_cell(order.get(name, "")) for name in headings] for order in orders]
    return {"sheet": "", "hidden": False, "day_zero": DAY_ZERO.isoformat(), "number": 0, "rows": rows}


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False)
        if isinstance(value, dict | list)
        else str(value)
    )
