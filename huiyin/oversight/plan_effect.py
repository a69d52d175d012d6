"""What came after a correction plan (效果): the same things counted as many days before it began and since it was done.

Counted from what journals show (huiyin.insights.handling), so nothing of a report of wrongdoing, nor of who petitioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import QuerySet, Sum

from huiyin.cases.models import Case
from huiyin.insights.models import DailyFigure, HandlingMark
from huiyin.insights.quality import Days
from huiyin.law.matter.shown import VISITS, Shown
from huiyin.law.plan.facts import PlanFacts
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import BEIJING

#: A longer time says more of the season than of the plan.
LONGEST: Final = 180
#: What is counted (:data:`NAMES`), how many before, how many since.
Row = tuple[str, int, int]
_VISITS: Final = frozenset(each.value for each in VISITS)


#: What each row of the figures counts; all of the owner's.
NAMES: Final[Mapping[str, Phrase]] = {
    "root": P("责任单位同一症结的"),
    "place": P("其中同一个地方的"),
    "rule": P("责任单位涉及同一规定的"),
    "again": P("责任单位的重复信访"),
    "skipped": P("责任单位的越级走访"),
    "group": P("责任单位的集体走访"),
    "received": P("责任单位登记的信访事项"),
    "back": P("方案里的事项又来反映的"),
}


#: Before mending began, and since it was done.
WHEN: Final[Mapping[str, Phrase]] = {"before": P("整改前"), "since": P("整改后")}


@dataclass(frozen=True, slots=True)
class Spans:
    """So many days before mending began, and as many since it was done."""

    days: int
    before: Days
    since: Days

    @classmethod
    def of(cls, facts: PlanFacts, on: date) -> Spans:
        assert facts.started_on is not None and facts.finished_on is not None
        days, a_day = min(max((on - facts.finished_on).days, 1), LONGEST), timedelta(days=1)
        before = Days(facts.started_on - days * a_day, facts.started_on - a_day)
        return cls(days, before, Days(facts.finished_on + a_day, facts.finished_on + days * a_day))

    @property
    def both(self) -> tuple[Days, Days]:
        return self.before, self.since


def effect(facts: PlanFacts, on: date) -> dict[str, object]:
    """What the act of measuring writes down: over how many days and which, the figures, and how many of its own came
    back."""
    spans = Spans.of(facts, on)
    looked_at = zip(WHEN, spans.both, strict=True)
    return {
        "days": spans.days,
        "found": [list(row) for row in _rows(facts, spans)],
        "back": _back(facts, spans.since).count(),
        "spans": {name: [days.first.isoformat(), days.until.isoformat()] for name, days in looked_at},
    }


def _rows(facts: PlanFacts, spans: Spans) -> Iterator[Row]:
    for name in NAMES:
        if name == "received":
            before, since = (_received(facts, days) for days in spans.both)
            yield name, before, since
        elif name != "back" and (name not in ("place", "rule") or getattr(facts, name)):
            before, since = (matters(name, facts, days).count() for days in spans.both)
            yield name, before, since


def matters(name: str, facts: PlanFacts, days: Days) -> QuerySet[Any, int]:
    """The ids of the matters that a figure counts in some days; what was registered is counted by the daily figures."""
    if name == "back":
        return _back(facts, days)
    if name in _VISITS:
        marked = HandlingMark.objects.filter(organ=facts.to_organ, name=name)
        return marked.filter(on__range=(days.first, days.until)).values_list("case", flat=True).distinct()
    return _caused(name, facts, days)


def _caused(name: str, facts: PlanFacts, days: Days) -> QuerySet[Any, int]:
    """Matters of one root or rule, by the day on which they came: a root is named long after that."""
    shown, value = (Shown.RULE, facts.rule[:60]) if name == "rule" else (Shown.ROOT, facts.root)
    marked = HandlingMark.objects.filter(organ=facts.to_organ, name=shown.value, value=value)
    if name == "place":
        marked = marked.filter(place=facts.place[:6])
    came = Case.objects.filter(lodged_at__gte=_morning(days.first), lodged_at__lt=_night(days.until))
    return came.filter(id__in=marked.values("case")).values_list("id", flat=True)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _night(day: date) -> datetime:
    return _morning(day + timedelta(days=1))


def _received(facts: PlanFacts, days: Days) -> int:
    rows = DailyFigure.objects.filter(scope=f"o{facts.to_organ}", day__range=(days.first, days.until))
    return int(rows.aggregate(sum=Sum("received"))["sum"] or 0)


def _back(facts: PlanFacts, days: Days) -> QuerySet[Any, int]:
    """Of the plan's own matters those whose person came again."""
    came = HandlingMark.objects.filter(name=Shown.AGAIN, other__in=facts.matters, on__range=(days.first, days.until))
    return came.values_list("other", flat=True).distinct()
