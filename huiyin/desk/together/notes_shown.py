"""What the page of a matter shows of the notes beside it; no view, for both kinds of page use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from huiyin.cases.models import Case
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.together.models import Note
from huiyin.together.notes import beside


def noted(case: Case, desk: Desk) -> dict[str, Any]:
    """What the notes of a matter show, and the bell with them; one query."""
    found = beside(case, desk.actor)
    return {"case": case, "notes": _lines(found.notes, desk), "bell": found.bell, "today": desk.today}


def _lines(rows: Iterable[Note], desk: Desk) -> list[dict[str, Any]]:
    chart, me = desk.world.chart, desk.person.id
    return [{"row": row, "organ": short_name(chart, row.organ), "own": row.person == me} for row in rows]
