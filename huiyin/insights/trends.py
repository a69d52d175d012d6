"""Figures as pictures need them: by month, by organ, by place, by topic, by road; and what matters cost, with the tail.

Every question is one statement along an index of counts; no matter is read, so a page costs the same at a million.
Reports of wrongdoing stand in none of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from huiyin.insights.counted import FLOW, TOPIC
from huiyin.insights.figures import Days, counted_in
from huiyin.insights.models import COUNTS, DailyFigure, MonthTally
from huiyin.law.chart.organs import Level, Organ, OrganChart, OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.cost import Burden, formula
from huiyin.law.matter.figures import PAST

Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months, from the first day of one to the last of another; ``today`` parts what is over from what is not."""

    since: date
    until: date
    today: date

    @property
    def months(self) -> list[date]:
        """The first day of each."""
        found, month = [], self.since
        while month <= self.until:
            found.append(month)
            month = after(month)
        return found

    @property
    def spelled(self) -> dict[str, str]:
        """As an address says it."""
        return {"since": f"{self.since:%Y-%m}", "until": f"{self.until:%Y-%m}"}

    def only(self, month: date) -> Span:
        return Span(month, after(month) - timedelta(days=1), self.today)


def after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


def last_months(today: date, many: int = 12) -> Span:
    """So many months, the present one with."""
    first = today.replace(day=1)
    for _ in range(many - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return Span(first, after(today) - timedelta(days=1), today)


def counts_of(actor: Actor, scope: str, span: Span) -> Counts:
    """Every count of a scope, with those of the reports that the actor may read; with ``.past`` what lies before today.

    :param scope: one that :func:`huiyin.insights.figures.counted_for` gave.
    """
    yesterday = min(span.until, span.today - timedelta(days=1))
    whole, past = (counted_in(actor, span.today, Days(scope, span.since, end)) for end in (span.until, yesterday))
    return with_past(whole, past)


def with_past(whole: Mapping[str, int], past: Mapping[str, int]) -> Counts:
    return Counter({**whole, **{f"{name}{PAST}": many for name, many in past.items()}})


def by_month(scope: str, span: Span) -> dict[date, Counts]:
    """The counts of every month, those without any included. What is open is over where its month is."""
    rows = DailyFigure.objects.filter(scope=scope, day__gte=span.since, day__lte=span.until)
    summed: Any = rows.annotate(month=TruncMonth("day")).values("month").order_by("month").annotate(**_SUMS)
    found = {row["month"]: Counter({name: row[f"s_{name}"] or 0 for name in COUNTS}) for row in summed}
    return {month: _by_then(found.get(month, Counter()), month, span.today) for month in span.months}


_SUMS: Final = {f"s_{name}": Sum(name) for name in COUNTS}


def _by_then(counts: Counts, month: date, today: date) -> Counts:
    return with_past(counts, counts if after(month) <= today else {})


def by_scope(scopes: Collection[str], span: Span) -> dict[str, Counts]:
    """The counts of several scopes: organs, or places."""
    past = span.today - timedelta(days=1)
    found: dict[str, Counts] = {scope: Counter() for scope in scopes}
    for until, mark in ((span.until, ""), (min(span.until, past), PAST)):
        rows = DailyFigure.objects.filter(scope__in=list(scopes), day__gte=span.since, day__lte=until)
        summed: Any = rows.values("scope").order_by("scope").annotate(**_SUMS)
        for row in summed:
            found[row["scope"]].update({f"{name}{mark}": row[f"s_{name}"] or 0 for name in COUNTS})
    return found


# Who stands below ----------------------------------------------------------------------------------------------------


def own_level(chart: OrganChart, office: Organ) -> list[Organ]:
    """The organs beside a petition office that handle matters."""
    beside = (each for each in chart.organs.values() if each.code == office.code and each.level is office.level)
    return sorted((each for each in beside if each.kind is not OrganKind.PETITION_OFFICE), key=lambda each: each.id)


def areas_below(chart: OrganChart, area: str) -> list[str]:
    """The leading digits of the divisions one level below that have organs."""
    widths = [level.width for level in Level if level.width > len(area)]
    if not widths:
        return []
    codes = {each.area for each in chart.organs.values() if each.code.startswith(area) and len(each.area) > len(area)}
    return sorted({code[: min(widths)] for code in codes})


# Tallies -------------------------------------------------------------------------------------------------------------


def topics(scope: str, span: Span, most: int) -> list[tuple[str, int]]:
    """What most matters are about, the most first."""
    rows = _tallies([scope], span, [TOPIC]).values("value").order_by().annotate(n=Sum("many"))
    found = [(row["value"], row["n"]) for row in rows if row["n"]]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:most]


@dataclass(frozen=True, slots=True)
class Road:
    """So many matters came by a channel, were of a class, and ended in a way."""

    channel: str
    kind: str
    end: str
    many: int


def roads(scope: str, span: Span) -> list[Road]:
    """By which road matters came and how they ended."""
    rows = _tallies([scope], span, [FLOW]).values("value").order_by("value").annotate(n=Sum("many"))
    parted = (([*row["value"].split("."), "", ""][:3], row["n"]) for row in rows if row["n"])
    return [Road(channel, kind, end, many) for (channel, kind, end), many in parted]


def _tallies(scopes: Iterable[str], span: Span, names: Iterable[str]) -> QuerySet[MonthTally]:
    return MonthTally.objects.filter(
        scope__in=list(scopes), name__in=list(names), month__gte=span.since, month__lte=span.until
    )


# What it cost --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spread:
    """How one burden is spread over matters: how many there were, the value in the middle, and the tail."""

    many: int = 0
    median: int = 0
    tail: int = 0


NONE: Final = Spread()


def spread_of(histogram: Mapping[int, int], tail: int) -> Spread:
    """From how many matters have each value."""
    many = sum(histogram.values())
    if not many:
        return NONE
    return Spread(many, _at(histogram, 50, many), _at(histogram, tail, many))


def _at(histogram: Mapping[int, int], percent: int, many: int) -> int:
    """The smallest value that so many of a hundred matters do not exceed."""
    seen = 0
    for value in sorted(histogram):
        seen += histogram[value]
        if seen * 100 >= percent * many:
            return value
    return max(histogram)


def costs(scopes: Collection[str], span: Span) -> dict[str, dict[Burden, Spread]]:
    """For each scope how every burden is spread, of the matters that were answered or ended in these months."""
    found = _histograms(scopes, span, by_month=False)
    return {scope: _spreads(found.get((scope, None), {})) for scope in scopes}


def costs_by_month(scope: str, span: Span) -> dict[date, dict[Burden, Spread]]:
    """The same of one scope for every month."""
    found = _histograms([scope], span, by_month=True)
    return {month: _spreads(found.get((scope, month), {})) for month in span.months}


_Histograms = dict[tuple[str, date | None], dict[str, dict[int, int]]]


def _histograms(scopes: Collection[str], span: Span, *, by_month: bool) -> _Histograms:
    names = [burden.value for burden in Burden]
    parts = ("scope", "name", "value", *(("month",) if by_month else ()))
    rows = _tallies(scopes, span, names).values(*parts).order_by().annotate(n=Sum("many"))
    found: _Histograms = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in rows:
        if row["n"]:
            found[row["scope"], row.get("month")][row["name"]][int(row["value"])] += row["n"]
    return found


def _spreads(histograms: Mapping[str, Mapping[int, int]]) -> dict[Burden, Spread]:
    tail = formula().tail
    return {burden: spread_of(histograms.get(burden.value, {}), tail) for burden in Burden}
