"""The table of a dispute: who may do what, from where, by the People's Mediation Law and xf2022 Art. 15, 33."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.dispute import guards as g
from huiyin.law.dispute.facts import DisputeSituation
from huiyin.law.dispute.vocabulary import DisputeAct as A
from huiyin.law.dispute.vocabulary import DisputeClock as C
from huiyin.law.dispute.vocabulary import DisputeStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.handing import serves_at_holder, to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Question, always
from huiyin.law.frame.turn import RECEIVERS, Turn, excluded, hand, stays, to_person
from huiyin.law.papers import Paper
from huiyin.law.reading import CONFIDANTS
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    THERE = "there"
    MEDIATOR = "mediator"


def _tj(article: int, paragraph: int | None = None) -> Citation:
    return cite("tiaojie2010", article, paragraph)


WORK = (R.RECEPTION, R.HANDLER, R.DISPATCHER, R.HEAD)
LEAD = (R.DISPATCHER, R.HEAD)
#: Who may be at work on a topic of the joint conference that is about it.
CONFERRING = (*WORK, R.REVIEWER, R.SUPERVISOR, R.CONVENER)
_NEW, _FOUND, _TALKS, _AGREED, _FOLLOWED = (
    frozenset({each}) for each in (S.NEW, S.FOUND, S.MEDIATING, S.AGREED, S.FOLLOWED)
)
_BEFORE = _FOUND | _TALKS
_OPEN = _BEFORE | _AGREED | _FOLLOWED
_VISITS = ((C.FIRST_VISIT, always), (C.SECOND_VISIT, always))
_LOOKED_AFTER = (C.FIRST_VISIT, C.SECOND_VISIT)
_HELD = Seat.HOLDER
_AGREED_ON = (g.both_sides, g.talked, g.of_free_will, g.dates_in_order)
_PAPER, _NONE = (Paper.MEDIATION_AGREEMENT,), ()
_DONE, _TO_DO = ((C.CONFIRM, always), *_VISITS), ((C.CONFIRM, always), (C.PERFORM, always))
#: Written agreements have their paper; of an oral one the record tells (tiaojie2010 Art. 28).
_AGREEMENTS = (
    (S.FOLLOWED, _PAPER, _DONE, g.done_in_writing),
    (S.FOLLOWED, _NONE, _DONE, g.nothing_promised),
    (S.AGREED, _PAPER, _TO_DO, g.in_writing),
    (S.AGREED, _NONE, _TO_DO, always),
)

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.FIND, _NEW, S.FOUND, WORK, Seat.DESK, _tj(17),
         guards=(g.found_near, g.in_the_area, g.matter_known, g.no_report, g.says_what)),
    Move(A.ADD, _OPEN | {S.UNSETTLED}, None, WORK, _HELD, _tj(27)),
    Move(A.NAME_PARTIES, _OPEN, None, WORK, _HELD, _tj(27)),
    Move(A.REGRADE, _BEFORE, None, LEAD, Seat.INVOLVED, _tj(25)),
    Move(A.PASS_ON, _BEFORE, S.FOUND, WORK, Seat.INVOLVED, _tj(17), stops=(C.NEXT,), ball=Ball.THERE,
         guards=(g.to_who_mediates,)),
    Move(A.ASSIGN, _BEFORE, S.MEDIATING, LEAD, _HELD, _tj(19), opens=((C.NEXT, always),), ball=Ball.MEDIATOR,
         guards=(serves_at_holder,)),
    Move(A.MEDIATE, _TALKS, None, WORK, _HELD, _tj(27), opens=((C.NEXT, always),)),
    Move(A.WARN, _OPEN, None, WORK, _HELD, _tj(25)),
    *(Move(A.AGREE, _TALKS, to, WORK, _HELD, _tj(29), papers=papers, stops=(C.NEXT,), opens=opens, when=when,
           guards=_AGREED_ON)
      for to, papers, opens, when in _AGREEMENTS),
    Move(A.PERFORM, _AGREED, S.FOLLOWED, WORK, _HELD, _tj(31, 2), stops=(C.PERFORM,), opens=_VISITS, when=g.last_one,
         guards=(g.instalment_open, g.performed_after_agreement)),
    Move(A.PERFORM, _AGREED, None, WORK, _HELD, _tj(31, 2), opens=((C.PERFORM, always),),
         guards=(g.instalment_open, g.performed_after_agreement)),
    Move(A.URGE, _AGREED, None, WORK, _HELD, _tj(31, 2)),
    Move(A.CONFIRM, _AGREED | _FOLLOWED, None, WORK, _HELD, _tj(33), stops=(C.CONFIRM,), guards=(g.has_agreement,)),
    Move(A.SETTLE, _BEFORE, S.FOLLOWED, WORK, _HELD, _tj(21, 2), stops=(C.NEXT,), opens=_VISITS),
    Move(A.VISIT, _FOLLOWED, S.SOLVED, WORK, _HELD, _tj(31, 2), stops=_LOOKED_AFTER, when=g.visited_before,
         guards=(g.calm,)),
    Move(A.VISIT, _FOLLOWED, None, WORK, _HELD, _tj(31, 2), stops=(C.FIRST_VISIT,), guards=(g.calm,)),
    Move(A.RECUR, _AGREED | _FOLLOWED | {S.UNSETTLED, S.SOLVED}, S.MEDIATING, WORK, _HELD, _tj(17),
         stops=(C.PERFORM, C.CONFIRM, *_LOOKED_AFTER), opens=((C.NEXT, always),)),
    Move(A.STOP, _BEFORE, S.UNSETTLED, WORK, _HELD, _tj(26), stops=(C.NEXT,)),
    Move(A.BECOME, _BEFORE | _AGREED | {S.UNSETTLED}, S.PETITIONED, WORK, _HELD, cite("xf2022", 19, 1),
         stops=(C.NEXT, C.PERFORM, C.CONFIRM), guards=(g.no_matter_yet, g.a_side_named, g.consented)),
    Move(A.UNMASK, _OPEN | {S.UNSETTLED, S.SOLVED, S.PETITIONED}, None, WORK, _HELD, cite("pipl2021", 34)),
    Move(A.CONFER, _OPEN | {S.UNSETTLED}, None, CONFERRING, Seat.RECORDED, cite("xf2022", 13),
         guards=(g.with_a_topic,)),
    to_colleague(A.NAME_HANDLER, _OPEN),
    Move(A.RETRACT, _FOUND, S.VOID, LEAD, _HELD, cite("xf2022", 21, 2)),
    Move(A.NOTE_OVERDUE, _TALKS | _AGREED | _FOLLOWED, None, (R.SYSTEM,), Seat.SYSTEM, _tj(31, 2), guards=(g.is_late,)),
)
# fmt: on


def _trusted(s: DisputeSituation) -> bool:
    """Whoever mediates, and who leads an organ that has to do with it: nobody else there reads it."""
    return s.by.person == s.facts.owner or bool(s.by.roles & CONFIDANTS)


def _at(seat: Seat) -> Question:
    return lambda s: SEATS[seat](s) and (R.SYSTEM in s.by.roles or _trusted(s))


SEATS_HERE: Mapping[Seat, Question] = {**SEATS, **{seat: _at(seat) for seat in (Seat.HOLDER, Seat.INVOLVED)},
                                         Seat.RECORDED: lambda s: True}  # fmt: skip


def _to_there(s: DisputeSituation) -> Turn:
    return stays(s) if s.given is None else hand(s, s.value("to_organ"), None, RECEIVERS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[DisputeSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.THERE: _to_there, Ball.MEDIATOR: to_person,
}  # fmt: skip
