"""Rows of a sheet that are reports nobody here may hold (另放的行): each waits apart, out of sight of who may be meant.

Left in the sheet they would keep it open with nothing to be seen in it, and so tell of themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from huiyin.channels.arrivals.keeping import keep
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.orders.taking import Line
from huiyin.store.locks import writing

#: What it is called in the list.
MARK: Final = "一行工单.json"


def put_apart(arrival: Arrival, rows: Iterable[Line], at: datetime) -> list[Line]:
    """Keep each such row as an arrival of its own; the others are returned."""
    stay = []
    for each in rows:
        if each.cells and not (arrival.report and arrival.mark == MARK):
            _keep_apart(arrival, each, at)
        else:
            stay.append(each)
    return stay


def _keep_apart(arrival: Arrival, line: Line, at: datetime) -> None:
    data = json.dumps([dict(line.cells)], ensure_ascii=False).encode()
    sha256 = keep(data)
    with writing():
        Arrival.objects.get_or_create(
            connection=arrival.connection, sha256=sha256,
            defaults={
                "adapter": arrival.adapter, "organ": arrival.organ, "mark": MARK, "size": len(data),
                "arrived_at": at, "ready_at": at, "report": True, "withheld": sorted(line.away),
            },
        )  # fmt: skip
