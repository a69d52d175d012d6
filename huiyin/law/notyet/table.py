"""The table of a claim that waits for its condition: who may do what, from where; xf2022 Art. 32, 40 ¶1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.frame import handing
from huiyin.law.frame.common import of_a_matter
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import HEADS, RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.notyet import guards as g
from huiyin.law.notyet.facts import NotYetSituation
from huiyin.law.notyet.vocabulary import NotYetAct as A
from huiyin.law.notyet.vocabulary import NotYetClock as C
from huiyin.law.notyet.vocabulary import NotYetStage as S
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    WATCHING = "watching"
    NAMED = "named"
    ABOVE = "above"
    BACK = "back"


DESK = (R.DISPATCHER, R.HANDLER, R.HEAD)
STAFF = (*DESK, R.RECEPTION, R.REVIEWER, R.CONVENER, R.SUPERVISOR)
COUNTER = (R.PETITIONER, R.RECEPTION, *DESK)
#: Those who may open a matter again (:data:`huiyin.law.matter.table.MOVES`).
OPENERS = (R.RECEPTION, R.DISPATCHER, R.HEAD, R.SUPERVISOR)
LAW, AGAIN = cite("xf2022", 32, 2), cite("xf2022", 40, 1)
_NEW, _WATCHED, _RAISED = (frozenset({each}) for each in (S.NEW, S.WATCHED, S.RAISED))
_WAITING = _WATCHED | _RAISED
_TOLD = (Paper.CONDITION_NOTICE,)
_LOOKS = ((C.LOOK, always),)
_ALL = (C.LOOK, C.ANSWER, C.SAID)

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.KEEP, _NEW, S.WATCHED, STAFF, Seat.DESK, LAW, papers=_TOLD, opens=_LOOKS, ball=Ball.WATCHING,
         guards=(of_a_matter, g.not_of_a_report, g.beside_an_answer, g.of_a_reasonable_claim, g.not_kept_twice,
                 g.looked_at_in_time, g.not_to_the_accused)),
    Move(A.LOOK, _WAITING, None, DESK, Seat.RESPONSIBLE, LAW, papers=_TOLD, stops=(C.SAID,), opens=_LOOKS),
    Move(A.SAY, _WAITING, None, COUNTER, Seat.DESK, AGAIN, opens=((C.SAID, always),),
         guards=(g.nothing_unanswered, g.proved)),
    Move(A.ENTRUST, _WATCHED, None, (R.DISPATCHER, R.HEAD), Seat.HOLDER, LAW, papers=_TOLD, ball=Ball.NAMED,
         guards=(g.to_another_organ, g.not_to_the_accused)),
    Move(A.RAISE, _WATCHED, S.RAISED, (R.DISPATCHER, R.HEAD), Seat.HOLDER, LAW, papers=(Paper.CONDITION_REPORT,),
         opens=((C.ANSWER, always),), ball=Ball.ABOVE, guards=(g.to_one_above, g.not_to_the_accused)),
    Move(A.ANSWER, _RAISED, S.WATCHED, (*DESK, R.SUPERVISOR, R.CONVENER), Seat.HOLDER, LAW, papers=_TOLD,
         stops=(C.ANSWER,), ball=Ball.BACK),
    Move(A.REOPEN, _WAITING, S.REOPENED, OPENERS, Seat.INVOLVED, AGAIN, papers=_TOLD, stops=_ALL),
    Move(A.END, _WAITING, S.ENDED, (R.DISPATCHER, R.HEAD), Seat.RESPONSIBLE, LAW, papers=_TOLD,
         stops=_ALL, guards=(g.grounded,)),
    to_colleague(A.NAME_HANDLER, _WAITING),
    Move(A.NOTE_OVERDUE, _WAITING, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.ran_out_untold,)),
)
# fmt: on


def _watcher(s: NotYetSituation) -> bool:
    return s.by.organ is not None and s.by.organ == s.world.standing(s.facts.watcher)


SEATS: Mapping[Seat, Question] = {**SHARED, Seat.RESPONSIBLE: _watcher}


def _unfit(s: NotYetSituation) -> frozenset[int]:
    return excluded(s) | frozenset(s.value("unfit") or ())


def _to_watching(s: NotYetSituation) -> Turn:
    """Whoever keeps it there looks; elsewhere, who is on duty."""
    organ, person = s.world.standing(s.facts.watcher), s.by.person
    fits = person is not None and person not in _unfit(s) and s.world.able(person, organ, frozenset(DESK))
    return hand(s, organ, person if fits else None, RECEIVERS, _unfit(s))


def _to_named(s: NotYetSituation) -> Turn:
    return stays(s) if s.given is None else hand(s, int(s.value("to_organ")), None, RECEIVERS, _unfit(s))


def _to_above(s: NotYetSituation) -> Turn:
    roles = (*RECEIVERS, *HEADS, R.SUPERVISOR, R.CONVENER)
    return stays(s) if s.given is None else hand(s, int(s.value("to_organ")), None, roles, _unfit(s))


def _back(s: NotYetSituation) -> Turn:
    return back(s, s.facts.watcher, s.facts.watching)


TURNS: Mapping[Enum | None, Callable[[NotYetSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.WATCHING: _to_watching, Ball.NAMED: _to_named, Ball.ABOVE: _to_above,
    Ball.BACK: _back,
}  # fmt: skip
