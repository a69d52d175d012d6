"""The two lists: my matters and my organ's, what falls due first on top, or as somebody wants to see them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import kinds_of
from huiyin.cases.queues import CAME, DUE, Narrowed, Place, after_in, count_queue, list_queue
from huiyin.desk.frame import home_of, page
from huiyin.desk.links import link
from huiyin.desk.lists.helping import asked_to_help
from huiyin.desk.lists.lane import begun_since, lane_ends
from huiyin.desk.lists.views_of_lists import TOUR, View, address, as_kept, drawn, kept_views, read_view
from huiyin.desk.names import short_name
from huiyin.desk.pictures.drawing import over_time
from huiyin.desk.pictures.period import looked_at
from huiyin.desk.records.lists import lines as record_lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.chart.organs import OrganChart
from huiyin.law.frame.waiting import Waiting
from huiyin.law.matter.waiting import Cause, told
from huiyin.law.terms import Channel, ClaimKind, ClockKind, Stage
from huiyin.law.words import P, Phrase
from huiyin.oversight.orders import under_order
from huiyin.oversight.weekly import LOOKS
from huiyin.people.charts import chart_on
from huiyin.people.posts import names_of
from huiyin.record.reading import in_hand

PAGE = 40
MOST_COUNTED = 99
WEEK = 7
UNCLASSED = P("未分类")
#: The columns with which both lists begin.
MINE = ("due", "number", "stage", "class", "source")
ORGAN = (*MINE, "owner")
ALL = Narrowed()
LATE, NO_TERM, THEIRS = P("已经超期"), P("没有法定时限，等下一步"), P("等信访人决定")
_DUE = (P("今天到期"), P("一周之内"), P("以后"))
#: In which order the headings of a list stand: what waits for the next step of ours waits no longer for having no term.
BANDS = (LATE, _DUE[0], NO_TERM, *_DUE[1:], P("没有正在计算的时限"), THEIRS)
#: Where matters are sorted, terms run first.
SORTING = (LATE, *_DUE, P("没有正在计算的时限"), NO_TERM, THEIRS)

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
    "first": (P("马上就办"), None),
}
#: So near its last day a matter says in every list that it is still on the lane.
LANE_NEAR = timedelta(days=3)
#: First-time matters whose lane is not over, whatever their stage.
FIRST = "first"


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in a list. ``due`` is the nearest last day; where there is none, ``waits`` says what is waited for."""

    chart: OrganChart
    case: Case
    due: date | None
    waits: Waiting | None
    clock: str
    stage: str
    kinds: tuple[str | Phrase, ...]
    owner: str
    band: Phrase
    supervised: bool = False
    lane: date | None = None

    @property
    def source(self) -> Phrase | str:
        """From whom the organ has it: another organ, or the person by some channel."""
        sender = self.case.sender
        if sender is None or sender == self.case.holder:
            return Channel(self.case.channel).label
        return P("{organ}转来", organ=short_name(self.chart, sender))


@staff
@require_safe
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    if home := home_of(desk):
        return redirect(link(home))
    views = kept_views(desk)
    if kept := as_kept(request, "mine", views):
        return kept
    view = read_view(request.GET, MINE)
    place = Place("owner", desk.actor, desk.today, after=after_in(request.GET.get("after", "")))
    whole = place.after is None and not view.used
    others = record_lines(desk, in_hand(desk.actor, desk.today, PAGE)) if whole else []
    tour = place.after is None and TOUR not in views
    charts = list(over_time(looked_at(desk, {}))) if whole and desk.actor.roles & LOOKS else []
    helping = asked_to_help(desk.actor, desk.today) if whole else []
    more = {"lines": others, "tour": tour, "charts": charts, "helping": helping}
    return _list(request, desk, place, view, "desk/queue_mine.html", here="mine", views=views, **more)


@staff
@require_safe
def organ(request: HttpRequest, desk: Desk) -> HttpResponse:
    views = kept_views(desk)
    if kept := as_kept(request, "organ", views):
        return kept
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    stages, after = SHELVES[shelf][1] or frozenset(), after_in(request.GET.get("after", ""))
    first = begun_since(desk.today) if shelf == FIRST else None
    place = Place("holder", desk.actor, desk.today, stages, after, first)
    # The lane has a measure of its own, which ends the sooner the earlier a matter came.
    view = read_view(request.GET, ORGAN, usual=CAME if shelf == FIRST else DUE)
    shelves = [
        {"address": address(view.pairs, shelf=key) or "view=plain", "label": label, "current": key == shelf}
        for key, (label, _) in SHELVES.items()
    ]
    more = {"shelf": shelf, "shelves": shelves}
    return _list(request, desk, place, view, "desk/queue_organ.html", here="organ", views=views, **more)


