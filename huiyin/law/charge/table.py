"""The table of a leader's charge: who may do what, from where; xf2022 Art. 18 ¶2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from huiyin.law.charge import guards as g
from huiyin.law.charge.facts import ChargeSituation
from huiyin.law.charge.vocabulary import ChargeAct as A
from huiyin.law.charge.vocabulary import ChargeClock as C
from huiyin.law.charge.vocabulary import ChargeStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import RECEIVERS, Turn, excluded, hand, stays
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    LEADING = "leading"


HOSTS = (R.HEAD, R.DISPATCHER, R.RECEPTION, R.HANDLER, R.CONVENER, R.SUPERVISOR)
PERSON = (R.PETITIONER, R.RECEPTION, R.DISPATCHER, R.HANDLER, R.HEAD)
LAW, WORD = cite("xf2022", 18, 2), cite("xf2022", 21, 2)
_NEW, _RUNNING, _LEFT = (frozenset({each}) for each in (S.NEW, S.RUNNING, S.LEFT))
_OPEN = _RUNNING | _LEFT
_ALL = (C.SETTLE, C.MEET, C.SUCCEED, C.ANSWER)
_TOLD = (Paper.CHARGE_NOTICE,)

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.TAKE_ON, _NEW, S.RUNNING, HOSTS, Seat.DESK, LAW, papers=_TOLD,
         opens=((C.SETTLE, always), (C.MEET, always)), ball=Ball.LEADING,
         guards=(g.about_no_report, g.of_a_living_matter, g.leader_is_known, g.leader_is_fit, g.not_taken_twice,
                 g.shown_by_the_record, g.high_enough)),
    Move(A.MEET, _RUNNING, None, HOSTS, Seat.RAISER, LAW, stops=(C.MEET,), guards=(g.promise_is_whole,)),
    Move(A.NOTE, _OPEN, None, HOSTS, Seat.RAISER, LAW),
    Move(A.PROMISE, _RUNNING, None, HOSTS, Seat.RAISER, LAW, guards=(g.promise_is_whole,)),
    Move(A.EXTEND, _RUNNING, None, HOSTS, Seat.RAISER, LAW, papers=_TOLD, opens=((C.SETTLE, always),),
         guards=(g.later_than_said,)),
    Move(A.DENY, _OPEN, None, PERSON, Seat.DESK, WORD, opens=((C.ANSWER, always),),
         guards=(g.nothing_unanswered, g.own_word_or_proved)),
    Move(A.ANSWER, _OPEN, None, HOSTS, Seat.RAISER, LAW, stops=(C.ANSWER,), guards=(g.something_to_answer,)),
    Move(A.NOTE_LEFT, _RUNNING, S.LEFT, (R.SYSTEM,), Seat.SYSTEM, LAW, stops=(C.MEET,),
         opens=((C.SUCCEED, always),), guards=(g.leader_has_left,)),
    Move(A.HAND_ON, _OPEN, S.HANDED_ON, HOSTS, Seat.RAISER, LAW, stops=_ALL, guards=(g.another_leader,)),
    Move(A.SOLVE, _OPEN, S.SOLVED, HOSTS, Seat.RAISER, LAW, papers=_TOLD, stops=_ALL, guards=(g.solved_in_fact,)),
    Move(A.END, _OPEN, S.ENDED, (R.HEAD, R.CONVENER, R.SUPERVISOR), Seat.RAISER, LAW, papers=_TOLD, stops=_ALL),
    to_colleague(A.NAME_HANDLER, _OPEN),
    Move(A.NOTE_OVERDUE, _OPEN, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.ran_out_untold,)),
)
# fmt: on


def _host(s: ChargeSituation) -> bool:
    """The organ that wrote it down, and the leader's own."""
    facts, world = s.facts, s.world
    led = world.standing(facts.leader_organ) if facts.leader_organ else None
    return s.by.organ is not None and s.by.organ in (world.standing(facts.coordinator), led)


SEATS: Mapping[Seat, Question] = {**SHARED, Seat.RAISER: _host}


def _to_leader(s: ChargeSituation) -> Turn:
    """To the leader; where they have no desk of their own, to whoever is on duty beside them."""
    if s.given is None:
        return stays(s)
    organ, leader = s.world.standing(s.facts.leader_organ), s.facts.leader
    unfit = excluded(s) | frozenset(s.value("unfit") or ())
    return hand(s, organ, leader if s.world.serves(leader, organ) else None, RECEIVERS, unfit)


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {**handing.TURNS, None: stays, Ball.LEADING: _to_leader}
