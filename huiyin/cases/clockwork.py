"""What happens when a clock runs out: the journal says so, the petitioner's window closes, the matter may end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import OperationalError, connection

from huiyin.cases.acts import Refused, perform
from huiyin.cases.models import Case, RunningClock
from huiyin.cases.outbox import take_clocks
from huiyin.cases.projections import reflect_clocks
from huiyin.cases.setting_aside import CLOCK, failed, pause_after
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import beijing_day, world_on
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import SYSTEM
from huiyin.law.matter.waiting import RIGHTS
from huiyin.law.terms import Act, ClockKind
from huiyin.store.locks import writing
from huiyin.vault.points import reach

logger = logging.getLogger(__name__)
# So many clocks share one commit; if it fails, their leases bring them back.
SHARED = 20


def run_clocks(now: datetime, limit: int = 100) -> int:
    """Look at the clocks whose time has come; ``now`` comes in, so that a test may say what day it is."""
    # In the order in which everybody locks matters, so that nobody waits for somebody who waits for us.
    rows = sorted(take_clocks(now, limit), key=lambda row: row.case_id)
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
    kind = ClockKind(row.kind)
    if not _has_run_out(row, kind, now):
        return
    if kind is ClockKind.OBJECT:
        # A right that was not used; nobody is late, and the law refuses an objection from now on by itself.
        RunningClock.objects.filter(id=row.id).update(look_at=None)
    elif kind in RIGHTS:
        _close_window(row, kind, now)
    else:
        _try(row, Act.NOTE_OVERDUE, now, clock=kind.value, key=f"overdue:{row.id}:{kind}")


def _has_run_out(row: RunningClock, kind: ClockKind, now: datetime) -> bool:
    """Ask the law; where the row was wrong (a corrected calendar, a leftover), let it say again what the facts say."""
    with writing():
        case = Case.objects.select_for_update().get(id=row.case_id)
        facts = load_facts(case.facts)
        clock, world = facts.running(kind), world_on(beijing_day(now))
        if clock is not None and ran_out(clock, world.calendar, beijing_day(now)):
            return True
        reflect_clocks(case, facts, world)
        return False


def _close_window(row: RunningClock, kind: ClockKind, now: datetime) -> None:
    """The person did not ask for review in time; what needs nothing more is closed (Art. 35, 36)."""
    _try(row, Act.LAPSE, now, key=f"lapse:{row.id}")
    _try(row, Act.CLOSE, now, key=f"close:{row.id}")


def _try(row: RunningClock, act: Act, now: datetime, *, key: str, **given: str) -> None:
    try:
        perform(case=row.case_id, act=act, by=SYSTEM, at=now, given=given, key=key)
    except Refused:
        # Somebody was faster, or the law wants a person to do it; the matter stays in its owner's queue.
        RunningClock.objects.filter(id=row.id).update(look_at=now + timedelta(days=1))
