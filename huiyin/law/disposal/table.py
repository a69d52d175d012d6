"""The table of a list of destruction: who may do what, from where; dangan2020 Art. 21."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from huiyin.law.disposal import guards as g
from huiyin.law.disposal.facts import DisposalSituation
from huiyin.law.disposal.vocabulary import DisposalAct as A
from huiyin.law.disposal.vocabulary import DisposalStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question
from huiyin.law.frame.turn import HEADS, Turn, back, excluded, hand, stays
from huiyin.law.frame.verdict import Refusal
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    ARCHIVE = "archive"
    DRAWER = "drawer"


#: Standards, periods and procedure of destruction are the State's; nothing is destroyed at will.
LAW: Final = cite("dangan2020", 21)
DESK = (R.DISPATCHER, R.HANDLER, R.RECEPTION, R.HEAD)
#: Who agrees for the archive.
SUPERVISORS = (R.SUPERVISOR, R.REVIEWER, R.HEAD, R.DISPATCHER, R.HANDLER, R.RECEPTION)
_NEW, _DRAWN, _SENT, _APPROVED, _CLEARED = (
    frozenset({each}) for each in (S.NEW, S.DRAWN, S.SUBMITTED, S.APPROVED, S.CLEARED)
)
_OPEN = _DRAWN | _SENT | _APPROVED | _CLEARED

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.DRAW, _NEW, S.DRAWN, DESK, Seat.DESK, LAW, guards=(g.something_past_its_period,)),
    Move(A.APPRAISE, _DRAWN, None, DESK, Seat.HOLDER, LAW, guards=(g.on_the_list, g.kept_on_with_reason)),
    Move(A.SUBMIT, _DRAWN, S.SUBMITTED, DESK, Seat.HOLDER, LAW, papers=(Paper.DISPOSAL_LIST,), ball=Ball.HEAD,
         guards=(g.all_appraised,)),
    Move(A.SEND_BACK, _SENT | _APPROVED | _CLEARED, S.DRAWN, HEADS, Seat.HOLDER, LAW, ball=Ball.DRAWER),
    Move(A.APPROVE, _SENT, S.APPROVED, HEADS, Seat.HOLDER, LAW, ball=Ball.ARCHIVE, guards=(g.by_a_second_person,)),
    Move(A.COUNTERSIGN, _APPROVED, S.CLEARED, SUPERVISORS, Seat.HOLDER, LAW, ball=Ball.DRAWER,
         guards=(g.by_a_third_person,)),
    Move(A.CARRY_OUT, _CLEARED, S.DESTROYED, DESK, Seat.HOLDER, LAW, papers=(Paper.DESTRUCTION_CERTIFICATE,),
         guards=(g.witnessed, g.something_still_goes)),
    Move(A.CANCEL, _OPEN, S.CANCELLED, DESK, Seat.HOLDER, LAW),
    to_colleague(A.NAME_HANDLER, _OPEN),
)
# fmt: on
SEATS: Mapping[Seat, Question] = SHARED


def _unfit(s: DisposalSituation) -> frozenset[int]:
    return excluded(s) | frozenset(s.value("unfit") or ())


def _to_head(s: DisposalSituation) -> Turn:
    """To one who leads the organ and had no hand in it; where there is none, to any, who is told so then."""
    if s.given is None:
        return stays(s)
    own = frozenset({s.facts.drawer}) | s.facts.appraisers
    other = hand(s, s.holder, None, HEADS, _unfit(s) | own)
    return hand(s, s.holder, None, HEADS, _unfit(s)) if isinstance(other, Refusal) else other


def _to_archive(s: DisposalSituation) -> Turn:
    if s.given is None:
        return stays(s)
    own = frozenset({s.facts.drawer, s.by.person or 0}) | s.facts.appraisers
    return hand(s, s.holder, None, SUPERVISORS, _unfit(s) | own)


def _to_drawer(s: DisposalSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drawer)


TURNS: Mapping[Enum | None, Callable[[DisposalSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.ARCHIVE: _to_archive, Ball.DRAWER: _to_drawer,
}  # fmt: skip
