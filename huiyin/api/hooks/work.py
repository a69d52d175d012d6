"""The worker's part: acts become deliveries, deliveries go out, failures come back later, the dead wait for a person.

What concerns one record goes to one hook in its order: nothing overtakes what is still being tried. After the last try
a delivery is dead, those behind it go on, and a person has it sent again when the other side is mended.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Min
from django.utils import timezone

from huiyin.api.hooks.keeping import end
from huiyin.api.hooks.sending import Forbidden, post
from huiyin.api.hooks.telling import signed, told
from huiyin.api.models import Delivery, Hook, Key
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event, Message
from huiyin.store.ids import new_id
from huiyin.store.leases import nobody_elses
from huiyin.vault.points import reach

LEASE: Final = timedelta(seconds=90)
#: The pauses after each failure: seconds at first, then hours; about three days in all.
PAUSES: Final = (5, 30, 120, 600, 3600, 3 * 3600, 8 * 3600, 24 * 3600, 36 * 3600)
AT_ONCE: Final = 8
MOST: Final = 100
GONE: Final = 410


def spread(batch: list[Message]) -> None:
    """Called with messages of the topic ``hook``: one delivery for each hook that wants it; twice makes no second."""
    hooks = list(Hook.objects.filter(ended_at=None))
    wanted = {(message.record, message.seq) for message in batch}
    events = Event.objects.filter(record__in={record for record, _ in wanted}).only(
        "id", "record", "record_kind", "seq"
    )
    rows = [
        Delivery(
            id=new_id(), hook=hook.id, event=event.id, record=event.record, record_kind=event.record_kind,
            seq=event.seq, due_at=timezone.now(),
        )
        for event in events if (event.record, event.seq) in wanted and KINDS.offers(event.record_kind)
        for hook in hooks if not hook.kinds or event.record_kind in hook.kinds.split()
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def send(now: datetime) -> int:
    """Send what is due, several at once; how many were tried."""
    rows = _taken(now)
    if not rows:
        return 0
    hooks = Hook.objects.in_bulk({row.hook for row in rows})
    keys = Key.objects.in_bulk({hook.key for hook in hooks.values()})
    ready = list(_ready(rows, hooks, keys, now))
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="hook") as line:
        ends = line.map(lambda one: _tried(one[1], *one[2]), ready)
        for (row, hook, _), fault in zip(ready, ends, strict=True):
            reach("hook.sent")
            _settle(row, hook, fault, now)
    return len(rows)


def _taken(now: datetime) -> list[Delivery]:
    """Lease those that are due and first of their record; a dead worker's come back."""
    due = Delivery.objects.filter(dead=False, due_at__lte=now).order_by("due_at", "id")
    with nobody_elses(due, MOST) as rows:
        waiting = Delivery.objects.filter(dead=False, record__in={row.record for row in rows})
        first = {
            (hook, record): seq for hook, record, seq in waiting.values_list("hook", "record").annotate(Min("seq"))
        }
        kept = [row for row in rows if first.get((row.hook, row.record)) == row.seq]
        Delivery.objects.filter(id__in=[row.id for row in kept]).update(due_at=now + LEASE)
    return kept


Ready = tuple[Delivery, Hook, tuple[bytes, dict[str, str]]]


def _ready(rows: Iterable[Delivery], hooks: dict[int, Hook], keys: dict[int, Key], now: datetime) -> Iterator[Ready]:
    """What is to be sent; what the client may not read is dropped without a trace."""
    for row in rows:
        hook = hooks.get(row.hook)
        event = told(row, keys[hook.key], now) if hook and hook.ended_at is None and hook.key in keys else None
        if hook is None or event is None:
            Delivery.objects.filter(id=row.id).delete()
        else:
            yield row, hook, signed(hook, event, now)


def _tried(hook: Hook, body: bytes, headers: dict[str, str]) -> str:
    """Empty if it was taken; else what failed. No database here: this runs beside the others."""
    try:
        status = post(hook.url, body, headers)
    except Forbidden as why:
        return str(why)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        return type(fault).__name__
    return "" if 200 <= status < 300 else str(status)


def _settle(row: Delivery, hook: Hook, fault: str, now: datetime) -> None:
    if not fault:
        Delivery.objects.filter(id=row.id).delete()
        if hook.failing:
            Hook.objects.filter(id=hook.id).update(failing=0)
        return
    if fault == str(GONE):
        end(hook, now, by=None, organ=None)  # the other side asked for it
        return
    tries = row.attempts + 1
    dead = tries > len(PAUSES)
    due = now if dead else now + timedelta(seconds=PAUSES[row.attempts])
    Delivery.objects.filter(id=row.id).update(attempts=tries, fault=fault[:200], dead=dead, due_at=due)
    Hook.objects.filter(id=hook.id).update(failing=F("failing") + 1)


def replay(deliveries: Iterable[int], now: datetime) -> int:
    """Have dead letters sent again; how many there were."""
    ids = list(deliveries)
    return Delivery.objects.filter(id__in=ids, dead=True).update(dead=False, attempts=0, fault="", due_at=now)
