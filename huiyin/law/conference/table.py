"""The table of a meeting of the joint conference: who may do what, from where; xf2022 Art. 13, 24 ¶1."""

from __future__ import annotations

from huiyin.law.conference import guards as g
from huiyin.law.conference.vocabulary import ConferenceAct as A
from huiyin.law.conference.vocabulary import ConferenceClock as C
from huiyin.law.conference.vocabulary import ConferenceStage as S
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import always
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat

OFFICE = (R.CONVENER, R.HEAD, R.DISPATCHER, R.HANDLER)
#: Who leads a meeting, and whose signature its minutes bear.
CONVENERS = (R.CONVENER, R.HEAD)
MEMBERS = (R.HEAD, R.DISPATCHER, R.HANDLER, R.RECEPTION, R.REVIEWER, R.SUPERVISOR)
LAW = cite("xf2022", 13)
_NEW, _PREPARING, _CALLED, _SITTING, _WRITING, _SIGNED = (
    frozenset({each}) for each in (S.NEW, S.PREPARING, S.CALLED, S.SITTING, S.WRITING, S.SIGNED)
)
_AHEAD = _PREPARING | _CALLED
_DAY, _OUT = ((C.MEETING, always),), ((C.MINUTES, always),)

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.CALL, _NEW, S.PREPARING, OFFICE, Seat.RAISER, LAW, opens=_DAY),
    Move(A.NOTIFY, _PREPARING, S.CALLED, OFFICE, Seat.RAISER, LAW, papers=(Paper.CONFERENCE_NOTICE,),
         guards=(g.has_members, g.has_an_agenda, g.day_is_ahead)),
    Move(A.ANSWER, _CALLED, None, MEMBERS, Seat.INVOLVED, LAW, guards=(g.of_a_member,)),
    Move(A.START, _CALLED, S.SITTING, CONVENERS, Seat.RAISER, LAW, stops=(C.MEETING,),
         guards=(g.on_its_day, g.quorum_is_there)),
    Move(A.FINISH, _SITTING, S.WRITING, CONVENERS, Seat.RAISER, LAW, opens=_OUT, guards=(g.all_dealt_with,)),
    Move(A.DRAFT, _WRITING, None, OFFICE, Seat.RAISER, LAW),
    Move(A.SIGN, _WRITING, S.SIGNED, CONVENERS, Seat.RAISER, LAW, papers=(Paper.CONFERENCE_MINUTES,),
         stops=(C.MINUTES,), guards=(g.written_down,)),
    Move(A.CLOSE, _SIGNED, S.CLOSED, OFFICE, Seat.RAISER, LAW, guards=(g.all_settled,)),
    Move(A.MOVE, _CALLED, None, OFFICE, Seat.RAISER, LAW, papers=(Paper.CONFERENCE_NOTICE,), opens=_DAY),
    Move(A.MOVE, _PREPARING, None, OFFICE, Seat.RAISER, LAW, opens=_DAY),
    Move(A.CANCEL, _AHEAD, S.CANCELLED, OFFICE, Seat.RAISER, LAW, stops=(C.MEETING,)),
    to_colleague(A.NAME_HANDLER, _AHEAD | _SITTING | _WRITING | _SIGNED),
    Move(A.NOTE_OVERDUE, _AHEAD | _WRITING, None, (R.SYSTEM,), Seat.SYSTEM, LAW, guards=(g.ran_out_unnoted,)),
)
# fmt: on
