"""Calendar years: each version is written once and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from huiyin.people import ledgers
from huiyin.people.loading.cells import day
from huiyin.people.loading.sheets import Row, plain
from huiyin.people.loading.tally import ADDED, Tally, Told
from huiyin.people.models import CalendarDay, CalendarYear
from huiyin.people.stamps import CALENDAR

SATURDAY = 5
Days = dict[date, tuple[str, str]]


def load_calendar(rows: Sequence[Row], faults: list[str]) -> Tally:
    """Add the versions that are new; a version that was loaded with other days is a fault."""
    tally = Tally("calendar", CALENDAR)
    before = {(year.year, year.version): year for year in CalendarYear.objects.prefetch_related("days")}
    for row in rows:
        try:
            wanted, days = _year(row), _days(row)
        except (ValueError, KeyError, TypeError) as fault:
            faults.append(f"{row.place}: {_reason(fault)}")
            continue
        known = before.get((wanted.year, wanted.version))
        if known is None:
            _add(wanted, days)
            tally.added += 1
            tally.told.append(_told(wanted, days, before))
        elif _same(known, wanted, days):
            tally.unchanged += 1
        else:
            faults.append(f"{row.place}: version {wanted.version} of {wanted.year} was loaded with other days; {RAISE}")
    return tally


def _told(year: CalendarYear, days: Days, before: Mapping[tuple[int, int], CalendarYear]) -> Told:
    """The new version beside the one that counted until now."""
    earlier = max(
        (each for each in before.values() if each.year == year.year), key=lambda each: each.version, default=None
    )
    was = {} if earlier is None else _said(earlier, {each.date: (each.kind, each.name) for each in earlier.days.all()})
    return Told("calendar", ADDED, year.id, {"year": year.year, "version": year.version}, was, _said(year, days))


def _said(year: CalendarYear, days: Days) -> dict[str, Any]:
    told = {each.isoformat(): list(kind) for each, kind in sorted(days.items())}
    return {"version": year.version, "settled": year.settled, "source": year.source, "days": told}


RAISE = "give the corrected entry the next version"


def _reason(fault: Exception) -> str:
    return f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else str(fault)


def _year(row: Row) -> CalendarYear:
    given = row.values
    return CalendarYear(
        year=int(given["year"]), version=int(given["version"]), settled=bool(given["settled"]), source=given["source"]
    )


def _days(row: Row) -> Days:
    """Kind and name of every special day of the entry, all within its year."""
    year = int(row.values["year"])
    days: Days = {}
    for name, spans in row.values["holidays"].items():
        days |= {each: (CalendarDay.HOLIDAY, name) for each in _spans(spans)}
    for each in _spans(row.values["makeups"]):
        if each in days or each.weekday() < SATURDAY:
            raise ValueError(f"{each} is worked anyway or a day off: only a free weekend can be made up")
        days[each] = (CalendarDay.MAKEUP, "")
    for each in days:
        if each.year != year:
            raise ValueError(f"{each} is not in {year}")
    return days


def _spans(cells: Sequence[Any]) -> Iterator[date]:
    for cell in cells:
        first, _, last = plain(cell).partition("..")
        start, end = day(first), day(last or first)
        if end < start:
            raise ValueError(f"'{cell}' ends before it begins")
        for step in range((end - start).days + 1):
            yield start + timedelta(days=step)


def _add(year: CalendarYear, days: Days) -> None:
    year.save(force_insert=True)
    rows = [CalendarDay(calendar=year, date=each, kind=kind, name=name) for each, (kind, name) in days.items()]
    CalendarDay.objects.bulk_create(rows)
    ledgers.bind(ledgers.REFERENCE, "load", [year, *rows])


def _same(known: CalendarYear, wanted: CalendarYear, days: Days) -> bool:
    stored = {each.date: (each.kind, each.name) for each in known.days.all()}
    return (known.settled, known.source) == (wanted.settled, wanted.source) and stored == days
