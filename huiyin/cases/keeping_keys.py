"""Wraps follow the keys of organs (密封): from the ring to an organ's key, from an old one to the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.cases.envelopes import ORGAN, lacking, unwrapped, wrap_anew
from huiyin.cases.enveloping import follow, readers_now
from huiyin.cases.models import Case, KeyWrap, MatterKey
from huiyin.people import keys
from huiyin.people.key_models import OrganKey
from huiyin.record.models import Standing
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.vault import boxes

#: So many in one go, so that others need not wait.
AT_ONCE: Final = 200


def lay_under(organ: int) -> None:
    """Lay the reports of an organ that has its first key under it; what is more than fits here the worker does."""
    waiting = Standing.objects.filter(organ=organ, record__in=_under_ring()).values_list("record", flat=True)
    for case in Case.objects.filter(id__in=list(waiting[:AT_ONCE])):
        follow(case)


def _under_ring() -> QuerySet[MatterKey, Any]:
    reports = Case.objects.filter(report=True).values("id")
    return MatterKey.objects.filter(ring__isnull=False, case__in=reports).values("case")


def move_wraps(old: OrganKey, private: bytes, new: OrganKey) -> None:
    """Everything under an organ's key goes under the one that follows it; nothing is left under the old one."""
    while rows := list(KeyWrap.objects.filter(holder=ORGAN, of=old.id)[:AT_ONCE]):
        moved = []
        for row in rows:
            matter = unwrapped(row, private)
            box = boxes.put_in(bytes(new.public), matter, f"wrap:{row.case}:{ORGAN}:{new.id}")
            moved.append(KeyWrap(case=row.case, holder=ORGAN, of=new.id, box=box))
        KeyWrap.objects.bulk_create(moved, ignore_conflicts=True)
        KeyWrap.objects.filter(id__in=[row.id for row in rows]).delete()


def renew(key: OrganKey, private: bytes, by: int, at: datetime) -> None:
    """Somebody who had the key lost their post: another one is made, and everything lies under that from now on.

    :param by: who has the key and is here; colleagues who have it, and still may, get the new one.
    """
    with writing():
        have = keys.holders(key) & {each.person for each in keys.entitled(key.organ, beijing_day(at))}
        fresh, secret = keys.begin(key.organ, by, at)
        keys.give(fresh, secret, have, by=by, at=at)
        move_wraps(key, private, fresh)


def supply(case: Case) -> None:
    """Whoever opens a report supplies whoever else may read it and has no wrap yet."""
    if case.report and lacking(case, organs := readers_now(case)):
        with writing():
            wrap_anew(case, organs, report=True)


def look(now: datetime) -> None:
    """Watched by the worker: what the ring opens though every organ that reads it has a key goes under those keys."""
    keyed = OrganKey.objects.filter(ended_at=None).values("organ")
    if not keyed.exists():
        return
    keyless = Standing.objects.filter(record=OuterRef("id")).exclude(organ__in=keyed)
    ready = Case.objects.filter(~Exists(keyless), id__in=_under_ring()).order_by("id")
    for case in ready[:AT_ONCE]:
        with writing():
            follow(case)


def tidy(now: datetime) -> None:
    """Done nightly: nobody keeps a key beyond the post that entitled them."""
    keys.take_from_those_who_left(beijing_day(now))
    keys.forget_ended()
