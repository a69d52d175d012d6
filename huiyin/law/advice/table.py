"""The table of an advice: who may do what, from where, by which paragraph of xf2022 Art. 40."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.advice import guards as g
from huiyin.law.advice.facts import AdviceSituation
from huiyin.law.advice.vocabulary import AdviceAct as A
from huiyin.law.advice.vocabulary import AdviceClock, AdviceKind
from huiyin.law.advice.vocabulary import AdviceStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import HEADS, RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    DRAFTER = "drafter"
    ADDRESSED = "addressed"


DRAFTERS = (R.SUPERVISOR, R.DISPATCHER, R.HEAD)
ANSWERERS = (R.HEAD, R.DISPATCHER, R.HANDLER, R.SUPERVISOR)
_PARAGRAPHS = {AdviceKind.WORK: 1, AdviceKind.POLICY: 2, AdviceKind.LIABILITY: 3}
_PAPERS = {AdviceKind.WORK: Paper.ADVICE_ON_WORK, AdviceKind.POLICY: Paper.ADVICE_ON_POLICY,
           AdviceKind.LIABILITY: Paper.ADVICE_ON_LIABILITY}  # fmt: skip
_OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.ISSUED, S.ANSWERED})
_DRAFT, _LAID, _ISSUED, _ANSWERED = (frozenset({each}) for each in (S.DRAFT, S.SUBMITTED, S.ISSUED, S.ANSWERED))


def _of(kind: AdviceKind) -> Question:
    return lambda s: s.facts.kind is kind


_WRITTEN = (g.by_an_office, g.rests_on_a_journal, g.reaches_whom_the_law_names, g.not_to_the_accused,
            g.names_whom_and_why)  # fmt: skip
_SENT = (g.heard_first, g.reaches_whom_the_law_names, g.not_to_the_accused)

# fmt: off
MOVES: tuple[Move, ...] = (
    *(Move(A.RAISE, frozenset({S.NEW}), S.DRAFT, DRAFTERS, Seat.RAISER, cite("xf2022", 40, paragraph),
           guards=_WRITTEN, when=_of(kind)) for kind, paragraph in _PARAGRAPHS.items()),
    Move(A.AMEND, _DRAFT, None, DRAFTERS, Seat.RAISER, cite("xf2022", 40, 1), guards=_WRITTEN),
    Move(A.HEAR, _DRAFT | _LAID, None, DRAFTERS, Seat.RAISER, cite("xf2022", 40, 3), guards=(g.for_liability,)),
    Move(A.SUBMIT, _DRAFT, S.SUBMITTED, DRAFTERS, Seat.RAISER, cite("xf2022", 40, 1), ball=Ball.HEAD, guards=_SENT),
    Move(A.SEND_BACK, _LAID, S.DRAFT, HEADS, Seat.RAISER, cite("xf2022", 40, 1), ball=Ball.DRAFTER),
    *(Move(A.ISSUE, _LAID, S.ISSUED, HEADS, Seat.RAISER, cite("xf2022", 40, paragraph),
           papers=(_PAPERS[kind],), opens=((AdviceClock.ANSWER, always),), ball=Ball.ADDRESSED,
           guards=(*_SENT, g.has_a_last_day), when=_of(kind)) for kind, paragraph in _PARAGRAPHS.items()),
    Move(A.ANSWER, _ISSUED, S.ANSWERED, ANSWERERS, Seat.HOLDER, cite("xf2022", 40, 4),
         stops=(AdviceClock.ANSWER,), ball=Ball.DRAFTER),
    Move(A.PRESS, _ISSUED, None, DRAFTERS, Seat.RAISER, cite("xf2022", 40, 4), guards=(g.is_late,)),
    Move(A.FOLLOW, _ANSWERED, None, ANSWERERS, Seat.INVOLVED, cite("xf2022", 40, 4)),
    Move(A.FINISH, _ANSWERED, S.CLOSED, DRAFTERS, Seat.RAISER, cite("xf2022", 40, 4), guards=(g.settled,)),
    to_colleague(A.NAME_HANDLER, _OPEN - _LAID),
    Move(A.TAKE_BACK, _OPEN, S.CLOSED, HEADS, Seat.RAISER, cite("xf2022", 40, 1), stops=(AdviceClock.ANSWER,)),
    Move(A.NOTE_OVERDUE, _ISSUED, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.is_late,)),
)
# fmt: on


def _to_head(s: AdviceSituation) -> Turn:
    return hand(s, s.holder, None, HEADS, excluded(s))


def _to_drafter(s: AdviceSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


def _to_addressed(s: AdviceSituation) -> Turn:
    return hand(s, s.facts.to_organ, None, RECEIVERS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[AdviceSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.DRAFTER: _to_drafter, Ball.ADDRESSED: _to_addressed,
}  # fmt: skip
