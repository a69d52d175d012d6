"""The table of a correction plan: who may do what, from where; xf2022 Art. 5 (solved at the source), 40 ¶1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.papers import Paper
from huiyin.law.plan import guards as g
from huiyin.law.plan.facts import PlanSituation
from huiyin.law.plan.vocabulary import PlanAct as A
from huiyin.law.plan.vocabulary import PlanClock as C
from huiyin.law.plan.vocabulary import PlanStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    OWNER = "plan_owner"
    DRAFTER = "plan_drafter"


RAISERS = (R.SUPERVISOR, R.DISPATCHER, R.HEAD)
DESK = (R.DISPATCHER, R.HANDLER, R.HEAD)
LAW, OPINION = cite("xf2022", 40, 1), cite("xf2022", 32, 1)
_NEW, _DRAFT, _AGREED, _RUNNING, _ANSWERED, _MEASURED = (
    frozenset({each}) for each in (S.NEW, S.DRAFT, S.AGREED, S.RUNNING, S.ANSWERED, S.MEASURED)
)
_OPEN = _DRAFT | _AGREED | _RUNNING | _ANSWERED | _MEASURED
_NEXT = ((C.MEASURE, always),)
_SENT = (g.for_oneself_or_below, g.not_to_the_accused)


def _measure_left(s: PlanSituation) -> bool:
    return s.given is None or s.after.next_measure is not None


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.DRAFT, _NEW, S.DRAFT, RAISERS, Seat.RAISER, LAW, ball=Ball.OWNER, guards=(g.some_matters, *_SENT)),
    Move(A.ADD, _DRAFT | _AGREED | _RUNNING, None, (*RAISERS, R.HANDLER), Seat.INVOLVED, LAW,
         guards=(g.some_matters, g.not_to_the_accused)),
    Move(A.AMEND, _DRAFT, None, RAISERS, Seat.RAISER, LAW, ball=Ball.OWNER, guards=_SENT),
    Move(A.OBJECT, _DRAFT, None, (R.HEAD, R.DISPATCHER), Seat.HOLDER, LAW, ball=Ball.DRAFTER, guards=(g.of_another,)),
    Move(A.SET_MEASURE, _DRAFT, None, DESK, Seat.HOLDER, LAW, guards=(g.by_the_owner,)),
    Move(A.SET_MEASURE, _RUNNING, None, DESK, Seat.HOLDER, LAW, opens=_NEXT, guards=(g.by_the_owner,)),
    Move(A.AGREE, _DRAFT, S.AGREED, (R.HEAD,), Seat.HOLDER, LAW, ball=Ball.DRAFTER,
         guards=(g.by_the_owner, g.with_measures)),
    Move(A.RETURN, _AGREED, S.DRAFT, RAISERS, Seat.RAISER, LAW, ball=Ball.OWNER, guards=(g.not_to_the_accused,)),
    Move(A.START, _AGREED, S.RUNNING, RAISERS, Seat.RAISER, LAW, papers=(Paper.CORRECTION_PLAN,), opens=_NEXT,
         ball=Ball.OWNER, guards=(g.not_to_the_accused,)),
    Move(A.CARRY_OUT, _RUNNING, None, DESK, Seat.HOLDER, LAW, opens=_NEXT, guards=(g.one_left_to_do,),
         when=_measure_left),
    Move(A.CARRY_OUT, _RUNNING, None, DESK, Seat.HOLDER, LAW, stops=(C.MEASURE,), guards=(g.one_left_to_do,)),
    Move(A.WRITE, _RUNNING, None, DESK, Seat.HOLDER, OPINION),
    Move(A.ANSWER, _RUNNING, None, (R.HANDLER, R.HEAD), Seat.INVOLVED, OPINION,
         guards=(g.answer_written, g.some_ready)),
    Move(A.FINISH, _RUNNING, S.ANSWERED, DESK, Seat.HOLDER, LAW, opens=((C.EFFECT, always),), ball=Ball.DRAFTER,
         guards=(g.all_carried_out, g.everybody_answered)),
    Move(A.MEASURE, _ANSWERED, S.MEASURED, RAISERS, Seat.RAISER, LAW, stops=(C.EFFECT,), guards=(g.time_has_passed,)),
    Move(A.RESUME, _MEASURED, S.RUNNING, RAISERS, Seat.RAISER, LAW, opens=_NEXT, ball=Ball.OWNER,
         guards=(g.not_to_the_accused,)),
    Move(A.CLOSE, _MEASURED, S.CLOSED, RAISERS, Seat.RAISER, LAW),
    to_colleague(A.NAME_HANDLER, _OPEN),
    Move(A.DROP, _OPEN, S.DROPPED, (R.SUPERVISOR, R.HEAD), Seat.RAISER, LAW, stops=(C.MEASURE, C.EFFECT)),
    Move(A.NOTE_OVERDUE, _RUNNING | _ANSWERED, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.is_late,)),
)
# fmt: on


def _to_owner(s: PlanSituation) -> Turn:
    organ = int(s.value("to_organ") or s.facts.to_organ)
    return hand(s, organ, None, RECEIVERS, excluded(s) | frozenset(s.value("unfit") or ()))


def _to_drafter(s: PlanSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


TURNS: Mapping[Enum | None, Callable[[PlanSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.OWNER: _to_owner, Ball.DRAFTER: _to_drafter,
}  # fmt: skip
