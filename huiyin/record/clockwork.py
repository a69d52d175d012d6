"""What happens when a clock runs out: the journal says so, a window closes, a record may end; by its own procedure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from huiyin.law.frame.deadlines import due
from huiyin.law.frame.facts import SYSTEM
from huiyin.record.door import Refused, perform
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import RunningClock
from huiyin.record.outbox import take_clocks
from huiyin.record.projection import reflect_clocks
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.locks import writing

# So many clocks share one commit; if it fails, their leases bring them back.
SHARED = 20


def run_clocks(now: datetime, limit: int = 100) -> int:
    """Look at the clocks whose time has come; ``now`` comes in, so that a test may say what day it is."""
    rows = take_clocks(now, limit)
    for start in range(0, len(rows), SHARED):
        with writing():
            for row in rows[start : start + SHARED]:
                _look(row, now)
    return len(rows)


def _look(row: RunningClock, now: datetime) -> None:
    kind = KINDS[row.record_kind]
    clock = kind.procedure.clocks(row.kind)
    if not _has_run_out(row, kind, clock, now):
        return
    acts = kind.procedure.runs_out(clock)
    if not acts:
        # A right that was not used; nobody is late, and the law refuses it from now on by itself.
        RunningClock.objects.filter(id=row.id).update(look_at=None)
    for act, given in acts:
        _try(row, kind, act, given, now)


def _has_run_out(row: RunningClock, kind: Kind, clock_kind: Any, now: datetime) -> bool:
    """Ask the law; where the row was wrong (a corrected calendar, a leftover), let it say again what the facts say."""
    with writing():
        record = kind.model.objects.select_for_update().get(id=row.record)
        facts = facts_from(kind.procedure, record.facts)
        clock, world = facts.running(clock_kind), world_on(beijing_day(now))
        if clock is not None and due(clock, world.calendar).on < beijing_day(now):
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
