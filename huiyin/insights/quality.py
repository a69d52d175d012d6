"""Figures of handling per organ (质量): the people's word, whether answers held, signs, visits, root causes.

Each is a part of a whole, counted from what journals show (huiyin.insights.handling) and from the daily figures; none
of a person, none of a report of wrongdoing. An office sees the organs of its area, every other organ itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from django.db.models import QuerySet, Sum

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.insights.figures import counted_for
from huiyin.insights.handling import is_open
from huiyin.insights.models import HandlingMark, MonthMark, SameAnswer
from huiyin.insights.trends import Span, by_scope
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.figures import FIGURES, Counts, Value
from huiyin.law.matter.shown import Shown
from huiyin.law.matter.signs import Signs, signs
from huiyin.people.charts import chart_on

#: A key of a count: mark, and what parts it (why somebody came, which root).
Key = tuple[str, str]


class Between(Protocol):
    """From one day to another, both with."""

    @property
    def first(self) -> date: ...

    @property
    def until(self) -> date: ...


@dataclass(frozen=True, slots=True)
class Days:
    """Some days, both ends with."""

    first: date
    until: date


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months, both with; each by its first day."""

    first: date
    last: date

    @property
    def until(self) -> date:
        """The last day of the last month."""
        return _next(self.last) - timedelta(days=1)

    @property
    def each(self) -> list[date]:
        found, month = [], self.first
        while month <= self.last:
            found.append(month)
            month = _next(month)
        return found

    def over(self, days: int, today: date) -> Months | None:
        """Those months of which every day lies more than so many days back; ``None`` where there is none."""
        done = [month for month in self.each if _next(month) + timedelta(days=days) <= today]
        return Months(self.first, done[-1]) if done else None


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_year(today: date) -> Months:
    """This month and the eleven before it."""
    return Months(date(today.year - (today.month < 12), today.month % 12 + 1, 1), today.replace(day=1))


@dataclass(frozen=True, slots=True)
class Word:
    """What people said of the responsible unit, by the figures that the books define (data/law/figures): how many of
    those whose time to rate is over did, how many of these were content, and how many said nothing."""

    rated: Value
    liked: Value
    silent: Value


def word_of(counts: Counts) -> Word:
    """The people's word in some counts; here and in the tables of figures it is the same one."""
    return Word(*(FIGURES[key].value(counts) for key in ("unit_rated", "unit_liked", "unit_silent")))


def organs_for(actor: Actor, on: date) -> list[int]:
    """Whose figures somebody sees.

    :raises NotYours: none.
    """
    scope, chart = counted_for(actor, on), chart_on(on)
    if scope.startswith("a"):
        return [organ.id for organ in chart.organs.values() if organ.code.startswith(scope[1:])]
    return [int(scope[1:])]


def marked(organs: Collection[int], months: Months, names: Iterable[Shown] = ()) -> dict[int, Counter[Key]]:
    """By organ how many bear each mark."""
    rows = _rows(organs, months, names).values("organ", "name", "value").annotate(sum=Sum("many")).order_by()
    found: dict[int, Counter[Key]] = {}
    for row in rows:
        if row["sum"]:
            found.setdefault(row["organ"], Counter())[row["name"], row["value"]] += row["sum"]
    return found


def by(what: str, organs: Collection[int], months: Months, name: Shown) -> dict[Any, Counter[str]]:
    """How many bear a mark, by ``organ``, ``place`` or ``month``; each parted by its value."""
    rows = _rows(organs, months, (name,)).values(what, "value").annotate(sum=Sum("many")).order_by(what)
    found: dict[Any, Counter[str]] = {}
    for row in rows:
        if row["sum"]:
            found.setdefault(row[what], Counter())[row["value"]] += row["sum"]
    return found


def monthly(organ: int, months: Months) -> dict[date, Counter[Key]]:
    """Month by month how many bear each mark at one organ."""
    rows = _rows([organ], months, ()).values("month", "name", "value").annotate(sum=Sum("many")).order_by("month")
    found: dict[date, Counter[Key]] = {}
    for row in rows:
        found.setdefault(row["month"], Counter())[row["name"], row["value"]] += row["sum"]
    return found


def _rows(organs: Collection[int], months: Months, names: Iterable[Shown]) -> QuerySet[MonthMark]:
    rows = MonthMark.objects.filter(organ__in=list(organs), month__gte=months.first, month__lte=months.last)
    wanted = [name.value for name in names]
    return rows.filter(name__in=wanted) if wanted else rows


def said(organs: Collection[int], months: Months, today: date) -> dict[int, Word]:
    """The people's word by organ, of matters whose time to rate ends in these months; who said nothing is unrated."""
    scopes = {f"o{organ}": organ for organ in organs}
    found = by_scope(scopes, Span(months.first, months.until, today))
    return {scopes[scope]: word_of(counts) for scope, counts in found.items() if counts}


def alike(organs: Collection[int], limits: Signs) -> dict[int, int]:
    """By organ in how many matters an answer stands word for word that stands in many."""
    rows = SameAnswer.objects.filter(organ__in=list(organs), many__gte=limits.same_matters)
    return dict(rows.values_list("organ").annotate(sum=Sum("many")).order_by())


# The matters behind a count ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Behind:
    """A mark with its matter, and the matter that it also speaks of, both readable."""

    mark: HandlingMark
    case: Case
    other: Case | None


def behind(
    actor: Actor, on: date, organs: Sequence[int], name: Shown, value: str, between: Between, most: int, place: str = ""
) -> list[Behind]:
    """The matters that bear a mark, the newest first, as far as the reader may read them; one more than ``most``."""
    rows = HandlingMark.objects.filter(organ__in=organs, name=name.value, on__gte=between.first, on__lte=between.until)
    if place:
        rows = rows.filter(place=place)
    if name is Shown.SAME_WORDS:
        rows = rows.filter(value__in=_many(organs))
    elif value or name in (Shown.AGAIN, Shown.SKIPPED, Shown.GROUP):
        rows = rows.filter(value=value)
    found = list(rows.order_by("-on", "-case")[: 2 * most + 1])
    cases = of_these(actor, on, {each for mark in found for each in (mark.case, mark.other) if each})
    told: dict[int, Behind] = {}
    for mark in found:
        case, other = cases.get(mark.case), cases.get(mark.other)
        if case is not None and is_open(case) and (not mark.other or (other is not None and is_open(other))):
            told.setdefault(mark.case, Behind(mark, case, other))
    return list(told.values())[: most + 1]


def _many(organs: Collection[int]) -> list[str]:
    rows = SameAnswer.objects.filter(organ__in=list(organs), many__gte=signs().same_matters)
    return list(rows.values_list("words", flat=True))
