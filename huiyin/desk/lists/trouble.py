"""The leader's one page (哪里慢、哪里回来了): what is late, what came back, what grows, and where.

A petition office sees the organs of its area, every other organ itself, person by person. Reports of wrongdoing are
left out: a number can tell that there is one. Each column is one query along an index of open matters, each number
leads to its list, and what the list shows is fetched by the right to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import newest_of, readable_where, visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.lists.queues import lines
from huiyin.desk.names import short_name
from huiyin.desk.pictures.charts import Chart, Dot, Drawn, number
from huiyin.desk.pictures.charts import Row as Drawing
from huiyin.desk.pictures.drawing import over_time
from huiyin.desk.pictures.period import looked_at
from huiyin.desk.staff import Desk, staff
from huiyin.insights.contributions import scopes
from huiyin.insights.facets import Facets
from huiyin.insights.figures import NotYours, Share, counted_for, figures
from huiyin.insights.finding import find_matters
from huiyin.insights.growing import WEEK, WEEKS_BEFORE, growing, topics_of
from huiyin.insights.models import HandlingMark
from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.matter.shown import NEEDLESS
from huiyin.law.terms import Execution, Role, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.divisions import divisions_in
from huiyin.people.posts import names_of
from huiyin.record.worlds import BEIJING
from huiyin.store.statements import answers
from huiyin.typed.wholes import row_id
from huiyin.wording.listed import Listed, cut, listed, wanted

WATCHES = frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER})
#: So many rows a leader reads.
MOST = 30
SHOWN = 100
#: The largest id a database takes; whatever is larger in an address is nobody's.
LARGEST = 2**63 - 1
SOON_DAYS = 7
YEAR = timedelta(days=365)
S = Stage
#: The address of the list that is no column: of everything registered in a year, not only of what is open.
REWORKED = "reworked"
NEEDLESS_LIST = "needless"
REVIEW = (S.REVIEW_SOUGHT, S.REVIEWING, S.REVIEW_DECIDED, S.REREVIEW_SOUGHT, S.REREVIEWING, S.REREVIEW_DECIDED)
DISPUTE = (S.OBJECTED, S.DISPUTED, S.CONFERENCE)


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted, and the condition that finds it; written out, because SQLite knows its indexes by constants.

    :param days: the days the condition asks for, counted from today.
    """

    label: Phrase
    condition: str
    days: tuple[int, ...] = ()

    def values(self, today: date) -> list[date]:
        return [today + timedelta(days=each) for each in self.days]


def _at(stages: Iterable[Stage]) -> str:
    return f"queue_on IS NOT NULL AND stage IN ({', '.join(repr(stage.value) for stage in stages)})"


