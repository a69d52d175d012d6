"""The lane of first-time matters (马上就办) in lists of the desk: until when each should be answered, and which can."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from huiyin.cases.models import Case
from huiyin.law.matter.cost import formula, in_lane
from huiyin.people.calendars import calendar
from huiyin.record.worlds import BEIJING, beijing_day

#: No lane is longer, whatever its unit.
LONGEST = timedelta(days=366)


def lane_ends(case: Case, today: date) -> date | None:
    """The last day on which a first-time matter would be answered in time; nothing for what is not on the lane, was
    answered, or is past it."""
    if case.answered_on or case.closed_on or not in_lane(case.repeat, case.report, case.follows):
        return None
    ends = _ends(beijing_day(case.lodged_at), calendar().edition)
    return ends if ends >= today else None


def begun_since(today: date) -> datetime:
    """Since when a matter must have been registered so that its lane is not over yet."""
    day = today
    while today - day < LONGEST and _ends(day - timedelta(days=1), calendar().edition) >= today:
        day -= timedelta(days=1)
    return datetime.combine(day, time.min, BEIJING)


@lru_cache(maxsize=512)
def _ends(lodged: date, edition: int) -> date:
    """The same days come again and again in a list.

    :param edition: of the calendar: another one may count otherwise.
    """
    return formula().lane_ends(lodged, calendar())
