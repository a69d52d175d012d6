"""The table of a leader's visit: who may do what, from where; xf2022 Art. 18 ¶2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.beside import Manner
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import Turn, stays
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat
from huiyin.law.visit import guards as g
from huiyin.law.visit.facts import VisitSituation
from huiyin.law.visit.vocabulary import VisitAct as A
from huiyin.law.visit.vocabulary import VisitClock as C
from huiyin.law.visit.vocabulary import VisitStage as S

HOSTS = (R.RECEPTION, R.DISPATCHER, R.HANDLER, R.HEAD, R.CONVENER, R.SUPERVISOR)
PERSON = (R.PETITIONER, *HOSTS)
LAW = cite("xf2022", 18, 2)
_NEW, _INVITED, _PLANNED, _LAID, _WORKING, _REPORTED, _DONE = (
    frozenset({each}) for each in (S.NEW, S.INVITED, S.PLANNED, S.LAID, S.WORKING, S.REPORTED, S.DONE)
)
_BEFORE, _AFTER = _INVITED | _PLANNED | _LAID, _WORKING | _REPORTED
_ARRANGED = (
    g.about_no_report, g.of_a_living_matter, g.leader_may_hear, g.not_visited_twice, g.chosen_by_rule, g.says_where,
)  # fmt: skip


def _manner(manner: Manner) -> Question:
    def fits(s: VisitSituation) -> bool:
        return s.facts.manner is manner

    return fits


def _sets(s: VisitSituation) -> bool:
    return bool(s.value("promise"))


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.ARRANGE, _NEW, S.INVITED, HOSTS, Seat.DESK, LAW, papers=(Paper.VISIT_INVITATION,),
         opens=((C.PLANNED, always),), guards=_ARRANGED, when=_manner(Manner.INVITES)),
    Move(A.ARRANGE, _NEW, S.LAID, HOSTS, Seat.DESK, LAW, opens=((C.PLANNED, always),), guards=_ARRANGED,
         when=_manner(Manner.READS)),
    Move(A.ARRANGE, _NEW, S.PLANNED, HOSTS, Seat.DESK, LAW, opens=((C.PLANNED, always),), guards=_ARRANGED),
    Move(A.AGREE, _INVITED, S.PLANNED, PERSON, Seat.DESK, LAW),
    Move(A.DECLINE, _INVITED, S.NOT_HELD, PERSON, Seat.DESK, LAW, stops=(C.PLANNED,)),
    Move(A.MOVE, _BEFORE, None, HOSTS, Seat.RAISER, LAW, opens=((C.PLANNED, always),), guards=(g.says_where,)),
    Move(A.PREPARE, _BEFORE, None, HOSTS, Seat.RAISER, LAW),
    Move(A.HOLD, _INVITED | _PLANNED, S.WORKING, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_RECORD,),
         stops=(C.PLANNED,), guards=(g.task_is_whole,), when=_sets),
    Move(A.HOLD, _INVITED | _PLANNED, S.REPORTED, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_RECORD,),
         stops=(C.PLANNED,), guards=(g.task_is_whole,)),
    Move(A.INSTRUCT, _LAID, S.WORKING, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_INSTRUCTION,),
         stops=(C.PLANNED,), guards=(g.task_is_whole,)),
    Move(A.SET_TASK, _AFTER, S.WORKING, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_INSTRUCTION,),
         guards=(g.task_is_whole,)),
    Move(A.REPORT, _WORKING, None, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.of_an_earlier_version,)),
    Move(A.RETURN, _AFTER, None, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.of_an_earlier_version,)),
    Move(A.CARRY, _AFTER | _DONE, None, (R.SYSTEM,), Seat.SYSTEM, LAW, stops=(C.TASK,),
         guards=(g.of_an_earlier_version,)),
    Move(A.TELL, _AFTER, S.DONE, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_RESULT,), stops=(C.TASK,),
         guards=(g.carried_out,)),
    Move(A.CALL_OFF, _BEFORE, S.NOT_HELD, HOSTS, Seat.RAISER, LAW, stops=(C.PLANNED,)),
    to_colleague(A.NAME_HANDLER, _BEFORE | _AFTER),
    Move(A.NOTE_OVERDUE, _BEFORE | _WORKING, None, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.ran_out_untold,)),
)
# fmt: on


def _host(s: VisitSituation) -> bool:
    """The organ that arranges it, and the leader's own."""
    facts, world = s.facts, s.world
    return s.by.organ is not None and s.by.organ in (
        world.standing(facts.coordinator),
        world.standing(facts.leader_organ) if facts.leader_organ else None,
    )


def _asked(s: VisitSituation) -> bool:
    """The person themselves, or the organ that wrote down for them."""
    return R.PETITIONER in s.by.roles or _host(s)


SEATS: Mapping[Seat, Question] = {**SHARED, Seat.RAISER: _host, Seat.DESK: _asked}


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {**handing.TURNS, None: stays}
