"""A collection: the records of one kind that a client may read, by stage, page by page along an index. No totals."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Any, Final, Literal

from django.db.models import Q, QuerySet

from huiyin.api.callers import Caller
from huiyin.api.problems import unfit
from huiyin.api.records.shown import line
from huiyin.law.words import P
from huiyin.people.posts import names_of
from huiyin.record.kinds import Kind
from huiyin.record.reading import visible_to
from huiyin.typed.times import day_of
from huiyin.typed.wholes import row_id

MOST: Final = 100
Shelf = Literal["all", "organ", "own"]


def page(kind: Kind, caller: Caller, *, stage: str, shelf: Shelf, cursor: str, most: int) -> dict[str, Any]:
    """One page; ``next`` is the cursor of the page after, absent on the last one."""
    rows = list(_rows(kind, caller, _stage(kind, stage), shelf, cursor)[: most + 1])
    names = names_of({row.owner for row in rows})
    told: dict[str, Any] = {"items": [line(kind, row, caller, names) for row in rows[:most]]}
    if len(rows) > most:
        told["next"] = _cursor(rows[most - 1], shelf)
    return told


def _stage(kind: Kind, stage: str) -> str:
    known = [each.value for each in kind.procedure.stages]
    if stage and stage not in known:
        raise unfit(
            {"stage": P("这一类办件没有这个阶段，请从这些里选：{known}。", known=tuple(known))},
        )
    return stage


def _rows(kind: Kind, caller: Caller, stage: str, shelf: Shelf, cursor: str) -> QuerySet[Any]:
    rows, after = visible_to(kind, caller.actor, caller.today), _place(cursor)
    if stage:
        rows = rows.filter(stage=stage)
    if shelf == "all":
        rows = rows.order_by("-id")
        return rows.filter(id__lt=after[1]) if after else rows
    whose = {"holder": caller.organ.id} if shelf == "organ" else {"owner": caller.actor.person}
    rows = rows.filter(queue_on__isnull=False, **whose).order_by("queue_on", "id")
    if after and after[0]:
        # Said so that the index is walked.
        rows = rows.filter(queue_on__gte=after[0]).exclude(Q(queue_on=after[0]) & Q(id__lte=after[1]))
    return rows


def _cursor(row: Any, shelf: Shelf) -> str:
    on = row.queue_on.isoformat() if shelf != "all" else ""
    return base64.urlsafe_b64encode(f"{on}|{row.id}".encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[date | None, int] | None:
    """Day and id of the last record of the page before."""
    if not cursor:
        return None
    try:
        on, _, number = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition("|")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        on, number = "", ""
    row = row_id(number)
    if row is None or (on and day_of(on) is None):
        raise unfit({"cursor": P("翻页的位置不对，请从第一页读起。")})
    return (day_of(on) if on else None), row
