"""The records of one kind: mine, those my organ holds, all I may read; by stage, what is due first."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.names import Names
from huiyin.desk.records.fetching import kind_called, url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.record.kinds import Kind
from huiyin.record.reading import visible_to

SHOWN: Final = 60
SHELVES: Final = (("", P("我经手的")), ("organ", P("本机关的")), ("all", P("我能看的")))


@staff
@require_safe
def records(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found, shelf, stage = kind_called(kind), request.GET.get("shelf", ""), request.GET.get("stage", "")
    rows = list(_rows(found, desk, shelf, stage)[: SHOWN + 1])
    context = {
        "kind": found,
        "label": found.procedure.label,
        "opening": found.procedure.opening,
        "may_open": may_open(found, desk),
        "shelves": [{"key": key, "label": label, "current": key == shelf} for key, label in SHELVES],
        "stages": [stage for stage in found.procedure.stages if found.procedure.by_stage[stage]][1:],
        "shelf": shelf,
        "stage": stage,
        "lines": _lines(found, desk, rows[:SHOWN]),
        "more": len(rows) > SHOWN,
    }
    return page(request, desk, "desk/records/list.html", context, here=f"records-{kind}")


def may_open(kind: Kind, desk: Desk) -> bool:
    rows = kind.procedure.by_act[kind.procedure.opening]
    return any(desk.actor.roles & set(row.by) for row in rows) and kind.procedure.begins(desk.actor, desk.world)


def _rows(kind: Kind, desk: Desk, shelf: str, stage: str) -> QuerySet[Any]:
    rows = visible_to(kind, desk.actor, desk.today)
    if stage in list(kind.procedure.stages):
        rows = rows.filter(stage=stage)
    if shelf == "all":
        return rows.order_by("-id")
    whose = {"holder": desk.organ.id} if shelf == "organ" else {"owner": desk.person.id}
    return rows.filter(queue_on__isnull=False, **whose).order_by("queue_on", "id")


def _lines(kind: Kind, desk: Desk, rows: list[Any]) -> list[dict[str, Any]]:
    names = Names.of(desk.world.chart, {row.owner for row in rows})
    return [
        {
            "row": row,
            "url": url_of(kind, row.number),
            "stage": kind.procedure.stages(row.stage),
            "holder": names.organ(row.holder),
            "owner": names.person(row.owner),
            "clock": kind.procedure.clocks(row.queue_clock) if row.queue_clock else None,
            "late": bool(row.queue_clock) and row.queue_on is not None and row.queue_on < desk.today,
        }
        for row in rows
    ]
