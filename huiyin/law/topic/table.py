"""The table of a topic of the joint conference: who may do what, from where; xf2022 Art. 13, 24 ¶1, 25, 28 ¶2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.conference.table import CONVENERS, MEMBERS, OFFICE
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat
from huiyin.law.topic import guards as g
from huiyin.law.topic.facts import TopicSituation
from huiyin.law.topic.vocabulary import Cause
from huiyin.law.topic.vocabulary import TopicAct as A
from huiyin.law.topic.vocabulary import TopicClock as C
from huiyin.law.topic.vocabulary import TopicStage as S


class Ball(Enum):
    """Whose turn it is next."""

    OFFICE = "office"
    TAKER = "taker"


RAISERS = (*MEMBERS, R.CONVENER)
TAKERS = (R.HEAD, R.DISPATCHER, R.HANDLER)
LAW, REMIT, URGENT = cite("xf2022", 13), cite("xf2022", 24, 1), cite("xf2022", 25, 1)
#: Litigation and its kin are parted from petition work; the organs of law take them by their own law.
PARTED = cite("xf2022", 28, 2)
_NEW, _PROPOSED, _LISTED, _DECIDED, _HANDED, _TAKEN = (
    frozenset({each}) for each in (S.NEW, S.PROPOSED, S.LISTED, S.DECIDED, S.HANDED, S.TAKEN)
)
_BEFORE = _PROPOSED | _LISTED
_OPEN = _BEFORE | _DECIDED | _HANDED | _TAKEN
_FIT = (g.about_no_report, g.of_a_living_matter)
_RAISED = (*_FIT, g.office_is_there, g.not_raised_twice, g.urgent_in_fact)


def _at_once(s: TopicSituation) -> bool:
    return s.at_once


def _urgent(s: TopicSituation) -> bool:
    return s.facts.cause is Cause.URGENT


def _another_day(s: TopicSituation) -> bool:
    return bool(s.value("until"))


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.RAISE, _NEW, S.LISTED, RAISERS, Seat.DESK, URGENT, ball=Ball.OFFICE, guards=_RAISED, when=_at_once),
    Move(A.RAISE, _NEW, S.PROPOSED, RAISERS, Seat.DESK, LAW, opens=((C.AGENDA, _urgent),), ball=Ball.OFFICE,
         guards=_RAISED),
    Move(A.SHEET, _BEFORE, None, OFFICE, Seat.RAISER, LAW, guards=_FIT),
    Move(A.LIST, _PROPOSED, S.LISTED, OFFICE, Seat.RAISER, LAW, stops=(C.AGENDA,),
         guards=(*_FIT, g.sheet_is_written, g.meeting_is_ahead)),
    Move(A.OPINE, _LISTED, None, MEMBERS, Seat.INVOLVED, LAW, guards=(g.of_a_member,)),
    Move(A.DECIDE, _LISTED, S.DECIDED, CONVENERS, Seat.RAISER, REMIT, papers=(Paper.RESOLUTION_LETTER,),
         opens=((C.TASK, always),),
         guards=(*_FIT, g.at_the_table, g.not_by_an_office, g.competent_where_disputed, g.part_is_whole,
                 g.leads_and_helps_apart)),
    Move(A.SET_TASK, _DECIDED, None, CONVENERS, Seat.RAISER, LAW, papers=(Paper.RESOLUTION_LETTER,),
         guards=(*_FIT, g.not_by_an_office)),
    Move(A.FOLLOW, _DECIDED, None, OFFICE, Seat.RAISER, LAW, opens=((C.TASK, _another_day),)),
    Move(A.SETTLE, _DECIDED, S.SETTLED, OFFICE, Seat.RAISER, LAW, stops=(C.TASK,), guards=(g.tasks_carried_out,)),
    Move(A.HAND_OVER, _BEFORE, S.HANDED, OFFICE, Seat.RAISER, PARTED, papers=(Paper.LAW_REFERRAL,),
         stops=(C.AGENDA,), opens=((C.RECEIPT, always),), ball=Ball.TAKER,
         guards=(*_FIT, g.not_by_an_office, g.to_an_organ_of_law)),
    Move(A.TAKE, _HANDED, S.TAKEN, TAKERS, Seat.HOLDER, PARTED, papers=(Paper.LAW_RECEIPT,), stops=(C.RECEIPT,),
         opens=((C.RESULT, always),), guards=(g.by_the_taker,)),
    Move(A.REFUSE, _HANDED, S.PROPOSED, TAKERS, Seat.HOLDER, PARTED, stops=(C.RECEIPT,), ball=Ball.OFFICE,
         guards=(g.by_the_taker,)),
    Move(A.CONCLUDE, _TAKEN, S.SETTLED, TAKERS, Seat.HOLDER, PARTED, stops=(C.RESULT,), ball=Ball.OFFICE,
         guards=(g.by_the_taker,)),
    Move(A.DEFER, _LISTED, S.PROPOSED, OFFICE, Seat.RAISER, LAW),
    Move(A.DROP, _BEFORE, S.DROPPED, OFFICE, Seat.RAISER, LAW, stops=(C.AGENDA,)),
    Move(A.UNLIST, _LISTED, S.PROPOSED, OFFICE, Seat.RECORDED, LAW, guards=(g.with_the_meeting,)),
    to_colleague(A.NAME_HANDLER, _OPEN),
    Move(A.NOTE_OVERDUE, _PROPOSED | _DECIDED | _HANDED | _TAKEN, None, (R.SYSTEM,), Seat.SYSTEM, LAW,
         guards=(g.ran_out_unnoted,)),
)
# fmt: on


def _office(s: TopicSituation) -> bool:
    return s.by.organ is not None and s.by.organ == s.world.standing(s.facts.office)


SEATS: Mapping[Seat, Question] = {
    **SHARED, Seat.RAISER: _office, Seat.RECORDED: _office, Seat.DESK: SHARED[Seat.INVOLVED],
}  # fmt: skip


def _to_office(s: TopicSituation) -> Turn:
    """To whoever raised it where that is the office, to whoever prepares it there, else to who is on duty."""
    facts = s.facts
    if s.by.organ == facts.office:
        return stays(s)
    if s.act is A.RAISE:
        return hand(s, facts.office, None, (*RECEIVERS, R.CONVENER), excluded(s))
    return back(s, facts.office, facts.drafter)


def _to_taker(s: TopicSituation) -> Turn:
    return stays(s) if s.given is None else hand(s, s.value("to_organ"), None, RECEIVERS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.OFFICE: _to_office, Ball.TAKER: _to_taker,
}  # fmt: skip
