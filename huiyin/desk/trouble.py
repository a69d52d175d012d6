"""The leader's one page (哪里慢、哪里回来了): what is late, what came back, what grows, and where.

A petition office sees the organs of its area, every other organ itself, person by person. Reports of wrongdoing are
left out: a number can tell that there is one. Each column is one query along an index of open matters, each number
leads to its list, and what the list shows is fetched by the right to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import BEIJING
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.queues import lines
from huiyin.desk.staff import Desk, staff
from huiyin.insights.contributions import scopes
from huiyin.insights.facets import Facets
from huiyin.insights.figures import NotYours, Share, counted_for, figures
from huiyin.insights.finding import find_matters
from huiyin.insights.growing import WEEK, WEEKS_BEFORE, growing, topics_of
from huiyin.law.organs import CODE_DIGITS
from huiyin.law.terms import Execution, Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.people.posts import names_of

WATCHES = frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER})
#: So many rows a leader reads.
MOST = 30
SHOWN = 100
SOON_DAYS = 7
YEAR = timedelta(days=365)
S = Stage
#: The address of the list that is no column: of everything registered in a year, not only of what is open.
REWORKED = "reworked"
REVIEW = (S.REVIEW_SOUGHT, S.REVIEWING, S.REVIEW_DECIDED, S.REREVIEW_SOUGHT, S.REREVIEWING, S.REREVIEW_DECIDED)
DISPUTE = (S.OBJECTED, S.DISPUTED, S.CONFERENCE)
Find = Callable[[QuerySet[Case], date], QuerySet[Case]]


def _denied(seen: QuerySet[Case], today: date) -> QuerySet[Case]:
    # Written out, because SQLite recognises the partial index only by a constant.
    denied = Claim.objects.extra(where=[f"execution = '{Execution.DENIED.value}'"])
    return seen.filter(id__in=denied.values("case"))


def _soon(seen: QuerySet[Case], today: date) -> QuerySet[Case]:
    span = {"queue_on__gte": today, "queue_on__lte": today + timedelta(days=SOON_DAYS)}
    return seen.exclude(queue_clock="").filter(**span)


#: The columns by their address: what is counted, and how it is found.
COLUMNS: Mapping[str, tuple[Phrase, Find]] = {
    "late": (P("已经超期"), lambda seen, today: seen.exclude(queue_clock="").filter(queue_on__lt=today)),
    "soon": (P("一周内到期"), _soon),
    "repeat": (P("同一件事又来"), lambda seen, today: seen.filter(repeat=True, queue_on__isnull=False)),
    "denied": (P("信访人说没有落实"), _denied),
    "review": (P("复查复核"), lambda seen, today: seen.filter(stage__in=REVIEW, queue_on__isnull=False)),
    "dispute": (P("异议与争议"), lambda seen, today: seen.filter(stage__in=DISPUTE, queue_on__isnull=False)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One organ or person, and how many matters for each of :data:`COLUMNS`."""

    id: int
    name: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[str, Phrase, int]]:
        return [(key, COLUMNS[key][0], count) for key, count in zip(COLUMNS, self.counts, strict=True)]


@dataclass(frozen=True, slots=True)
class More:
    """A topic that grows in a place, as the page says it: the numbers themselves."""

    topic: str
    place: str
    place_name: str
    now: int
    before: int
    usual: float


@staff
@require_safe
def trouble(request: HttpRequest, desk: Desk) -> HttpResponse:
    _only_for_those_who_watch(desk)
    rows = places(desk)
    context = {
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "who": _who(desk),
        "columns": [(key, label) for key, (label, _) in COLUMNS.items()],
        "sums": [(key, COLUMNS[key][0], sum(row.counts[at] for row in rows)) for at, key in enumerate(COLUMNS)],
        "growing": more_of(desk) if _by_organ(desk) else None,
        "weeks": WEEKS_BEFORE,
        "reworked": reworked(desk),
    }
    return page(request, desk, "desk/trouble.html", context, here="trouble")


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """The matters behind a number of the page, as far as the reader may read them; the number counts the others too."""
    _only_for_those_who_watch(desk)
    if what == REWORKED:
        return _behind_reworked(request, desk)
    if what not in COLUMNS:
        raise Http404
    label, find = COLUMNS[what]
    of = request.GET.get("of", "")
    found = find(_scope(desk, visible_to(desk.actor, desk.today)), desk.today)
    if of.isdigit():
        found = found.filter(**{_key(desk): int(of[:19])})
    return _listed(request, desk, label, found.order_by("queue_on", "id")[: SHOWN + 1])


