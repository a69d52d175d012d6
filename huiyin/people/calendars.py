"""The working-day calendar that has been loaded, as a value of the law; and what it was before each correction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.people.models import CalendarDay, CalendarYear
from huiyin.people.stamps import CALENDAR, Remembered

#: Of each loaded version of a year its days, each with its kind.
Days = dict[int, list[tuple[str, date]]]


def calendar() -> WorkCalendar:
    """The calendar in its newest versions, e.g. version ``"2010.1-2027.1"`` when nothing was corrected."""
    return _newest()


def since(edition: int) -> Sequence[WorkCalendar]:
    """Every calendar by which somebody may have counted from this edition on; the last is that of today."""
    known = _editions()
    return [each for each in known if each.edition >= edition] or known[-1:]


def _every() -> list[WorkCalendar]:
    """Versions are only added, so every earlier calendar can still be told."""
    rows, days = _rows()
    years: dict[int, CalendarYear] = {}
    known = [_calendar([], days)]
    for row in rows:
        if row.year not in years or years[row.year].version < row.version:
            years[row.year] = row
        known.append(_calendar([years[year] for year in sorted(years)], days, row.id))
    return known


def _last() -> WorkCalendar:
    rows, days = _rows()
    newest = {row.year: row for row in sorted(rows, key=lambda row: (row.year, row.version))}
    return _calendar(list(newest.values()), days, rows[-1].id if rows else 0)


def _rows() -> tuple[list[CalendarYear], Days]:
    """All versions of all years in the order of their loading, and the days of each."""
    days: Days = {}
    for year, kind, day in CalendarDay.objects.values_list("calendar", "kind", "date"):
        days.setdefault(year, []).append((kind, day))
    return list(CalendarYear.objects.order_by("id")), days


def _calendar(rows: list[CalendarYear], days: Days, edition: int = 0) -> WorkCalendar:
    found = [day for row in rows for day in days.get(row.id, ())]
    return WorkCalendar(
        version=_version(rows),
        holidays=frozenset(day for kind, day in found if kind == CalendarDay.HOLIDAY),
        makeups=frozenset(day for kind, day in found if kind == CalendarDay.MAKEUP),
        settled_years=frozenset(row.year for row in rows if row.settled),
        edition=edition,
    )


def _version(years: list[CalendarYear]) -> str:
    """First and last year with their versions, and every year between that was corrected."""
    named = [row for row in years if row.version > 1 or row in (years[0], years[-1])]
    return "-".join(f"{row.year}.{row.version}" for row in named) or "none"


_newest, _editions = Remembered(CALENDAR, _last), Remembered(CALENDAR, _every)
