"""What the page of a matter shows of the notes beside it; no view, for both kinds of page use it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from huiyin.cases.models import Case
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk
from huiyin.together.models import Note
from huiyin.together.notes import MOST, beside
from huiyin.wording.listed import LONGEST, Listed


def noted(case: Case, desk: Desk, most: int = MOST) -> dict[str, Any]:
    """What the notes of a matter show; one query. The page to write one shows all."""
    found = beside(case, desk.actor, desk.today, most)
    rest = reverse("desk:notes", args=[case.number]) if found.more and most < LONGEST else ""
    notes = Listed(tuple(_lines(found.notes, desk)), found.more, rest)
    return {"case": case, "notes": notes, "today": desk.today}


def _lines(rows: Iterable[Note], desk: Desk) -> list[dict[str, Any]]:
    chart, me = desk.world.chart, desk.person.id
    return [{"row": row, "organ": short_name(chart, row.organ), "own": row.person == me} for row in rows]
