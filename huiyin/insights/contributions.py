"""What each matter adds to the daily figures; when it moves on, only the difference is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db import connection

from huiyin.cases.models import Case, Rating
from huiyin.cases.snapshots import load_facts
from huiyin.insights.growing import TOPIC, topic_scopes, topics_of, write_topics
from huiyin.insights.models import COUNTS, Contribution, DailyFigure
from huiyin.law.chart.organs import Level
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.timeliness import kept
from huiyin.people.calendars import calendar
from huiyin.people.charts import chart_on
from huiyin.record.worlds import beijing_day

ALL = "all"
#: What of a rating is counted: result and service of the petition office and of the responsible unit.
RATED = ("office", "office_service", "unit", "unit_service")
Delta = Counter[tuple[str, date, str]]


def lock(ids: Sequence[int]) -> dict[int, Contribution]:
    """What these matters have added so far; nobody else touches it until the transaction ends."""
    rows = Contribution.objects.select_for_update().filter(case__in=ids).order_by("case")
    return {row.case: row for row in rows}


def refresh(cases: Sequence[Case], before: Mapping[int, Contribution]) -> None:
    """Bring the daily figures in line with these matters, in the transaction of :func:`lock`; twice changes nothing."""
    ratings = {rating.case_id: rating for rating in Rating.objects.filter(case__in=[case.id for case in cases])}
    topics = topics_of(cases)
    after = {
        case.id: contribution(case, load_facts(case.facts), ratings.get(case.id), topics[case.id]) for case in cases
    }
    changed = [row for number, row in after.items() if not _same(before.get(number), row)]
    delta: Delta = Counter()
    for row in changed:
        _add(delta, row, 1)
        if row.case in before:
            _add(delta, before[row.case], -1)
    _write(delta)
    _keep(changed, new={row.case for row in changed} - before.keys())


def contribution(case: Case, facts: Facts, rating: Rating | None, topic: str = "") -> Contribution:
    """What one matter counts for at present."""
    day = beijing_day(case.lodged_at)
    counts = sorted(_counts(case, facts, rating))
    whom = [*scopes(case, facts), *topic_scopes(case, topic)]
    return Contribution(case=case.id, day=day, scopes=" ".join(whom), counts=" ".join(counts))


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


def _counts(case: Case, facts: Facts, rating: Rating | None) -> Iterator[str]:
    yield "received"
    yield case.channel
    if case.repeat:
        yield "repeats"
    if facts.round > 1:
        yield "reworked"
    if case.answered_on:
        yield "answered"
    elif case.closed_on:
        yield "ended"
    yield from kept(facts, calendar())
    if rating:
        yield from (f"{side}_{said}" for side in RATED if (said := getattr(rating, side)))


def _same(one: Contribution | None, other: Contribution) -> bool:
    return one is not None and (one.day, one.scopes, one.counts) == (other.day, other.scopes, other.counts)


def _add(delta: Delta, row: Contribution, sign: int) -> None:
    for scope in row.scopes.split():
        # What a topic is counted for is that it was brought, and nothing else.
        for name in row.counts.split() if scope[0] != TOPIC else ("received",):
            delta[scope, row.day, name] += sign


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


def _keep(rows: Sequence[Contribution], new: set[int]) -> None:
    Contribution.objects.bulk_create([row for row in rows if row.case in new])
    Contribution.objects.bulk_update([row for row in rows if row.case not in new], ["day", "scopes", "counts"])
