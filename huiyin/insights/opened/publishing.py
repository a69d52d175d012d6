"""Publishing a period once: when it is over and what came late has been written, and never again.

A number that is corrected later tells by its difference what it was corrected for: one matter that became a report,
one that was withdrawn. So nothing published changes, no sum over periods is told, and nothing overlaps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Min
from django.utils.crypto import salted_hmac

from huiyin.insights.models import DailyFigure, OpenFigures
from huiyin.insights.opened import counting
from huiyin.insights.opened.counting import Counted
from huiyin.insights.opened.suppressing import Order, opened
from huiyin.insights.small import smallest_for
from huiyin.insights.trends import after
from huiyin.law.chart.organs import OrganChart
from huiyin.law.chart.routing import OrganKind
from huiyin.people.charts import chart_on
from huiyin.record.models import Message
from huiyin.record.worlds import beijing_day

#: Days after the end of a period: letters that were lying about are registered by then.
SETTLED: Final = timedelta(days=10)
#: So many months, and halves of years, are published when an office begins.
MONTHS, HALVES = 24, 4
_SALT: Final = "huiyin.insights.opened"


def publish(now: datetime) -> None:
    """Write down every period that is over and not yet published; what is still being drawn waits for the next day."""
    if not settings.HUIYIN_OPEN_FIGURES or Message.objects.filter(topic="index").exists():
        return
    today = beijing_day(now)
    chart = chart_on(today)
    area = area_of(chart)
    if area is None:
        return
    began = DailyFigure.objects.filter(scope=f"a{area}").aggregate(day=Min("day"))["day"] or today
    there = set(OpenFigures.objects.values_list("period", flat=True))
    for month in _months(today):
        if f"{month:%Y-%m}" not in there and after(month) > began:
            _write(f"{month:%Y-%m}", area, today, _month(chart, area, month))
    for first in _halves(today):
        last = date(first.year, first.month + 5, 1)
        if half_of(first) not in there and after(last) > began and counting.all_drawn(area, first, last):
            _write(half_of(first), area, today, _half(area, first, last))


def area_of(chart: OrganChart) -> str | None:
    """The leading digits of the place that the installation serves: that of its highest petition office."""
    offices = [organ for organ in chart.organs.values() if organ.kind is OrganKind.PETITION_OFFICE]
    top = max(offices, key=lambda organ: (organ.level.height, -organ.id), default=None)
    return top.area if top else None


def half_of(day: date) -> str:
    """``2026-H1``."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def _months(today: date) -> Iterator[date]:
    """The first day of each month that is over, the oldest first."""
    last = ((today - SETTLED).replace(day=1) - timedelta(days=1)).replace(day=1)
    first = date(last.year - MONTHS // 12, last.month, 1)
    while first < last:
        first = after(first)
        yield first


def _halves(today: date) -> Iterator[date]:
    settled = today - SETTLED
    present = date(settled.year, 1 if settled.month <= 6 else 7, 1)
    for back in range(HALVES, 0, -1):
        months = present.year * 12 + present.month - 1 - 6 * back
        yield date(months // 12, months % 12 + 1, 1)


def _month(chart: OrganChart, area: str, month: date) -> dict[str, Any]:
    order = _order(f"{month:%Y-%m}")
    said = {
        "received": counting.received(chart, area, month),
        "answers": counting.answers(area, month),
        "ratings": counting.ratings(area, month),
    }
    body = {name: _opened(counted, order, name) for name, counted in said.items()}
    _leave_out(body["received"]["cuts"], "topic")
    return body


def _half(area: str, first: date, last: date) -> dict[str, Any]:
    """By topic; how those of one topic ended stands only where their number stands."""
    order, found = _order(half_of(first)), counting.topics(area, first, last)
    whole = Counted(sum(each.whole for each in found.values()), {"topic": {t: each.whole for t, each in found.items()}})
    body = {"ended": _opened(whole, order, "ended"), "topics": {}}
    _leave_out(body["ended"]["cuts"], "topic")
    for topic in body["ended"]["cuts"]["topic"]:
        cuts = {"ends": found[topic].ends, "days": found[topic].days}
        body["topics"][topic] = _opened(Counted(found[topic].whole, cuts), order, f"topic.{topic}")["cuts"]
    return body


def _opened(counted: Counted, order: Order, name: str) -> dict[str, Any]:
    least = smallest_for(None)
    return opened(counted.whole, counted.cuts, least, lambda cell: order(f"{name}.{cell}"))


def _leave_out(cuts: dict[str, Any], name: str) -> None:
    """Of an open list a hidden number is not even named: that there was one about it would tell something."""
    cuts[name] = {key: many for key, many in cuts[name].items() if many is not None}


def _order(period: str) -> Order:
    """Which of the larger numbers are hidden, by the office's own key: the same each time, known to nobody else."""
    return lambda cell: salted_hmac(_SALT, f"{period}.{cell}", algorithm="sha256").digest()


def _write(period: str, area: str, today: date, body: dict[str, Any]) -> None:
    said = json.dumps(body, ensure_ascii=False, sort_keys=True)
    values = {"area": area, "published_on": today, "body": said}
    OpenFigures.objects.get_or_create(period=period, defaults=values)
