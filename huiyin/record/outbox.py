"""The outbox and the clocks as leased rows: taken by moving their time ahead, so that a dead worker loses nothing.

Whoever handles a message may do so twice if a worker dies between the effect and the deletion; effects are idempotent.
Work that takes longer than the lease says so with :func:`keep`: the lease is renewed, or the work ends if somebody
else has taken it over meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import OperationalError, connection
from django.db.models import QuerySet

from huiyin.record.models import Message, RunningClock
from huiyin.record.setting_aside import NEVER, failed
from huiyin.store.leases import nobody_elses
from huiyin.typed.spans import span
from huiyin.vault.points import reach

LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)
#: So often a message is tried that fails by itself; then it is set aside and the administrator told.
TRIES = 10
Handler = Callable[[list[Message]], None]


class Later(Exception):
    """Something outside, such as a mail server, is away: it is tried again for as long as that takes."""


class Overtaken(Exception):
    """The lease ran out and somebody else has the messages now; what is left of them is theirs."""


@dataclass(slots=True)
class _Lease:
    """Rows in hand: until when, as it stands in their rows, and when that was written (monotonic seconds)."""

    rows: list[int]
    until: datetime
    since: float

    def renew(self) -> None:
        passed = timedelta(seconds=time.monotonic() - self.since)
        until = self.until + passed
        still = Message.objects.filter(id__in=self.rows, ready_at=self.until).update(ready_at=until)
        if still != len(self.rows):
            raise Overtaken
        self.until, self.since = until, time.monotonic()

    @property
    def old(self) -> bool:
        return time.monotonic() - self.since > LEASE.total_seconds() / 4


_in_hand: ContextVar[_Lease | None] = ContextVar("_in_hand", default=None)


def keep() -> None:
    """Said between two effects by a handler that takes its time; cheap, and nothing outside the worker.

    :raises Overtaken: the lease ran out before this was said.
    """
    lease = _in_hand.get()
    if lease is not None and lease.old:
        lease.renew()


def take(topics: list[str], now: datetime, limit: int = 100) -> list[Message]:
    """Lease up to ``limit`` messages that are due, oldest first."""
    due = Message.objects.filter(topic__in=topics, ready_at__lte=now).order_by("ready_at")
    with nobody_elses(due, limit) as rows:
        Message.objects.filter(id__in=[row.id for row in rows]).update(ready_at=now + LEASE)
    return rows


def deliver(handlers: Mapping[str, Handler], now: datetime, limit: int = 100) -> int:
    """Hand due messages to the handlers of their topics. What fails comes back, later each time.

    :returns: how many messages were taken.
    """
    since = time.monotonic()
    rows = take(list(handlers), now, limit)
    # One lease for all of them: while one topic is slow, the others are still in hand.
    lease = _Lease([row.id for row in rows], now + LEASE, since)
    token = _in_hand.set(lease)
    try:
        for topic, handle in handlers.items():
            batch = [row for row in rows if row.topic == topic]
            if batch:
                keep()
                with span("outbox", {"topic": topic, "messages": len(batch)}):
                    _deliver_batch(handle, batch, lease)
    except Overtaken:
        pass
    finally:
        _in_hand.reset(token)
    return len(rows)


def _deliver_batch(handle: Handler, batch: list[Message], lease: _Lease) -> None:
    try:
        handle(batch)
    except Overtaken:
        raise
    except Later as fault:
        _put_back(batch, fault, lease)
    except Exception as fault:
        if isinstance(fault, OperationalError) and not connection.is_usable():
            raise  # the database is away, and nothing is wrong with any message
        _one_by_one(handle, batch, fault, lease)
    else:
        reach("outbox.handled")
        _let_go(batch, lease).delete()


def _one_by_one(handle: Handler, batch: list[Message], fault: Exception, lease: _Lease) -> None:
    """One bad message does not hold up the others of its batch."""
    if len(batch) == 1:
        _put_back(batch, fault, lease)
        return
    for row in batch:
        keep()
        _deliver_batch(handle, [row], lease)


def _put_back(batch: list[Message], fault: Exception, lease: _Lease) -> None:
    now = lease.until - LEASE
    why = f"{type(fault).__name__}: {fault}"[:200]
    for row in batch:
        poison = row.attempts + 1 >= TRIES and not isinstance(fault, Later)
        ready_at = NEVER if poison else now + min(timedelta(seconds=5 * 2 ** min(row.attempts, 10)), LONGEST_PAUSE)
        rows = _let_go([row], lease)
        if rows.update(ready_at=ready_at, attempts=row.attempts + 1, fault=why) and poison:
            failed(row.topic, row.id, fault, now, most=1)


def _let_go(batch: list[Message], lease: _Lease) -> QuerySet[Message]:
    """Rows that are ours and will not be in hand any more."""
    gone = {row.id for row in batch}
    lease.rows = [row for row in lease.rows if row not in gone]
    return Message.objects.filter(id__in=gone, ready_at=lease.until)


def take_clocks(now: datetime, limit: int = 100) -> list[RunningClock]:
    """Lease clocks that seem to have run out; the law decides whether they have."""
    due = RunningClock.objects.filter(look_at__lte=now).order_by("look_at")
    with nobody_elses(due, limit) as rows:
        RunningClock.objects.filter(id__in=[row.id for row in rows]).update(look_at=now + LEASE)
    return rows