def on_shelf(found: QuerySet[Case], shelf: str, today: date) -> QuerySet[Case]:
    """The part of an organ's queue that lies on a shelf; all of it for a shelf nobody knows."""
    stages = SHELVES.get(shelf, SHELVES[""])[1]
    if shelf == FIRST:
        new = {"repeat": False, "report": False, "follows": None, "answered_on": None}
        return found.filter(**new, lodged_at__gte=begun_since(today))
    return found if stages is None else found.filter(stage__in=sorted(stages))


def _list(
    request: HttpRequest, desk: Desk, place: Place, view: View, template: str, *, here: str, views: Mapping[str, str],
    **more: Any,
) -> HttpResponse:  # fmt: skip
    place = replace(place, sort=view.sort, down=view.down, narrowed=view.narrowed)
    rows = list_queue(place, PAGE + 1)
    shown, shelf = rows[:PAGE], more.get("shelf", "")
    whole = place.after is None and len(rows) <= PAGE and not view.used
    drawn_up = lines(shown, desk.today, lane=shelf == FIRST)
    context = {
        "bands": bands(drawn_up, down=view.down) if view.sort == DUE else [("", drawn_up)] if drawn_up else [],
        "counts": {here: str(len(rows)) if whole else capped_count(replace(place, after=None, narrowed=ALL))},
        "view": view,
        "looked": drawn(view, desk, here, views.get(here, ""), owners=here == "organ", shelf=shelf),
        "older": f"?{address(view.pairs, shelf=shelf, after=str(place.place_of(shown[-1])))}"
        if len(rows) > PAGE
        else "",
        "begin": f"?{address(view.pairs, shelf=shelf) or 'view=plain'}",
        "taken": address(view.pairs, shelf=shelf),
        "first": place.after is None,
        **more,
    }
    return page(request, desk, template, context, here=here)


def capped_count(place: Place) -> str:
    """How many, without ever counting a big table: 0 … 99, then "99+"."""
    count = count_queue(place, MOST_COUNTED + 1)
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def lines(cases: Iterable[Case], today: date, *, lane: bool = False) -> list[Line]:
    """What a list says of each matter; three queries for all of them.

    :param lane: say of every first-time matter until when its lane runs, and not only of those where it is nearly over.
    """
    cases = list(cases)
    if not cases:
        return []
    kinds = _kinds([case.id for case in cases])
    names = names_of(case.owner for case in cases)
    chart, pressed = chart_on(today), under_order(case.id for case in cases)
    near = date.max if lane else today + LANE_NEAR
    return [
        _line(case, kinds.get(case.id, ()), names.get(case.owner, ""), chart, today, near, pressed) for case in cases
    ]


def _line(
    case: Case, kinds: tuple[str | Phrase, ...], owner: str, chart: OrganChart, today: date, near: date,
    pressed: Collection[int],
) -> Line:  # fmt: skip
    due = case.queue_on if case.queue_clock else None
    waits = told(Cause(case.waits_for), Stage(case.stage), case.queue_on) if case.waits_for else None
    clock = ClockKind(case.queue_clock).label if case.queue_clock else ""
    band = _waiting_band(waits, today) if waits else _band(due, today)
    lane = lane_ends(case, today)
    soon = lane if lane and lane <= near else None
    return Line(chart, case, due, waits, clock, Stage(case.stage).label, kinds, owner, band, case.id in pressed, soon)


def _kinds(cases: Collection[int]) -> dict[int, tuple[str | Phrase, ...]]:
    found: dict[int, dict[str | Phrase, None]] = {}
    for case, kind in kinds_of(cases):
        found.setdefault(case, {})[ClaimKind(kind).label if kind else UNCLASSED] = None
    return {case: tuple(kinds) for case, kinds in found.items()}


def _band(due: date | None, today: date) -> Phrase:
    if due is None:
        return P("没有正在计算的时限")
    left = (due - today).days
    if left < 0:
        return LATE
    if left == 0:
        return P("今天到期")
    return P("一周之内") if left <= WEEK else P("以后")


def _waiting_band(waits: Waiting, today: date) -> Phrase:
    """A promised day counts like a last day; nobody but the petitioner can move what waits for nobody here."""
    if waits.until:
        return _band(waits.until, today)
    return NO_TERM if waits.since else THEIRS


def bands(
    rows: list[Line], *, down: bool = False, order: tuple[Phrase, ...] = BANDS
) -> list[tuple[Phrase, list[Line]]]:
    """The lines under headings, each once, in the order of these; ``down`` the other way round."""
    found: dict[Phrase, list[Line]] = {}
    for row in rows:
        found.setdefault(row.band, []).append(row)
    return sorted(found.items(), key=lambda each: order.index(each[0]), reverse=down)