def _behind_reworked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the number of :func:`reworked` counts, the newest first; the index finds it, the record's facts confirm."""
    try:
        scope = counted_for(desk.actor, desk.today)
    except NotYours:
        raise Http404 from None
    asked = Facets(reworked=True, since=desk.today - YEAR)
    found = find_matters(desk.actor, desk.today, "", asked, limit=2 * SHOWN).cases
    known = [(case, load_facts(case.facts)) for case in found if not case.report]
    cases = [case for case, facts in known if facts.round > 1 and scope in scopes(case, facts)]
    return _listed(request, desk, P("重新办过的"), cases)


@staff
@require_safe
def behind_growth(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The matters of the last seven days about one topic in one place."""
    _only_for_those_who_watch(desk)
    topic, place = request.GET.get("topic", ""), request.GET.get("place", "")[:CODE_DIGITS]
    since = datetime.combine(desk.today - WEEK + timedelta(days=1), time.min, BEIJING)
    seen = visible_to(desk.actor, desk.today).filter(lodged_at__gte=since, place__startswith=place, report=False)
    cases = list(seen.order_by("-lodged_at")[: 10 * SHOWN])
    topics = topics_of(cases)
    found = [case for case in cases if topics[case.id] == topic]
    return _listed(request, desk, topic, found[: SHOWN + 1])


def _listed(request: HttpRequest, desk: Desk, title: str | Phrase, found: Iterable[Case]) -> HttpResponse:
    cases = list(found)
    context = {
        "title": title,
        "chinese": isinstance(title, str),
        "rows": lines(cases[:SHOWN], desk.today),
        "more": len(cases) > SHOWN,
    }
    return page(request, desk, "desk/trouble_list.html", context, here="trouble")


def _only_for_those_who_watch(desk: Desk) -> None:
    if not desk.actor.roles & WATCHES:
        raise PermissionDenied


def _by_organ(desk: Desk) -> bool:
    return desk.organ.kind == "petition_office"


def _key(desk: Desk) -> str:
    return "holder" if _by_organ(desk) else "owner"


def _who(desk: Desk) -> Phrase:
    return P("承办单位") if _by_organ(desk) else P("经办人")


def places(desk: Desk) -> list[Row]:
    """Organs of the area, or persons of the organ, the most late first; who has nothing to answer for is left out."""
    seen, key = _scope(desk, Case.objects.all()), _key(desk)
    counted = [dict(_per(find(seen, desk.today), key)) for _, find in COLUMNS.values()]
    ids = set().union(*counted)
    chart = desk.world.chart
    names = {each: short_name(chart, each) for each in ids} if _by_organ(desk) else names_of(ids)
    rows = [Row(each, names.get(each, ""), tuple(column.get(each, 0) for column in counted)) for each in ids]
    return sorted(rows, key=lambda row: (*(-count for count in row.counts), row.name))


def _scope(desk: Desk, cases: QuerySet[Case]) -> QuerySet[Case]:
    if not _by_organ(desk):
        return cases.filter(holder=desk.organ.id, report=False)
    # Organ by organ: a range over the area's codes would read every matter there ever was.
    area = [organ.id for organ in desk.world.chart.organs.values() if organ.code.startswith(desk.organ.area)]
    return cases.filter(holder__in=area, report=False)


def _per(found: QuerySet[Case], key: str) -> list[tuple[int, int]]:
    return list(found.order_by().values_list(key).annotate(many=Count("id")).values_list(key, "many"))


def more_of(desk: Desk) -> list[More]:
    """What came more often in the last seven days than in the four weeks before, with the numbers."""
    found = growing(desk.organ.area, desk.today)
    names = dict(divisions_in(desk.organ.area)) if found else {}
    return [
        More(each.topic, each.place, _place_name(each.place, names), each.now, each.before, each.usual)
        for each in found
    ]


def _place_name(place: str, names: Mapping[str, str]) -> str:
    """The last part of a division's path: people know where they are."""
    return names.get(place.ljust(CODE_DIGITS, "0"), place).split(" ")[-1]


def reworked(desk: Desk) -> Share | None:
    """Of what was registered in the last year, how much had to be done again; nothing for who may not see figures."""
    try:
        return figures(desk.actor, desk.today, desk.today - YEAR, desk.today).reworked
    except NotYours:
        return None
