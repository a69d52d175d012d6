"""What the events of a matter keep beyond what was said, and which of its clocks run on instead of starting anew.

So a history is replayed without the chart, the options and the law of its day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from huiyin.law.frame.deadlines import Clock, resumed
from huiyin.law.frame.procedure import Move
from huiyin.law.matter import situation as q
from huiyin.law.matter import urgent
from huiyin.law.matter.promising import ASKED
from huiyin.law.matter.situation import Situation
from huiyin.law.terms import Act, ClockKind, Term

Kept = Mapping[str, Any]


def says(move: Move, s: Situation) -> Kept:
    """What the event keeps."""
    given = s.given or {}
    if ASKED in given:
        given = {name: value for name, value in given.items() if name != ASKED}
    more = _KEPT.get(move.act)
    return given if more is None or s.given is None else {**given, **more(s)}


def _shut_out(s: Situation) -> Kept:
    """Whom a classification shuts out."""
    shut = s.barred_after & (s.facts.organs | {s.facts.holder, s.facts.coordinator})
    return {"shut_out": sorted(shut)} if shut else {}


def _sent(s: Situation) -> Kept:
    """By whom; and where the receiver notifies by rules of its own, that it does (Art. 23 ¶4)."""
    there = s.having(next_holder=s.value("to_organ"))
    return {"sent_by": s.holder, **({"own_rules": True} if q.own_rules(there) else {})}


def _hearing(s: Situation) -> Kept:
    """The day of the hearing, and from which day on its time does not count (Art. 36 ¶2)."""
    day = s.value("on")
    return {"hearing_on": day, "pauses": s.on.isoformat() if s.facts.book.options.hearing_from_notice else day}


_KEPT: Mapping[Any, Callable[[Situation], Kept]] = {
    Act.CLASSIFY: _shut_out,
    Act.TRANSFER: _sent,
    Act.ASSIGN: _sent,
    Act.REPORT_URGENT: lambda s: {"told": urgent.addressees(s)},
    Act.INVITE: lambda s: {"awaited": s.value("to_organ")},
    Act.OPEN_HEARING: _hearing,
}

# Clocks --------------------------------------------------------------------------------------------------------------

_RUNS_ON = frozenset({Act.BREAK_AGREEMENT, Act.REJECT_OBJECTION, Act.TAKE_BACK})


def first_day(kind: Term, s: Situation) -> date:
    """The petitioner's periods run from receipt (Art. 35, 36), a redo from the receipt of what revoked the opinion, all
    others from the day of the act."""
    if kind in q.WINDOWS or s.act is Act.SERVE:
        served = s.value("served_on")
        return date.fromisoformat(served) if served else s.facts.served_on or s.on
    if s.act is Act.CLASSIFY and kind is ClockKind.HANDLE:
        return s.facts.accepted_on or s.on
    return s.on


def resumes(kind: Term, s: Situation) -> Clock | None:
    """The clock that runs on: after a broken agreement and a rejected objection with what was left of it, after a
    transfer that was taken back as if it had never stopped. No article gives a new period (Art. 22, 23 ¶3, 33–34)."""
    if s.act not in _RUNS_ON or (s.act is Act.REJECT_OBJECTION and s.facts.book.options.objection_restarts):
        return None
    found = next((clock for clock in reversed(s.facts.clocks) if clock.kind is kind and clock.stopped), None)
    if found is None or found.stopped is None:
        return None
    return resumed(found, found.stopped if s.act is Act.TAKE_BACK else s.on, s.world.calendar)
