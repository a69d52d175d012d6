"""The table of a leader's visit: who may do what, from where; xf2022 Art. 18 ¶2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Manner, Paper, Seat
from huiyin.law.terms import Role as R
from huiyin.law.visit import guards as g
from huiyin.law.visit.facts import VisitSituation
from huiyin.law.visit.vocabulary import VisitAct as A
from huiyin.law.visit.vocabulary import VisitClock as C
from huiyin.law.visit.vocabulary import VisitStage as S


class Ball(Enum):
    """Whose turn it is next."""

    TASKED = "tasked"


HOSTS = (R.RECEPTION, R.DISPATCHER, R.HANDLER, R.HEAD, R.CONVENER, R.SUPERVISOR)
WORKERS = (R.HANDLER, R.DISPATCHER, R.HEAD, R.REVIEWER, R.RECEPTION, R.SUPERVISOR)
PERSON = (R.PETITIONER, *HOSTS)
LAW = cite("xf2022", 18, 2)
_NEW, _INVITED, _PLANNED, _LAID, _WORKING, _REPORTED = (
    frozenset({each}) for each in (S.NEW, S.INVITED, S.PLANNED, S.LAID, S.WORKING, S.REPORTED)
)
_BEFORE, _AFTER = _INVITED | _PLANNED | _LAID, _WORKING | _REPORTED
_ARRANGED = (
    g.about_no_report, g.of_a_living_matter, g.leader_may_hear, g.not_visited_twice, g.chosen_by_rule, g.says_where,
)  # fmt: skip


def _manner(manner: Manner) -> Question:
    def fits(s: VisitSituation) -> bool:
        return s.facts.manner is manner

    return fits


def _task_left(s: VisitSituation) -> bool:
    return s.after.next_task is not None


def _no_task_left(s: VisitSituation) -> bool:
    return not _task_left(s)


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
         stops=(C.PLANNED,), opens=((C.TASK, always),), ball=Ball.TASKED, guards=(g.task_is_whole,),
         when=_task_left),
    Move(A.HOLD, _INVITED | _PLANNED, S.REPORTED, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_RECORD,),
         stops=(C.PLANNED,), guards=(g.task_is_whole,)),
    Move(A.INSTRUCT, _LAID, S.WORKING, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_INSTRUCTION,),
         stops=(C.PLANNED,), opens=((C.TASK, always),), ball=Ball.TASKED, guards=(g.task_is_whole,)),
    Move(A.SET_TASK, _AFTER, S.WORKING, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_INSTRUCTION,),
         opens=((C.TASK, always),), ball=Ball.TASKED, guards=(g.task_is_whole,)),
    Move(A.REPORT, _WORKING, None, WORKERS, Seat.INVOLVED, LAW, opens=((C.TASK, always),), ball=Ball.TASKED,
         guards=(g.of_ones_own_task,), when=_task_left),
    Move(A.REPORT, _WORKING, S.REPORTED, WORKERS, Seat.INVOLVED, LAW, stops=(C.TASK,), ball=Ball.TASKED,
         guards=(g.of_ones_own_task,), when=_no_task_left),
    Move(A.RETURN, _AFTER, S.WORKING, HOSTS, Seat.RAISER, LAW, opens=((C.TASK, always),), ball=Ball.TASKED,
         guards=(g.of_a_reported_task,)),
    Move(A.TELL, _REPORTED, S.DONE, HOSTS, Seat.RAISER, LAW, papers=(Paper.VISIT_RESULT,)),
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


def _to_tasked(s: VisitSituation) -> Turn:
    """To the organ whose task falls due first; with none left, back to whoever follows the visit."""
    if s.given is None:
        return stays(s)
    task = s.after.next_task
    if task is None:
        return back(s, s.facts.coordinator, s.facts.drafter)
    if s.world.standing(task.organ) == s.holder:
        return stays(s)
    return hand(s, task.organ, None, RECEIVERS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {**handing.TURNS, None: stays, Ball.TASKED: _to_tasked}
