"""The hearings in a matter, as its page at the desk shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huiyin.cases.models import Case
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk
from huiyin.law.hearing.vocabulary import HearingStage
from huiyin.meeting.hearings import HEARINGS
from huiyin.meeting.models import Hearing
from huiyin.record.reading import visible_to


def hearings_of(case: Case, desk: Desk) -> list[Hearing]:
    """The hearings in a matter, the newest first."""
    return list(visible_to(HEARINGS, desk.actor, desk.today).filter(matter=case.id).order_by("-id"))


def lines(rows: list[Hearing]) -> list[dict[str, Any]]:
    """What the page of the matter says of them."""
    return [
        {
            "url": url_of(HEARINGS, row.number),
            "stage": HearingStage(row.stage).label,
            "open": row.closed_on is None,
            "day": row.day,
        }
        for row in rows
    ]


def answered_at(rows: list[Hearing]) -> datetime | None:
    """When one was opened last that was called, or whose request was decided on."""
    return next((row.lodged_at for row in rows if row.stage != HearingStage.ASKED), None)
