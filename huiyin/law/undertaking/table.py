"""The table of an undertaking: who may do what, from where; xf2022 Art. 32 ¶2 (urged to be carried out), 33, 40 ¶1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.frame import handing, seats
from huiyin.law.frame.common import of_a_matter
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat
from huiyin.law.undertaking import guards as g
from huiyin.law.undertaking.facts import UndertakingSituation
from huiyin.law.undertaking.vocabulary import UndertakingAct as A
from huiyin.law.undertaking.vocabulary import UndertakingClock as C
from huiyin.law.undertaking.vocabulary import UndertakingStage as S


class Ball(Enum):
    """Whose turn it is next."""

    PROMISING = "promising"
    ASKED = "asked"
    OFFERER = "offerer"


DESK = (R.DISPATCHER, R.HANDLER, R.HEAD)
COUNTER = (R.RECEPTION, *DESK)
STAFF = (*COUNTER, R.REVIEWER, R.CONVENER, R.SUPERVISOR)
#: Who stands behind an act of a matter that makes or ends a promise.
ANYBODY = (R.PETITIONER, R.SYSTEM, *STAFF)
LAW, WORD, BREACH = cite("xf2022", 32, 2), cite("xf2022", 21, 2), cite("xf2022", 40, 1)
_NEW = frozenset({S.NEW})
#: The organ has something to do; somebody said that it is done; it is over unless the person speaks.
_OWED = frozenset({S.PROMISED, S.DENIED})
_SAID_DONE = frozenset({S.REPORTED, S.UNCONFIRMED})
_OFFERED = frozenset({S.OFFERED})
_WORK = (C.CARRY_OUT, C.REDO)


def _was_denied(s: UndertakingSituation) -> bool:
    """The person said no, and nothing was reported since."""
    facts = s.facts
    return facts.denied_on is not None and (facts.reported_on is None or facts.reported_on <= facts.denied_on)


# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.PROMISE, _NEW, S.PROMISED, ANYBODY, Seat.DESK, LAW, opens=((C.CARRY_OUT, always),), ball=Ball.PROMISING,
         guards=(of_a_matter, g.not_of_a_report, g.said_what, g.for_oneself_or_below, g.not_to_the_accused)),
    Move(A.REPORT, _OWED, S.REPORTED, DESK, Seat.HOLDER, LAW, stops=_WORK, opens=((C.CONFIRM, always),),
         guards=(g.shows_what_it_names,)),
    Move(A.EXTEND, _OWED, None, (R.HEAD,), Seat.HOLDER, LAW, stops=_WORK, opens=((C.CARRY_OUT, always),),
         guards=(g.later_than_promised,)),
    Move(A.OFFER, _OWED, S.OFFERED, (R.DISPATCHER, R.HEAD), Seat.HOLDER, LAW, ball=Ball.ASKED,
         guards=(g.to_another_organ, g.not_to_the_accused)),
    Move(A.TAKE_OVER, _OFFERED, S.DENIED, DESK, Seat.HOLDER, LAW, when=_was_denied),
    Move(A.TAKE_OVER, _OFFERED, S.PROMISED, DESK, Seat.HOLDER, LAW),
    Move(A.DECLINE, _OFFERED, S.DENIED, DESK, Seat.HOLDER, LAW, ball=Ball.OFFERER, when=_was_denied),
    Move(A.DECLINE, _OFFERED, S.PROMISED, DESK, Seat.HOLDER, LAW, ball=Ball.OFFERER),
    Move(A.CONFIRM, _SAID_DONE, S.KEPT, (R.PETITIONER, *COUNTER), Seat.DESK, WORD, stops=(C.CONFIRM,),
         guards=(g.own_word_or_proved,)),
    Move(A.DENY, _SAID_DONE | {S.KEPT}, S.DENIED, (R.PETITIONER, *COUNTER), Seat.DESK, BREACH, stops=(C.CONFIRM,),
         opens=((C.REDO, always),), guards=(g.own_word_or_proved,)),
    Move(A.LAPSE, frozenset({S.REPORTED}), S.UNCONFIRMED, (R.SYSTEM,), Seat.SYSTEM, WORD, stops=(C.CONFIRM,),
         guards=(g.time_to_say_is_over,)),
    Move(A.TAKE_BACK, _OWED, S.RELEASED, (R.HEAD,), Seat.HOLDER, LAW, stops=_WORK, guards=(g.beside_the_claims,)),
    Move(A.RELEASE, frozenset(S) - {S.NEW, S.KEPT, S.RELEASED}, S.RELEASED, ANYBODY, Seat.RECORDED, LAW,
         stops=(*_WORK, C.CONFIRM), guards=(g.by_the_matter,)),
    to_colleague(A.NAME_HANDLER, _OWED | _OFFERED | {S.REPORTED}),
    Move(A.NOTE_OVERDUE, _OWED | _OFFERED, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.is_late,)),
)
# fmt: on


def _anybody(s: UndertakingSituation) -> bool:
    return True


SEATS: Mapping[Seat, Question] = {**seats.SEATS, Seat.RECORDED: _anybody}


def _unfit(s: UndertakingSituation) -> frozenset[int]:
    """Who may not have it: whom a report behind the matter is about, and who is tied to them."""
    return excluded(s) | frozenset(s.value("unfit") or ())


def _to_promising(s: UndertakingSituation) -> Turn:
    """Whoever handles the matter there, else whoever promised it, else who is on duty."""
    organ, unfit = s.world.standing(s.facts.to_organ), _unfit(s)
    known = (s.value("handler"), s.by.person)
    fits = (each for each in known if each is not None and each not in unfit and s.world.able(each, organ, _DESK))
    return hand(s, organ, next(fits, None), RECEIVERS, unfit)


_DESK = frozenset(DESK)


def _to_asked(s: UndertakingSituation) -> Turn:
    return stays(s) if s.given is None else hand(s, int(s.value("to_organ")), None, RECEIVERS, _unfit(s))


def _to_offerer(s: UndertakingSituation) -> Turn:
    return back(s, s.facts.offerer, s.facts.offerer_person)


TURNS: Mapping[Enum | None, Callable[[UndertakingSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.PROMISING: _to_promising, Ball.ASKED: _to_asked, Ball.OFFERER: _to_offerer,
}  # fmt: skip
