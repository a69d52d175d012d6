"""The law of a dispute (矛盾纠纷) as one value."""

from __future__ import annotations

from typing import Any

from huiyin.law.chart.organs import Level
from huiyin.law.dispute.facts import CHANGES, DisputeFacts, DisputeSituation, graded, newborn, periods, promised
from huiyin.law.dispute.forms import FORMS
from huiyin.law.dispute.guards import near_the_people
from huiyin.law.dispute.table import MOVES, SEATS_HERE, TURNS
from huiyin.law.dispute.vocabulary import DisputeAct, DisputeClock, DisputeStage
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.waiting import Waiting
from huiyin.law.terms import OfKind
from huiyin.law.words import P

#: What the record knows and tells the law; the journal of the dispute does not keep it.
ASKED = frozenset({"matter_report"})


def _says(move: Move, s: DisputeSituation) -> Particulars:
    said = {name: value for name, value in (s.given or {}).items() if name not in ASKED}
    if s.given is None:
        return said
    if move.act is DisputeAct.FIND:
        grade, line = graded(said)
        return {**said, "grade": grade.value, "graded_by": line, "told": _township(s, s.holder)}
    if move.act is DisputeAct.PASS_ON:
        return {**said, "told": _township(s, s.value("to_organ"))}
    return said


def _township(s: DisputeSituation, organ: int) -> list[int]:
    """The township reads what its villages find; it answers for that (xf2022 Art. 15 ¶3)."""
    here = s.organ(organ)
    above = s.world.chart.government_of(organ) if here is not None else None
    there = s.organ(above)
    return [there.id] if there is not None and there.level is Level.TOWNSHIP else []


def _runs_out(kind: OfKind) -> tuple[tuple[DisputeAct, Particulars], ...]:
    """Whether the parties go to court is their own affair."""
    return () if kind is DisputeClock.CONFIRM else ((DisputeAct.NOTE_OVERDUE, {"clock": kind.value}),)


def _waits(facts: DisputeFacts) -> Waiting:
    return Waiting(P("等指派调解员"), facts.moved_on or facts.lodged_on)


def _until(kind: OfKind, s: DisputeSituation) -> Any:
    """The day of the next talk is said; of an agreement the next thing that is due counts."""
    if kind is not DisputeClock.PERFORM:
        return s.value("until")
    left = promised(s.value("instalments") or ()) or s.facts.instalments
    days = [each.on for number, each in enumerate(left, 1) if each.done is None and number != s.value("which")]
    return min(days).isoformat() if days else None


DISPUTE = Procedure(
    key="dispute",
    label="矛盾纠纷",
    facts=DisputeFacts,
    acts=DisputeAct,
    stages=DisputeStage,
    clocks=DisputeClock,
    moves=MOVES,
    forms=FORMS,
    opening=DisputeAct.FIND,
    newborn=newborn,
    seats=SEATS_HERE,
    turns=TURNS,
    changes=CHANGES,
    situation=DisputeSituation,
    begins=near_the_people,
    over=frozenset({DisputeStage.SOLVED, DisputeStage.UNSETTLED, DisputeStage.PETITIONED, DisputeStage.VOID}),
    hands=DisputeAct.NAME_HANDLER,
    fixed=frozenset({DisputeClock.NEXT, DisputeClock.PERFORM}),
    rights=frozenset({DisputeClock.CONFIRM}),
    until=_until,
    runs_out=_runs_out,
    waits=_waits,
    says=_says,
    periods=periods,
)
