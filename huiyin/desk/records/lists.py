"""The records of one kind: mine, those my organ holds, all I may read; by stage, what is due first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.forms.drawn import Option
from huiyin.desk.frame import page
from huiyin.desk.lists.views_of_lists import (
    RECORD_COLUMNS,
    RECORD_WAYS,
    RECORD_WHOLE,
    TURNED,
    address,
    as_kept,
    kept_views,
    looked,
    names_of_view,
)
from huiyin.desk.names import Names
from huiyin.desk.records.fetching import kind_called, url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.record.captions import borrowed
from huiyin.record.kinds import Kind, Narrowing
from huiyin.record.reading import newest_for, visible_to
from huiyin.typed.wholes import row_id

SHOWN: Final = 60
SHELVES: Final = (("mine", P("我经手的")), ("organ", P("本机关的")), ("all", P("我能看的")))


@staff
@require_safe
def records(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found, stage, which = kind_called(kind), request.GET.get("stage", ""), f"records-{kind}"
    views = kept_views(desk)
    if kept_there := as_kept(request, which, views):
        return kept_there
    turned = request.GET.get("sort", "") == TURNED
    columns = tuple(name for name in RECORD_COLUMNS if name in request.GET.getlist("col")) or RECORD_WHOLE
    after = row_id(request.GET.get("after", ""))
    chosen = {each.name: request.GET.get(each.name, "") for each in found.narrowed}
    shelf = request.GET.get("shelf") or _first_filled(found, desk, stage, chosen)
    rows = list(listed(found, desk, shelf, stage, chosen, after, turned)[: SHOWN + 1])
    pairs = _pairs(request, which, columns)
    context = {
        "kind": found,
        "label": found.procedure.label,
        "opening": found.procedure.opening,
        "may_open": may_open(found, desk),
        "tick": may_do_to_many(found, desk),
        "shelves": [{"key": key, "label": label, "current": key == shelf} for key, label in SHELVES],
        "stages": [stage for stage in found.procedure.stages if found.procedure.by_stage[stage]][1:],
        "after": after,
        "shelf": shelf,
        "stage": stage,
        "narrowed": [_narrowing(each, chosen[each.name], desk) for each in found.narrowed],
        "begin": f"?{address(pairs) or 'view=plain'}",
        "record_columns": columns,
        "may_show": [(name, label, name in columns) for name, label in RECORD_COLUMNS.items()],
        "ways": [(way, label, (way == TURNED) is turned) for way, label in RECORD_WAYS.items()],
        "looked": looked(which, views.get(which, ""), pairs),
        "lines": lines(desk, [(found, row) for row in rows[:SHOWN]]),
        "older": f"?{address(pairs, after=str(rows[SHOWN - 1].id))}" if len(rows) > SHOWN else "",
    }
    return page(request, desk, "desk/records/list.html", context, here=f"records-{kind}")


def _first_filled(kind: Kind, desk: Desk, stage: str, chosen: Mapping[str, str]) -> str:
    """The shelf with which the kind begins; whoever has none there begins with those of the organ, else with all."""
    order = dict.fromkeys((kind.shelf, *(shelf for shelf, _ in SHELVES)))
    return next((shelf for shelf in order if listed(kind, desk, shelf, stage, chosen, None).exists()), kind.shelf)


def may_open(kind: Kind, desk: Desk) -> bool:
    rows = kind.procedure.by_act[kind.procedure.opening]
    return any(desk.actor.roles & set(row.by) for row in rows) and kind.procedure.begins(desk.actor, desk.world)


def may_do_to_many(kind: Kind, desk: Desk) -> bool:
    """Whether somebody with these roles can do anything to several of a kind at all."""
    rows = (move for act in kind.procedure.of_many for move in kind.procedure.by_act[act])
    return any(desk.actor.roles & set(move.by) for move in rows)


def _narrowing(each: Narrowing, chosen: str, desk: Desk) -> dict[str, Any]:
    options = [Option(value, label, value == chosen) for value, label in each.choices(desk.organ.area)]
    return {"name": each.name, "label": each.label, "options": options}


def listed(
    kind: Kind, desk: Desk, shelf: str, stage: str, chosen: Mapping[str, str], after: int | None, turned: bool = False
) -> QuerySet[Any]:
    """The rows of a shelf; those that somebody must see to by their day, all others the newest first.

    :param after: the last row of the page before.
    :param turned: the other way round.
    """
    way, than = ("-", "lt") if turned else ("", "gt")
    which = newest_for if shelf == "all" else visible_to
    rows = which(kind, desk.actor, desk.today)
    if stage in list(kind.procedure.stages):
        rows = rows.filter(stage=stage)
    for each in kind.narrowed:
        if chosen.get(each.name):
            rows = rows.filter(each.condition(chosen[each.name]))
    if shelf == "all":
        newest, older = ("", "gt") if turned else ("-", "lt")
        return (rows if after is None else rows.filter(**{f"id__{older}": after})).order_by(f"{newest}id")
    whose = {"holder": desk.organ.id} if shelf == "organ" else {"owner": desk.person.id}
    rows = rows.filter(queue_on__isnull=False, **whose).order_by(f"{way}queue_on", f"{way}id")
    last = rows.filter(id=after).first() if after is not None else None
    if last is None:
        return rows
    behind = Q(**{f"queue_on__{than}": last.queue_on}) | Q(queue_on=last.queue_on, **{f"id__{than}": last.id})
    return rows.filter(behind)


def _pairs(request: HttpRequest, which: str, columns: tuple[str, ...]) -> list[tuple[str, str]]:
    """What the address of the list says of how it is looked at."""
    said = [
        (name, value) for name in names_of_view(which) if name != "col" for value in request.GET.getlist(name) if value
    ]
    return said + ([("col", each) for each in columns] if columns != RECORD_WHOLE else [])


def lines(desk: Desk, found: Sequence[tuple[Kind, Any]]) -> list[dict[str, Any]]:
    """What a list says of records, whatever their kinds."""
    names = Names.of(desk.world.chart, {row.owner for _, row in found}) if found else None
    words = borrowed(found, desk.actor, desk.today)
    return [
        {
            "row": row,
            "kind": kind.procedure.label,
            "called": words.get(row.id, row.title),
            "caption": " ".join(filter(None, (row.title if row.id in words else "", kind.caption(row)))),
            "url": url_of(kind, row.number),
            "stage": kind.procedure.stages(row.stage),
            "holder": names.organ(row.holder) if names else "",
            "owner": names.person(row.owner) if names else "",
            "clock": kind.procedure.clocks(row.queue_clock) if row.queue_clock else None,
            "came": row.lodged_at,
            "moved": row.last_on,
            "late": bool(row.queue_clock) and row.queue_on is not None and row.queue_on < desk.today,
        }
        for kind, row in found
    ]