#: What of it is drawn: the first columns.
DRAWN = ("late", "soon")
#: The columns by their address.
COLUMNS: Mapping[str, Column] = {
    "late": Column(P("已经超期"), "queue_clock > '' AND queue_on < %s", (0,)),
    "soon": Column(P("一周内到期"), "queue_clock > '' AND queue_on >= %s AND queue_on <= %s", (0, SOON_DAYS)),
    "repeat": Column(P("同一件事又来"), 'queue_on IS NOT NULL AND "repeat"'),
    "denied": Column(
        P("信访人说没有落实"),
        f"id IN (SELECT case_id FROM cases_claim WHERE execution = '{Execution.DENIED.value}')",
    ),
    "review": Column(P("复查复核"), _at(REVIEW)),
    "dispute": Column(P("异议与争议"), _at(DISPUTE)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One organ or person, and how many matters for each of :data:`COLUMNS`."""

    id: int
    name: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[str, Phrase, int]]:
        return [(key, COLUMNS[key].label, count) for key, count in zip(COLUMNS, self.counts, strict=True)]


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
        "rows": listed(request, rows, MOST),
        "who": _who(desk),
        "columns": [(key, column.label) for key, column in COLUMNS.items()],
        "sums": [(key, COLUMNS[key].label, sum(row.counts[at] for row in rows)) for at, key in enumerate(COLUMNS)],
        "growing": more_of(desk) if _by_organ(desk) else None,
        "weeks": WEEKS_BEFORE,
        "reworked": reworked(desk),
        "needless": needless(desk),
        "charts": list(_pictures(desk, rows)),
    }
    return page(request, desk, "desk/trouble.html", context, here="trouble")


def _pictures(desk: Desk, rows: Sequence[Row]) -> Iterator[Chart]:
    """For a petition office where things are late by organ, never by person; for everybody how it goes."""
    if _by_organ(desk):
        shown = [row for row in rows[:MOST] if any(row.counts[: len(DRAWN)])]
        drawn = (Drawing(row.name, tuple(_dot(row, at) for at in range(len(DRAWN)))) for row in shown)
        labels = tuple(COLUMNS[key].label for key in DRAWN)
        late = Chart("late", Drawn.STACKED, P("哪里晚了"), P("承办单位"), labels, tuple(drawn), "件")
        yield from () if late.empty else (late,)
    yield from over_time(looked_at(desk, {}))


def _dot(row: Row, at: int) -> Dot:
    return number(row.counts[at], f"{link('behind', DRAWN[at])}?of={row.id}")


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """The matters behind a number of the page, as far as the reader may read them; the number counts the others too."""
    _only_for_those_who_watch(desk)
    if what == REWORKED:
        return _behind_reworked(request, desk)
    if what == NEEDLESS_LIST:
        return _behind_needless(request, desk)
    if what not in COLUMNS:
        raise Http404
    column, of = COLUMNS[what], row_id(request.GET.get("of"))
    scope, holders = _scope(desk)
    condition, values = f"{scope} AND {column.condition}", [*holders, *column.values(desk.today)]
    if of is not None:
        condition, values = f"{condition} AND {_key(desk)} = %s", [*values, of]
    order = f"ORDER BY queue_on, id LIMIT {wanted(request, SHOWN) + 1}"
    found = readable_where(desk.actor, desk.today, condition, values, order)
    return _shown(request, desk, column.label, listed(request, found, SHOWN))


def _behind_reworked(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the number of :func:`reworked` counts, the newest first; the index finds it, the record's facts confirm."""
    try:
        scope = counted_for(desk.actor, desk.today)
    except NotYours:
        raise Http404 from None
    asked = Facets(reworked=True, since=desk.today - YEAR)
    found = find_matters(desk.actor, desk.today, "", asked, limit=2 * wanted(request, SHOWN))
    known = [(case, load_facts(case.facts)) for case in found.cases if not case.report]
    cases = [case for case, facts in known if facts.round > 1 and scope in scopes(case, facts)]
    return _shown(request, desk, P("重新办过的"), cut(request, cases, found.more, SHOWN))


@staff
@require_safe
def behind_growth(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The matters of the last seven days about one topic in one place."""
    _only_for_those_who_watch(desk)
    topic, place = request.GET.get("topic", ""), request.GET.get("place", "")[:CODE_DIGITS]
    since = datetime.combine(desk.today - WEEK + timedelta(days=1), time.min, BEIJING)
    seen = visible_to(desk.actor, desk.today).filter(lodged_at__gte=since, place__startswith=place, report=False)
    looked = 10 * wanted(request, SHOWN)
    cases = list(seen.order_by("-lodged_at")[:looked])
    topics = topics_of(cases)
    found = listed(request, [case for case in cases if topics[case.id] == topic], SHOWN)
    return _shown(request, desk, topic, found if found.more else cut(request, found, len(cases) == looked, SHOWN))


def _shown(request: HttpRequest, desk: Desk, title: str | Phrase, found: Listed[Case]) -> HttpResponse:
    context = {
        "title": title,
        "chinese": isinstance(title, str),
        "rows": found.of(lambda cases: lines(cases, desk.today)),
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
    counted = [_counted(desk, column) for column in COLUMNS.values()]
    ids = set().union(*counted)
    chart = desk.world.chart
    names = {each: short_name(chart, each) for each in ids} if _by_organ(desk) else names_of(ids)
    rows = [Row(each, names.get(each, ""), tuple(column.get(each, 0) for column in counted)) for each in ids]
    return sorted(rows, key=lambda row: (*(-count for count in row.counts), row.name))


def _counted(desk: Desk, column: Column) -> dict[int, int]:
    """How many for each organ or person."""
    (scope, holders), key = _scope(desk), _key(desk)
    text = f"SELECT {key}, count(*) FROM cases_case WHERE {scope} AND {column.condition} GROUP BY {key}"
    return dict(answers(text, [*holders, *column.values(desk.today)]))


def _scope(desk: Desk) -> tuple[str, list[Any]]:
    """The matters of the area or of the organ, never a report: a condition and its values."""
    if not _by_organ(desk):
        return "NOT report AND holder = %s", [desk.organ.id]
    # Organ by organ: a range over the area's codes would read every matter there ever was.
    area = [organ.id for organ in desk.world.chart.organs.values() if organ.code.startswith(desk.organ.area)]
    return f"NOT report AND holder IN ({', '.join(['%s'] * len(area))})", [*area]


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


def needless(desk: Desk) -> dict[str, int]:
    """How often somebody was asked for what was there, and came for it, within a year (一次办)."""
    rows = _needless(desk).order_by().values_list("name").annotate(many=Count("id"))
    return dict(rows)


def _needless(desk: Desk) -> QuerySet[HandlingMark]:
    """Of the organ, or of the organs of the area; nothing of a report is among them."""
    area, chart = desk.organ.area, desk.world.chart
    organs = [each.id for each in chart.organs.values() if each.code.startswith(area)] if _by_organ(desk) else []
    return HandlingMark.objects.filter(
        organ__in=organs or [desk.organ.id], name__in=[each.value for each in NEEDLESS], on__gt=desk.today - YEAR
    )


def _behind_needless(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The matters in which it happened, the newest first."""
    most = wanted(request, SHOWN)
    ids = list(dict.fromkeys(_needless(desk).order_by("-on", "-case").values_list("case", flat=True)[: 2 * most + 1]))
    cases = newest_of(desk.actor, desk.today, ids, most + 1)
    return _shown(request, desk, P("要了已经有的材料"), listed(request, cases, SHOWN))


def reworked(desk: Desk) -> Share | None:
    """Of what was registered in the last year, how much had to be done again; nothing for who may not see figures."""
    try:
        return figures(desk.actor, desk.today, desk.today - YEAR, desk.today).reworked
    except NotYours:
        return None
