"""What happens when a clock runs out: the journal says so, a window closes, a record may end; by its own procedure."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection

from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import SYSTEM
from huiyin.people.posts import actor_of, people_of
from huiyin.record.door import Refused, perform
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import RunningClock
from huiyin.record.outbox import take_clocks
from huiyin.record.projection import reflect_clocks
from huiyin.record.reading import readers
from huiyin.record.setting_aside import CLOCK, failed, pause_after
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.locks import writing
from huiyin.vault.points import reach

logger = logging.getLogger(__name__)
# So many clocks share one commit; if it fails, their leases bring them back.
SHARED = 20


def run_clocks(now: datetime, limit: int = 100) -> int:
    """Look at the clocks whose time has come; ``now`` comes in, so that a test may say what day it is."""
    # In the order in which everybody locks matters, so that nobody waits for somebody who waits for us.
    rows = sorted(take_clocks(now, limit), key=lambda row: row.record)
    for start in range(0, len(rows), SHARED):
        _look_at_all(rows[start : start + SHARED], now)
    return len(rows)


def _look_at_all(rows: Sequence[RunningClock], now: datetime) -> None:
    """One that cannot be looked at must not stop the others: then each is looked at by itself."""
    try:
        with writing():
            for row in rows:
                _look(row, now)
            reach("clocks.written")
    except Exception as fault:
        if isinstance(fault, OperationalError) and not connection.is_usable():
            raise
        if len(rows) == 1:
            _set_aside(rows[0], fault, now)
        else:
            for row in rows:
                _look_at_all([row], now)


def _set_aside(row: RunningClock, fault: Exception, now: datetime) -> None:
    logger.error("a clock cannot be looked at: %s", type(fault).__name__)
    found = failed(CLOCK, row.id, fault, now)
    later = None if found.given_up else now + pause_after(found.tries)
    RunningClock.objects.filter(id=row.id).update(look_at=later)


def _look(row: RunningClock, now: datetime) -> None:
    kind = KINDS[row.record_kind]
    clock = kind.procedure.clocks(row.kind)
    if not _has_run_out(row, kind, clock, now):
        return
    acts = kind.procedure.runs_out(clock)
    if not acts:
        # A right that was not used; nobody is late, and the law refuses it from now on by itself.
        RunningClock.objects.filter(id=row.id).update(look_at=None)
    if acts and not _can_be_read(row, kind, now):
        # A report lies behind it now, and whoever has it cannot do what is late.
        RunningClock.objects.filter(id=row.id).update(look_at=now + timedelta(days=1))
        return
    for act, given in acts:
        _try(row, kind, act, given, now)


def _can_be_read(row: RunningClock, kind: Kind, now: datetime) -> bool:
    """Whether somebody at the organ that has the record may read it. What is a report itself its holder always can."""
    if kind.withheld is not None:
        return True
    day = beijing_day(now)
    holder = kind.model.objects.values_list("holder", flat=True).get(id=row.record)
    there = [actor_of(each.person, on=day, organ=holder) for each in people_of(holder, on=day)]
    return not there or bool(readers(kind, row.record, there, day))


def _has_run_out(row: RunningClock, kind: Kind, clock_kind: Any, now: datetime) -> bool:
    """Ask the law; where the row was wrong (a corrected calendar, a leftover), let it say again what the facts say."""
    with writing():
        record = kind.model.objects.select_for_update().get(id=row.record)
        facts = facts_from(kind.procedure, record.facts)
        clock, world = facts.running(clock_kind), world_on(beijing_day(now))
        if clock is not None and ran_out(clock, world.calendar, beijing_day(now)):
            return True
        reflect_clocks(record, kind.procedure, facts, world)
        return False


def _try(row: RunningClock, kind: Kind, act: Any, given: Mapping[str, Any], now: datetime) -> None:
    key = f"{act.value}:{row.id}:{row.kind}"
    try:
        perform(kind, record=row.record, act=act, by=SYSTEM, at=now, given=given, key=key)
    except Refused:
        # Somebody was faster, or the law wants a person to do it; the record stays in its owner's queue.
        RunningClock.objects.filter(id=row.id).update(look_at=now + timedelta(days=1))
