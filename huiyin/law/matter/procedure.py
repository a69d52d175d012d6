"""The law of a petition matter (信访事项) as one value: the kind of record everything else here serves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from huiyin.law.frame import seats
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.situation import Question
from huiyin.law.frame.verdict import Also
from huiyin.law.matter import situation as q
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.fold import CHANGES, everyday, newborn
from huiyin.law.matter.forms import FORMS
from huiyin.law.matter.situation import Situation
from huiyin.law.matter.table import MOVES
from huiyin.law.matter.turns import TURNS
from huiyin.law.matter.waiting import OVER, RIGHTS, waiting
from huiyin.law.terms import Act, ClockKind, OfKind, Paper, Role, Seat, Stage
from huiyin.law.words import P

#: Written notices to the petitioner; none is owed where name or address is unclear (Art. 23 ¶2).
NOTICES = frozenset(
    {
        Paper.DESTINATION_NOTICE,
        Paper.ACCEPTANCE_NOTICE,
        Paper.GUIDANCE_NOTICE,
        Paper.NON_ACCEPTANCE_NOTICE,
        Paper.NO_FURTHER_NOTICE,
        Paper.MATERIAL_NOTICE,
        Paper.EXTENSION_NOTICE,
    }
)


def _owed(move: Move, facts: Facts) -> tuple[Paper, ...]:
    if not facts.anonymous:
        return move.papers
    return tuple(paper for paper in move.papers if paper not in NOTICES)


def _says(move: Move, s: Situation) -> Mapping[str, Any]:
    """What the event keeps; a classification also says whom it shuts out, so that replaying needs no chart."""
    given = s.given or {}
    if move.act is not Act.CLASSIFY or s.given is None:
        return given
    shut = s.barred_after & (s.facts.organs | {s.facts.holder, s.facts.coordinator})
    return {**given, "shut_out": sorted(shut)} if shut else given


def _runs_out(kind: OfKind) -> tuple[tuple[Act, Particulars], ...]:
    """A right that was not used makes nobody late; a window that closes may end the matter (Art. 35, 36)."""
    if kind is ClockKind.OBJECT:
        return ()
    if kind in RIGHTS:
        return ((Act.LAPSE, {}), (Act.CLOSE, {}))
    return ((Act.NOTE_OVERDUE, {"clock": kind.value}),)


def _also(move: Move, s: Situation) -> tuple[Also, ...]:
    """Merging tells the other matter; splitting opens a new one."""
    if move.act is Act.MERGE:
        return (Also("matter", s.value("into_id"), Act.ABSORB, {}),)
    if move.act is Act.SPLIT:
        return (Also("matter", None, Act.LODGE, {"claims": s.value("claims")}),)
    return ()


def _first_day(kind: OfKind, s: Situation) -> date:
    """The petitioner's periods run from receipt (Art. 35, 36), all others from the day of the act."""
    if kind in q.WINDOWS:
        served = s.value("served_on")
        return date.fromisoformat(served) if served else s.facts.served_on or s.on
    if s.act is Act.CLASSIFY and kind is ClockKind.HANDLE:
        return s.facts.accepted_on or s.on
    return s.on


def _responsible(s: Situation) -> bool:
    organ = s.facts.responsible
    return s.by.organ == (s.holder if organ is None else s.world.standing(organ)) or Role.SYSTEM in s.by.roles


def _co_handler(s: Situation) -> bool:
    return any(s.world.standing(organ) == s.by.organ for organ in s.facts.co_handlers)


def _desk(s: Situation) -> bool:
    """Any counter takes down a report for the organ that may hold it, when it is not sure whom it is about."""
    return seats.SEATS[Seat.DESK](s) or (s.act is Act.LODGE and s.facts.unsure and s.by.staff)


SEATS: Mapping[Seat, Question] = {
    **seats.SEATS,
    Seat.RESPONSIBLE: _responsible,
    Seat.CO_HANDLER: _co_handler,
    Seat.DESK: _desk,
}

MATTER = Procedure(
    key="matter",
    label="信访事项",
    facts=Facts,
    acts=Act,
    stages=Stage,
    clocks=ClockKind,
    moves=MOVES,
    forms=FORMS,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    everyday=everyday,
    situation=Situation,
    over=OVER,
    end=Stage.ARCHIVED,
    ended=(P("事项已经归档，不再变动。"), P("有新的事实，请作为新的事项登记，并注明原编号。")),
    fixed=frozenset({ClockKind.ASSIGNMENT, ClockKind.FEEDBACK}),
    owed=_owed,
    says=_says,
    first_day=_first_day,
    rights=RIGHTS,
    runs_out=_runs_out,
    waits=waiting,
    also=_also,
)
