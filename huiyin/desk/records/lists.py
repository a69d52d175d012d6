"""The records of one kind: mine, those my organ holds, all I may read; by stage, what is due first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.drawn import Option
from huiyin.desk.frame import page
from huiyin.desk.names import Names
from huiyin.desk.records.fetching import kind_called, url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.record.kinds import Kind, Narrowing
from huiyin.record.reading import visible_to
from huiyin.typed.wholes import row_id

SHOWN: Final = 60
SHELVES: Final = (("mine", P("我经手的")), ("organ", P("本机关的")), ("all", P("我能看的")))


@staff
@require_safe
def records(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found, stage = kind_called(kind), request.GET.get("stage", "")
    after = row_id(request.GET.get("after", ""))
    chosen = {each.name: request.GET.get(each.name, "") for each in found.narrowed}
    shelf = request.GET.get("shelf") or _first_filled(found, desk, stage, chosen)
    rows = list(_rows(found, desk, shelf, stage, chosen, after)[: SHOWN + 1])
    context = {
        "kind": found,
        "label": found.procedure.label,
        "opening": found.procedure.opening,
        "may_open": may_open(found, desk),
        "shelves": [{"key": key, "label": label, "current": key == shelf} for key, label in SHELVES],
        "stages": [stage for stage in found.procedure.stages if found.procedure.by_stage[stage]][1:],
        "after": after,
        "shelf": shelf,
        "stage": stage,
        "narrowed": [_narrowing(each, chosen[each.name], desk) for each in found.narrowed],
        "same": urlencode({"stage": stage, **chosen}),
        "lines": lines(desk, [(found, row) for row in rows[:SHOWN]]),
        "older": _older(shelf, stage, chosen, rows[SHOWN - 1].id) if len(rows) > SHOWN else "",
    }
    return page(request, desk, "desk/records/list.html", context, here=f"records-{kind}")


def _first_filled(kind: Kind, desk: Desk, stage: str, chosen: Mapping[str, str]) -> str:
    """The shelf with which the kind begins; whoever has none there begins with those of the organ, else with all."""
    order = dict.fromkeys((kind.shelf, *(shelf for shelf, _ in SHELVES)))
    return next((shelf for shelf in order if _rows(kind, desk, shelf, stage, chosen, None).exists()), kind.shelf)


def may_open(kind: Kind, desk: Desk) -> bool:
    rows = kind.procedure.by_act[kind.procedure.opening]
    return any(desk.actor.roles & set(row.by) for row in rows) and kind.procedure.begins(desk.actor, desk.world)


def _narrowing(each: Narrowing, chosen: str, desk: Desk) -> dict[str, Any]:
    options = [Option(value, label, value == chosen) for value, label in each.choices(desk.organ.area)]
    return {"name": each.name, "label": each.label, "options": options}


def _rows(
    kind: Kind, desk: Desk, shelf: str, stage: str, chosen: Mapping[str, str], after: int | None
) -> QuerySet[Any]:
    """The rows of a shelf; those that somebody must see to by their day, all others the newest first.

    :param after: the last row of the page before.
    """
    rows = visible_to(kind, desk.actor, desk.today)
    if stage in list(kind.procedure.stages):
        rows = rows.filter(stage=stage)
    for each in kind.narrowed:
        if chosen.get(each.name):
            rows = rows.filter(each.condition(chosen[each.name]))
    if shelf == "all":
        return (rows if after is None else rows.filter(id__lt=after)).order_by("-id")
    whose = {"holder": desk.organ.id} if shelf == "organ" else {"owner": desk.person.id}
    rows = rows.filter(queue_on__isnull=False, **whose).order_by("queue_on", "id")
    last = rows.filter(id=after).first() if after is not None else None
    if last is None:
        return rows
    return rows.filter(Q(queue_on__gt=last.queue_on) | Q(queue_on=last.queue_on, id__gt=last.id))


def _older(shelf: str, stage: str, chosen: Mapping[str, str], last: int) -> str:
    return f"?{urlencode({'shelf': shelf, 'stage': stage, **chosen, 'after': str(last)})}"


def lines(desk: Desk, found: Sequence[tuple[Kind, Any]]) -> list[dict[str, Any]]:
    """What a list says of records, whatever their kinds."""
    names = Names.of(desk.world.chart, {row.owner for _, row in found}) if found else None
    return [
        {
            "row": row,
            "kind": kind.procedure.label,
            "caption": kind.caption(row),
            "url": url_of(kind, row.number),
            "stage": kind.procedure.stages(row.stage),
            "holder": names.organ(row.holder) if names else "",
            "owner": names.person(row.owner) if names else "",
            "clock": kind.procedure.clocks(row.queue_clock) if row.queue_clock else None,
            "late": bool(row.queue_clock) and row.queue_on is not None and row.queue_on < desk.today,
        }
        for kind, row in found
    ]
