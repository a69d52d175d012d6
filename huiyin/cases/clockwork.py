"""What happens when a clock runs out: the journal says so, the petitioner's window closes, the matter may end."""

from __future__ import annotations

from datetime import datetime, timedelta

from huiyin.cases.acts import Refused, perform
from huiyin.cases.models import Case, RunningClock
from huiyin.cases.outbox import take_clocks
from huiyin.cases.projections import THE_PERSONS_OWN, reflect_clocks
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import beijing_day, world_on
from huiyin.law.deadlines import due
from huiyin.law.facts import SYSTEM
from huiyin.law.terms import Act, ClockKind


def run_clocks(now: datetime, limit: int = 100) -> int:
    """Look at the clocks whose time has come; ``now`` comes in, so that a test may say what day it is."""
    rows = take_clocks(now, limit)
    for row in rows:
        _look(row, now)
    return len(rows)


def _look(row: RunningClock, now: datetime) -> None:
    case = Case.objects.get(id=row.case_id)
    facts = load_facts(case.facts)
    kind = ClockKind(row.kind)
    clock = facts.running(kind)
    world = world_on(beijing_day(now))
    if clock is None or due(clock, world.calendar).on >= beijing_day(now):
        # The calendar was corrected, or the row is a leftover: let the rows say again what the facts say.
        reflect_clocks(case, facts, world)
        return
    if kind in THE_PERSONS_OWN:
        _close_window(case.id, kind, now)
    else:
        _try(case.id, Act.NOTE_OVERDUE, now, clock=kind.value, key=f"overdue:{case.id}:{case.seq}:{kind}")


def _close_window(case: int, kind: ClockKind, now: datetime) -> None:
    """The person did not ask for review in time; what needs nothing more is closed (Art. 35, 36)."""
    _try(case, Act.LAPSE, now, key=f"lapse:{case}:{kind}:{now:%Y%m%d}")
    _try(case, Act.CLOSE, now, key=f"close:{case}:{kind}:{now:%Y%m%d}")


def _try(case: int, act: Act, now: datetime, *, key: str, **given: str) -> None:
    try:
        perform(case=case, act=act, by=SYSTEM, at=now, given=given, key=key)
    except Refused:
        # Somebody was faster, or the law wants a person to do it; the matter stays in its owner's queue.
        RunningClock.objects.filter(case=case).update(look_at=now + timedelta(days=1))
