"""The working-day calendar that has been loaded, as a value of the law."""

from __future__ import annotations

from datetime import date

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.people.models import CalendarDay, CalendarYear
from huiyin.people.stamps import CALENDAR, Remembered


def calendar() -> WorkCalendar:
    """The calendar in its newest versions, e.g. version ``"2010.1-2027.1"`` when nothing was corrected."""
    return _calendar()


def _read() -> WorkCalendar:
    years = {row.year: row for row in CalendarYear.objects.order_by("year", "version")}
    days = CalendarDay.objects.filter(calendar__in=[row.id for row in years.values()])
    kinds: dict[str, set[date]] = {CalendarDay.HOLIDAY: set(), CalendarDay.MAKEUP: set()}
    for kind, day in days.values_list("kind", "date"):
        kinds[kind].add(day)
    return WorkCalendar(
        version=_version(list(years.values())),
        holidays=frozenset(kinds[CalendarDay.HOLIDAY]),
        makeups=frozenset(kinds[CalendarDay.MAKEUP]),
        settled_years=frozenset(row.year for row in years.values() if row.settled),
    )


def _version(years: list[CalendarYear]) -> str:
    """First and last year with their versions, and every year between that was corrected."""
    named = [row for row in years if row.version > 1 or row in (years[0], years[-1])]
    return "-".join(f"{row.year}.{row.version}" for row in named) or "none"


_calendar = Remembered(CALENDAR, _read)
