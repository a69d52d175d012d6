"""The outbox and the clocks as leased rows: taken by moving their time ahead, so that a dead worker loses nothing.

Whoever handles a message may do so twice if a worker dies between the effect and the deletion; effects are idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from huiyin.cases.models import Message, RunningClock
from huiyin.store.locks import writing

LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)
Handler = Callable[[list[Message]], None]


def take(topics: list[str], now: datetime, limit: int = 100) -> list[Message]:
    """Lease up to ``limit`` messages that are due, oldest first."""
    due = Message.objects.filter(topic__in=topics, ready_at__lte=now).order_by("ready_at")
    with writing():
        rows = list(_skip_locked(due)[:limit])
        Message.objects.filter(id__in=[row.id for row in rows]).update(ready_at=now + LEASE)
    return rows


def _skip_locked(rows: QuerySet[Message]) -> QuerySet[Message]:
    return rows.select_for_update(skip_locked=True) if connection.vendor == "postgresql" else rows


def deliver(handlers: Mapping[str, Handler], now: datetime, limit: int = 100) -> int:
    """Hand due messages to the handlers of their topics. What fails comes back, later each time.

    :returns: how many messages were taken.
    """
    rows = take(list(handlers), now, limit)
    for topic, handle in handlers.items():
        batch = [row for row in rows if row.topic == topic]
        if batch:
            _deliver_batch(handle, batch, now)
    return len(rows)


def _deliver_batch(handle: Handler, batch: list[Message], now: datetime) -> None:
    try:
        handle(batch)
    except Exception as fault:
        _one_by_one(handle, batch, fault, now)
        return
    Message.objects.filter(id__in=[row.id for row in batch]).delete()


def _one_by_one(handle: Handler, batch: list[Message], fault: Exception, now: datetime) -> None:
    """One bad message does not hold up the others of its batch."""
    if len(batch) == 1:
        _put_back(batch[0], fault, now)
        return
    for row in batch:
        _deliver_batch(handle, [row], now)


def _put_back(row: Message, fault: Exception, now: datetime) -> None:
    pause = min(timedelta(seconds=5 * 2**row.attempts), LONGEST_PAUSE)
    Message.objects.filter(id=row.id).update(
        ready_at=now + pause, attempts=row.attempts + 1, fault=f"{type(fault).__name__}: {fault}"[:200]
    )


def take_clocks(now: datetime, limit: int = 100) -> list[RunningClock]:
    """Lease clocks that seem to have run out; the law decides whether they have."""
    due = RunningClock.objects.filter(look_at__lte=now).order_by("look_at")
    with writing():
        found = due.select_for_update(skip_locked=True) if connection.vendor == "postgresql" else due
        rows = list(found[:limit])
        RunningClock.objects.filter(id__in=[row.id for row in rows]).update(look_at=now + LEASE)
    return rows
