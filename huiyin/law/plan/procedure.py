"""The law of a correction plan (整改方案，举一反三) as one value; what it drafts is a matter's own opinion."""

from __future__ import annotations

from datetime import date

from huiyin.law.frame.common import noted_by, set_by_somebody
from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import Actor, Particulars, World
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.verdict import Also
from huiyin.law.plan.facts import CHANGES, PlanFacts, PlanSituation, newborn
from huiyin.law.plan.forms import FORMS
from huiyin.law.plan.table import LAW, MOVES, RAISERS, TURNS
from huiyin.law.plan.vocabulary import PlanAct, PlanClock, PlanStage
from huiyin.law.terms import Act, OfKind
from huiyin.law.words import P

A, S = PlanAct, PlanStage
#: What the record knows and tells the law; the journal of the plan keeps none of it. What is drafted for each matter
#: stands in that one's own.
ASKED = frozenset({"accused", "unfit", "drafted", "waiting"})


#: No article sets these days: whoever agrees on a measure does.
_PERIODS = set_by_somebody(PlanClock, LAW)


def _says(move: Move, s: PlanSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _resumes(kind: OfKind, s: PlanSituation) -> Clock | None:
    """The clock of measures runs to the nearest day of all that are open."""
    if kind is not PlanClock.MEASURE:
        return None
    left = s.after.next_measure
    until: date | None = left.until if left is not None else None
    running = s.facts.running(kind)
    if running is not None and running.fixed == until:
        return running
    return _PERIODS(s.facts.book)[PlanClock.MEASURE].start(kind, s.on, until)


def _also(move: Move, s: PlanSituation) -> tuple[Also, ...]:
    """One answer, many opinions: each matter gets its own, with its own number, clock and right of review."""
    if s.given is None or move.act is not A.ANSWER:
        return ()
    return tuple(Also("matter", int(matter), Act.PROPOSE.value, said) for matter, said in s.value("drafted") or ())


def _begins(by: Actor, world: World) -> bool:
    return not by.roles.isdisjoint(RAISERS)


PLAN = Procedure(
    key="plan",
    label="整改方案",
    facts=PlanFacts,
    acts=A,
    stages=S,
    clocks=PlanClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.DRAFT,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=PlanSituation,
    begins=_begins,
    over=frozenset({S.CLOSED, S.DROPPED}),
    end=S.CLOSED,
    ended=(P("这个方案已经结束，不再变动。"), P("又出现的，请另外起草方案。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset(PlanClock),
    resumes=_resumes,
    runs_out=noted_by(A.NOTE_OVERDUE),
    says=_says,
    periods=_PERIODS,
    also=_also,
)
