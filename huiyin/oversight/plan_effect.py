"""What came after a correction plan (效果): the same things counted as many days before it began and since it was done.

Counted from what journals show (huiyin.insights.handling), so nothing of a report of wrongdoing, nor of who petitioned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Sum

from huiyin.cases.models import Case
from huiyin.insights.models import DailyFigure, HandlingMark
from huiyin.law.matter.shown import Shown
from huiyin.law.plan.facts import PlanFacts
from huiyin.law.words import P, Phrase
from huiyin.record.worlds import BEIJING

#: A longer time says more of the season than of the plan.
LONGEST: Final = 180
#: What is counted (:data:`NAMES`), how many before, how many since.
Row = tuple[str, int, int]
_VISITS: Final = (Shown.AGAIN, Shown.SKIPPED, Shown.GROUP)


#: What each row of the figures counts; all of the owner's.
NAMES: Final[Mapping[str, Phrase]] = {
    "root": P("责任单位同一症结的"),
    "place": P("其中同一个地方的"),
    "rule": P("责任单位涉及同一规定的"),
    "again": P("责任单位的重复信访"),
    "skipped": P("责任单位的越级走访"),
    "group": P("责任单位的集体走访"),
    "received": P("责任单位登记的信访事项"),
}


class Span:
    """So many days before mending began, and as many since it was done."""

    def __init__(self, facts: PlanFacts, on: date) -> None:
        assert facts.started_on is not None and facts.finished_on is not None
        self.days = min(max((on - facts.finished_on).days, 1), LONGEST)
        self.before = (facts.started_on - timedelta(days=self.days), facts.started_on - timedelta(days=1))
        self.since = (facts.finished_on + timedelta(days=1), facts.finished_on + timedelta(days=self.days))
        self.both = (self.before, self.since)


def effect(facts: PlanFacts, on: date) -> dict[str, object]:
    """What the act of measuring writes down: over how many days, the figures, and how many of its own came back."""
    span = Span(facts, on)
    return {"days": span.days, "found": [list(row) for row in _rows(facts, span)], "back": _back(facts, span)}


def _rows(facts: PlanFacts, span: Span) -> Iterator[Row]:
    yield _caused("root", facts, span, Shown.ROOT, facts.root)
    if facts.place:
        yield _caused("place", facts, span, Shown.ROOT, facts.root, facts.place)
    if facts.rule:
        yield _caused("rule", facts, span, Shown.RULE, facts.rule[:60])
    for name in _VISITS:
        marked = HandlingMark.objects.filter(organ=facts.to_organ, name=name.value)
        before, since = (marked.filter(on__range=days).values("case").distinct().count() for days in span.both)
        yield name.value, before, since
    yield ("received", _received(facts, *span.before), _received(facts, *span.since))


def _caused(key: str, facts: PlanFacts, span: Span, name: Shown, value: str, place: str = "") -> Row:
    """Matters of one root or rule, by the day on which they came: a root is named long after that."""
    marked = HandlingMark.objects.filter(organ=facts.to_organ, name=name.value, value=value)
    if place:
        marked = marked.filter(place=place[:6])
    before, since = (
        Case.objects.filter(
            id__in=marked.values("case"), lodged_at__gte=_morning(first), lodged_at__lt=_night(last)
        ).count()
        for first, last in span.both
    )
    return key, before, since


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _night(day: date) -> datetime:
    return _morning(day + timedelta(days=1))


def _received(facts: PlanFacts, first: date, last: date) -> int:
    rows = DailyFigure.objects.filter(scope=f"o{facts.to_organ}", day__range=(first, last))
    return int(rows.aggregate(sum=Sum("received"))["sum"] or 0)


def _back(facts: PlanFacts, span: Span) -> int:
    """Of the plan's own matters those whose person came again after it was done."""
    came = HandlingMark.objects.filter(name=Shown.AGAIN, other__in=facts.matters, on__range=span.since)
    return came.values("other").distinct().count()
