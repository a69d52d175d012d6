"""What each matter adds to the daily figures; when it moves on, only the difference is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.db import connection

from huiyin.cases.models import Case
from huiyin.insights.counted import Counted, Known, Tallied, counts, known_of, tallies
from huiyin.insights.growing import TOPIC, topic_scopes, topics_of, write_topics
from huiyin.insights.models import COUNTS, Contribution, DailyFigure, MonthTally
from huiyin.law.chart.organs import Level
from huiyin.law.matter.facts import Facts
from huiyin.people.calendars import calendar
from huiyin.people.charts import chart_on

ALL = "all"
Delta = Counter[tuple[str, date, str]]
Months = Counter[tuple[str, date, str, str]]
_SAID = ("day", "scopes", "counts", "months")
_COUNT = re.compile(r"([a-z_]+)([+-][0-9]+)?(?:=([0-9]+))?")


def lock(ids: Sequence[int]) -> dict[int, Contribution]:
    """What these matters have added so far; nobody else touches it until the transaction ends."""
    rows = Contribution.objects.select_for_update().filter(case__in=ids).order_by("case")
    return {row.case: row for row in rows}


def drawn(cases: Sequence[Case]) -> dict[int, Contribution]:
    """What these matters count for at present."""
    known = known_of(cases, topics_of(cases), calendar())
    return {number: contribution(each) for number, each in known.items()}


def refresh(after: Mapping[int, Contribution], before: Mapping[int, Contribution]) -> None:
    """Bring the figures in line with what was drawn, in the transaction of :func:`lock`; twice changes nothing."""
    changed = [row for number, row in after.items() if not _same(before.get(number), row)]
    delta: Delta = Counter()
    months: Months = Counter()
    for row in changed:
        _add(delta, months, row, 1)
        if row.case in before:
            _add(delta, months, before[row.case], -1)
    _write(delta)
    _write_months(months)
    _keep(changed, new={row.case for row in changed} - before.keys())


def contribution(known: Known) -> Contribution:
    """What one matter counts for at present."""
    case, day = known.case, known.lodged
    said = sorted(_spelled(name, (on - day).days, many) for name, on, many in counts(known))
    months = sorted(f"{month:%Y%m}.{name}.{value}" for name, month, value in tallies(known))
    whom = [*scopes(case, known.facts), *topic_scopes(case, known.topic)]
    return Contribution(
        case=case.id, day=day, scopes=" ".join(whom), counts=" ".join(said), months=" ".join(months)
    )  # fmt: skip


def _spelled(name: str, after: int, many: int) -> str:
    """``name``, with the days after registration and how much where that is not none and one."""
    return f"{name}{f'{after:+d}' if after else ''}{f'={many}' if many != 1 else ''}"


def _read(said: str) -> tuple[str, int, int]:
    """The reverse of :func:`_spelled`."""
    found = _COUNT.fullmatch(said)
    assert found is not None, said
    return found[1], int(found[2] or 0), int(found[3] or 1)


def scopes(case: Case, facts: Facts) -> list[str]:
    """For whom it counts: the responsible organ, until there is one the holder, and its areas.

    Reports of wrongdoing are counted apart: ``r`` and the organ for those who may read them, ``x`` and the area for
    what an office publishes (huiyin.insights.publishing).
    """
    organ = facts.responsible if facts.responsible is not None else facts.holder
    area = chart_on(case.last_on).organ(organ).area
    own, wide = ("r", "x") if case.report else ("o", "a")
    areas = [f"{wide}{area[: level.width]}" for level in Level if level.width <= len(area)]
    return [ALL, f"{own}{organ}", *areas]


def _same(one: Contribution | None, other: Contribution) -> bool:
    return one is not None and all(getattr(one, name) == getattr(other, name) for name in _SAID)


def counted_by(day: date, said: str) -> Iterator[Counted]:
    """What a contribution of a day says it counts for."""
    for name, after, many in map(_read, said.split()):
        yield name, day + timedelta(days=after), many


def tallied_by(said: str) -> Iterator[Tallied]:
    """What it says by month."""
    for each in said.split():
        month, name, value = each.split(".", 2)
        yield name, date(int(month[:4]), int(month[4:]), 1), value


def _add(delta: Delta, months: Months, row: Contribution, sign: int) -> None:
    said, by_month = list(counted_by(row.day, row.counts)), list(tallied_by(row.months))
    for scope in row.scopes.split():
        # What a topic is counted for is that it was brought, and nothing else.
        if scope[0] == TOPIC:
            delta[scope, row.day, "received"] += sign
            continue
        for name, day, many in said:
            delta[scope, day, name] += sign * many
        for name, month, value in by_month:
            months[scope, month, name, value] += sign


_UPSERT = (
    f"INSERT INTO {DailyFigure._meta.db_table} (scope, day, {', '.join(COUNTS)})"
    f" VALUES (%s, %s{', %s' * len(COUNTS)}) ON CONFLICT (scope, day) DO UPDATE SET "
    + ", ".join(f"{name} = {DailyFigure._meta.db_table}.{name} + excluded.{name}" for name in COUNTS)
)


def _write(delta: Delta) -> None:
    """In one order everywhere, so that two workers cannot wait for each other."""
    changed = sorted({(scope, day) for (scope, day, _), change in delta.items() if change})
    write_topics({(scope, day): delta[scope, day, "received"] for scope, day in changed if scope[0] == TOPIC})
    keys = [(scope, day) for scope, day in changed if scope[0] != TOPIC]
    rows: list[tuple[str | int, ...]] = [
        (scope, day.isoformat(), *(delta[scope, day, name] for name in COUNTS)) for scope, day in keys
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)


_TALLY = MonthTally._meta.db_table
_UPSERT_MONTH = (
    f"INSERT INTO {_TALLY} (scope, month, name, value, many) VALUES (%s, %s, %s, %s, %s)"
    f" ON CONFLICT (scope, month, name, value) DO UPDATE SET many = {_TALLY}.many + excluded.many"
)


def _write_months(months: Months) -> None:
    rows = [
        (scope, month.isoformat(), name, value, many) for (scope, month, name, value), many in sorted(months.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT_MONTH, [row for row in rows if row[-1]])


def _keep(rows: Sequence[Contribution], new: set[int]) -> None:
    Contribution.objects.bulk_create([row for row in rows if row.case in new])
    Contribution.objects.bulk_update([row for row in rows if row.case not in new], list(_SAID))
