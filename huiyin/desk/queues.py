"""The two lists: my matters and my organ's, what falls due first on top."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Claim
from huiyin.cases.projections import FAR
from huiyin.cases.queries import queue_of, queue_of_organ
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.law.organs import OrganChart
from huiyin.law.terms import Channel, ClaimKind, ClockKind, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.people.posts import names_of

PAGE = 40
MOST_COUNTED = 99
WEEK = 7
UNCLASSED = P("未分类")

S = Stage
#: The lists into which an organ's queue falls, each a set of stages; the first word is the address.
SHELVES: Mapping[str, tuple[Phrase, frozenset[Stage] | None]] = {
    "": (P("全部"), None),
    "sort": (P("待分流"), frozenset({S.REGISTERED})),
    "take": (P("待接收"), frozenset({S.TRANSFERRED, S.REVIEW_SOUGHT, S.REREVIEW_SOUGHT})),
    "work": (P("办理中"), frozenset({S.HANDLING, S.AGREED, S.REVIEWING, S.REREVIEWING})),
    "sign": (P("待签发"), frozenset({S.PROPOSED})),
    "serve": (P("待送达"), frozenset({S.DECIDED, S.REVIEW_DECIDED, S.REREVIEW_DECIDED})),
    "dispute": (P("异议与争议"), frozenset({S.OBJECTED, S.DISPUTED, S.CONFERENCE})),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in a list."""

    case: Case
    due: date | None
    clock: str
    stage: str
    kinds: tuple[str | Phrase, ...]
    source: Phrase | str
    owner: str
    band: Phrase


@staff
@require_safe
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = queue_of(desk.actor, desk.today)
    return _list(request, desk, found, "desk/queue_mine.html", here="mine")


@staff
@require_safe
def organ(request: HttpRequest, desk: Desk) -> HttpResponse:
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    found = on_shelf(queue_of_organ(desk.actor, desk.today), shelf)
    shelves = [{"key": key, "label": label, "current": key == shelf} for key, (label, _) in SHELVES.items()]
    return _list(request, desk, found, "desk/queue_organ.html", here="organ", shelf=shelf, shelves=shelves)


def on_shelf(found: QuerySet[Case], shelf: str) -> QuerySet[Case]:
    """The part of an organ's queue that lies on a shelf; all of it for a shelf nobody knows."""
    stages = SHELVES.get(shelf, SHELVES[""])[1]
    return found if stages is None else found.filter(stage__in=sorted(stages))


def _list(
    request: HttpRequest, desk: Desk, found: QuerySet[Case], template: str, *, here: str, **more: Any
) -> HttpResponse:
    after = _place(request.GET.get("after", ""))
    counts = {here: capped_count(found)}
    rows = list((_beyond(found, after) if after else found)[: PAGE + 1])
    shown = rows[:PAGE]
    context = {
        "bands": bands(lines(shown, desk.today)),
        "counts": counts,
        "older": _next_page(shown[-1], more.get("shelf", "")) if len(rows) > PAGE else "",
        "first": after is None,
        **more,
    }
    return page(request, desk, template, context, here=here)


def capped_count(found: QuerySet[Case]) -> str:
    """How many, without ever counting a big table: 0 … 99, then "99+"."""
    count = len(found.order_by()[: MOST_COUNTED + 1].values_list("id", flat=True))
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _beyond(found: QuerySet[Case], after: tuple[date, int]) -> QuerySet[Case]:
    """The rows behind one; said so that the index is walked, not the table."""
    on, last = after
    return found.filter(queue_on__gte=on).exclude(Q(queue_on=on) & Q(id__lte=last))


def _place(text: str) -> tuple[date, int] | None:
    on, _, last = text.partition("_")
    try:
        return date.fromisoformat(on), int(last)
    except ValueError:
        return None


def _next_page(last: Case, shelf: str) -> str:
    values = {"after": f"{last.queue_on}_{last.id}"} | ({"shelf": shelf} if shelf else {})
    return f"?{urlencode(values)}"


def lines(cases: Iterable[Case], today: date) -> list[Line]:
    """What a list says of each matter; two queries for all of them."""
    cases = list(cases)
    if not cases:
        return []
    kinds = _kinds(case.id for case in cases)
    names = names_of(case.owner for case in cases)
    chart = chart_on(today)
    return [_line(case, kinds.get(case.id, ()), names.get(case.owner, ""), chart, today) for case in cases]


def _line(case: Case, kinds: tuple[str | Phrase, ...], owner: str, chart: OrganChart, today: date) -> Line:
    due = case.queue_on if case.queue_on and case.queue_on < FAR else None
    clock = ClockKind(case.queue_clock).label if case.queue_clock else ""
    return Line(case, due, clock, Stage(case.stage).label, kinds, _source(case, chart), owner, _band(due, today))


def _kinds(cases: Iterable[int]) -> dict[int, tuple[str | Phrase, ...]]:
    found: dict[int, dict[str | Phrase, None]] = {}
    rows = Claim.objects.filter(case__in=list(cases), split_to=None).order_by("seq")
    for case, kind in rows.values_list("case_id", "kind"):
        found.setdefault(case, {})[ClaimKind(kind).label if kind else UNCLASSED] = None
    return {case: tuple(kinds) for case, kinds in found.items()}


def _source(case: Case, chart: OrganChart) -> Phrase | str:
    """From whom the organ has it: another organ, or the person by some channel."""
    sender = json.loads(case.facts).get("sender")
    if sender is None or sender == case.holder:
        return Channel(case.channel).label
    return P("{organ}转来", organ=short_name(chart, sender))


def _band(due: date | None, today: date) -> Phrase:
    if due is None:
        return P("没有正在计算的时限")
    left = (due - today).days
    if left < 0:
        return P("已经超期")
    if left == 0:
        return P("今天到期")
    return P("一周之内") if left <= WEEK else P("以后")


def bands(rows: list[Line]) -> list[tuple[Phrase, list[Line]]]:
    """The lines under headings, in the order they came."""
    return [(band, list(group)) for band, group in groupby(rows, key=lambda row: row.band)]
