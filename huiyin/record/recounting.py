"""Last days counted anew when a calendar was corrected or added (日历更正后重新计算).

A stored last day is only an index; what it follows from stands in the journal. So a calendar that is loaded changes no
journal: the rows are counted anew by the worker, each says by which edition of the calendar, and the ledger of
reference data says when it was done. Until then ``./run verify`` holds a row against the calendar that it names.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import datetime

from django.db import OperationalError, connection

from huiyin.people import ledgers
from huiyin.people.calendars import calendar
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Message, RunningClock
from huiyin.record.projection import clock_row, next_due
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.locks import writing

logger = logging.getLogger(__name__)
#: So many records share one commit.
SHARED = 50
#: So often rows are looked for that a process wrote which had not yet heard of the new calendar.
SECONDS = 60.0
PATIENCE = 2.0

_seen, _again = -1, 0.0
_failed: set[int] = set()


def look(now: datetime) -> None:
    """The worker's round: at once when the calendar is another one, else now and then."""
    global _seen, _again
    edition = calendar().edition
    if edition == _seen and time.monotonic() < _again:
        return
    until = time.monotonic() + PATIENCE
    while recount(now):
        if time.monotonic() > until:
            return  # the rest in the next round: what runs out meanwhile is asked of the law
    _seen, _again = edition, time.monotonic() + SECONDS


def recount(now: datetime, limit: int = SHARED) -> int:
    """Count the clocks of so many records by the newest calendar.

    :returns: how many records there were; 0 when all of them are counted by it.
    """
    rows = RunningClock.objects.filter(counted__lt=calendar().edition).exclude(record__in=_failed)
    found = list(rows.order_by("record").values_list("record", "record_kind").distinct()[:limit])
    if found:
        _all_of(found, now)
    return len(found)


def _all_of(found: Iterable[tuple[int, str]], now: datetime) -> None:
    """One record that cannot be counted does not hold up the others."""
    found = list(found)
    try:
        with writing():
            moved = [_one(record, KINDS[kind], now) for record, kind in found]
            if any(moved):
                ledgers.append(ledgers.REFERENCE, "recount", {})
    except Exception as fault:
        if isinstance(fault, OperationalError) and not connection.is_usable():
            raise
        if len(found) == 1:
            logger.exception("the clocks of a record cannot be counted anew")
            _failed.add(found[0][0])
            return
        for each in found:
            _all_of([each], now)


def _one(number: int, kind: Kind, now: datetime) -> bool:
    """Whether a last day of this record is another one by the newest calendar."""
    record = kind.model.objects.select_for_update().get(id=number)
    facts, world = facts_from(kind.procedure, record.facts), world_on(beijing_day(now))
    running = {clock.kind.value: clock for clock in facts.clocks if clock.running}
    moved = False
    for row in RunningClock.objects.filter(record=number):
        new = clock_row(record, kind.procedure, running[row.kind], world)
        told = {"due_on": new.due_on, "provisional": new.provisional, "counted": new.counted}
        if new.due_on != row.due_on:
            told["look_at"], moved = new.look_at, True
        RunningClock.objects.filter(id=row.id).update(**told)
    place = next_due(kind.procedure, facts, world)
    if place != (record.queue_on, record.queue_clock):
        kind.model.objects.filter(id=number).update(queue_on=place[0], queue_clock=place[1])
        Message.objects.create(topic="index", record=number, record_kind=kind.key, seq=record.seq, ready_at=now)
        moved = True
    return moved
