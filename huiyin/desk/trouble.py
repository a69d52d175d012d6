"""Where it hurts (哪里慢、哪里回来了): per organ what is late, what came again, what was promised and not kept.

A petition office sees the organs of its area, every other organ itself, person by person. Reports of wrongdoing are
left out: a number can tell that there is one. Each column is one query along an index of open matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Claim
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.law.organs import OrganChart
from huiyin.law.terms import Execution, Role
from huiyin.law.words import P, Phrase
from huiyin.people.posts import names_of

WATCHES = frozenset({Role.HEAD, Role.SUPERVISOR, Role.CONVENER})
#: So many rows a leader reads.
MOST = 30
WEEK = 7
COLUMNS = (P("已经超期"), P("一周内到期"), P("同一件事又来"), P("信访人说没有落实"))


@dataclass(frozen=True, slots=True)
class Row:
    """One organ or person, and how many matters for each of :data:`COLUMNS`."""

    name: str
    counts: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[Phrase, int]]:
        return list(zip(COLUMNS, self.counts, strict=True))


@staff
@require_safe
def trouble(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.actor.roles & WATCHES:
        raise PermissionDenied
    by_organ = desk.organ.kind == "petition_office"
    rows = places(desk, by_organ)
    context = {
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "columns": COLUMNS,
        "who": P("承办单位") if by_organ else P("经办人"),
        "sums": [sum(row.counts[place] for row in rows) for place in range(len(COLUMNS))],
    }
    return page(request, desk, "desk/trouble.html", context, here="trouble")


def places(desk: Desk, by_organ: bool) -> list[Row]:
    """Organs of the area, or persons of the organ, the most late first; who has nothing to answer for is left out."""
    key = "holder" if by_organ else "owner"
    counted = [dict(_per(found, key)) for found in _columns(desk, by_organ)]
    ids = set().union(*counted)
    names = _organ_names(ids, desk.world.chart) if by_organ else names_of(ids)
    rows = [Row(names.get(each, ""), tuple(column.get(each, 0) for column in counted)) for each in ids]
    return sorted(rows, key=lambda row: (*(-count for count in row.counts), row.name))


def _columns(desk: Desk, by_organ: bool) -> list[QuerySet[Case]]:
    seen = _scope(desk, by_organ)
    soon = Q(queue_on__gte=desk.today, queue_on__lte=desk.today + timedelta(days=WEEK))
    return [
        seen.filter(queue_on__lt=desk.today),
        seen.filter(soon),
        seen.filter(repeat=True, queue_on__isnull=False),
        # Written out, because SQLite recognises the partial index only by a constant.
        seen.filter(id__in=Claim.objects.extra(where=[f"execution = '{Execution.DENIED.value}'"]).values("case")),
    ]


def _scope(desk: Desk, by_organ: bool) -> QuerySet[Case]:
    if not by_organ:
        return Case.objects.filter(holder=desk.organ.id, report=False)
    # Organ by organ: a range over the area's codes would read every matter there ever was.
    area = [organ.id for organ in desk.world.chart.organs.values() if organ.code.startswith(desk.organ.area)]
    return Case.objects.filter(holder__in=area, report=False)


def _per(found: QuerySet[Case], key: str) -> list[tuple[int, int]]:
    return list(found.order_by().values_list(key).annotate(many=Count("id")).values_list(key, "many"))


def _organ_names(ids: set[int], chart: OrganChart) -> dict[int, str]:
    return {each: short_name(chart, each) for each in ids}
