"""The law of a leader's visit (领导接访、下访、约访、阅信) as one value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from huiyin.law.beside import Manner, Meeting
from huiyin.law.frame.common import noted_by, set_by_somebody
from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.verdict import Also
from huiyin.law.frame.waiting import Waiting
from huiyin.law.terms import Act, OfKind
from huiyin.law.visit.facts import CHANGES, VisitFacts, VisitSituation, newborn
from huiyin.law.visit.forms import FORMS
from huiyin.law.visit.guards import receives_people
from huiyin.law.visit.table import LAW, MOVES, SEATS, TURNS
from huiyin.law.visit.vocabulary import VisitAct, VisitClock, VisitStage
from huiyin.law.words import P

#: What the record knows of the matter and tells the law; the journal of the visit does not keep it.
ASKED: Final = frozenset({"found", "secret", "unfit", "taken", "archived", "open_tasks", "matter_number"})
#: What the matter's own journal says of an act here, and with which words of it.
ARRANGED: Final = {Manner.INVITES: Meeting.INVITED, Manner.READS: Meeting.LAID}
TOLD: Final[Mapping[VisitAct, tuple[Meeting, str]]] = {
    VisitAct.MOVE: (Meeting.MOVED, "reason"),
    VisitAct.CALL_OFF: (Meeting.NOT_HELD, "reason"),
    VisitAct.HOLD: (Meeting.HELD, "answer"),
    VisitAct.INSTRUCT: (Meeting.NOTED, "note"),
    VisitAct.TELL: (Meeting.TOLD, "result"),
}


#: No regulation sets these days: whoever arranges a visit does, and the leader who sets a task.
_PERIODS = set_by_somebody(VisitClock, LAW)


def _says(move: Move, s: VisitSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _resumes(kind: OfKind, s: VisitSituation) -> Clock | None:
    """To the day for which it is planned; one that runs to that day already goes on."""
    until = date.fromisoformat(s.value("on")) if s.value("on") else s.facts.planned_on
    running = s.facts.running(kind)
    if running is not None and running.fixed == until:
        return running
    return _PERIODS(s.facts.book)[VisitClock.PLANNED].start(kind, s.on, until)


def _waits(facts: VisitFacts) -> Waiting | None:
    if facts.stage is VisitStage.WORKING:
        return Waiting(P("等交办的事落实，再告知本人"), facts.moved_on)
    return Waiting(P("等告知本人结果"), facts.moved_on) if facts.stage is VisitStage.REPORTED else None


def _also(move: Move, s: VisitSituation) -> tuple[Also, ...]:
    """The matter's own journal says when a leader meets the person, what was answered, and what came of it; what was
    set there is a promise to the person, with a day."""
    if s.given is None:
        return ()
    return (*_told(s), *_set(s))


def _set(s: VisitSituation) -> tuple[Also, ...]:
    if not s.value("promise"):
        return ()
    said = {
        "matter": s.value("matter_number"), "matter_id": s.facts.matter, "source": "visit", "what": s.value("promise"),
        "until": s.value("promise_until"), "to_organ": s.value("to_organ"), "whose": s.value("whose"),
        "from_visit": True,
    }  # fmt: skip
    return (Also("undertaking", None, "promise", {name: each for name, each in said.items() if each}),)


def _told(s: VisitSituation) -> tuple[Also, ...]:
    meeting, words = _meeting(s)
    if meeting is None or s.value("archived"):
        return ()
    said: dict[str, Any] = {"what": meeting.value, "leader": s.value("leader_name") or "", "account": s.value(words)}
    said |= {name: s.value(name) for name in ("on", "time", "place", "files") if s.value(name)}
    said |= {"leader_organ": s.facts.leader_organ} if s.facts.leader_organ else {}
    return (Also("matter", s.facts.matter, Act.NOTE_VISIT.value, {k: v for k, v in said.items() if v}),)


def _meeting(s: VisitSituation) -> tuple[Meeting | None, str]:
    if s.act is VisitAct.ARRANGE:
        return ARRANGED.get(s.facts.manner, Meeting.PLANNED), "why"
    return TOLD.get(s.act, (None, ""))


VISIT = Procedure(
    key="visit",
    label="接访阅信",
    facts=VisitFacts,
    acts=VisitAct,
    stages=VisitStage,
    clocks=VisitClock,
    moves=MOVES,
    forms=FORMS,
    opening=VisitAct.ARRANGE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=VisitSituation,
    begins=receives_people,
    over=frozenset({VisitStage.DONE, VisitStage.NOT_HELD}),
    end=VisitStage.DONE,
    ended=(P("这次接访已经了结，不再变动。"), P("还有问题，可以另外安排。")),
    hands=VisitAct.NAME_HANDLER,
    resumes=_resumes,
    runs_out=noted_by(VisitAct.NOTE_OVERDUE),
    waits=_waits,
    says=_says,
    periods=_PERIODS,
    also=_also,
)
