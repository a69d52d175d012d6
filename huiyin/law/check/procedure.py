"""The law of a sample check (抽查) as one value: framed, drawn, read by two, told to the organ, answered, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.check import guards as g
from huiyin.law.check.facts import CHANGES, CheckFacts, CheckSituation, newborn, periods
from huiyin.law.check.forms import FORMS
from huiyin.law.check.vocabulary import CheckAct as A
from huiyin.law.check.vocabulary import CheckClock
from huiyin.law.check.vocabulary import CheckStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.common import noted_by
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import always
from huiyin.law.frame.turn import RECEIVERS, Turn, back, excluded, hand, stays
from huiyin.law.frame.verdict import Also
from huiyin.law.order.guards import overseeing
from huiyin.law.order.table import ANSWERERS
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role, Seat
from huiyin.law.words import P


class Ball(Enum):
    """Whose turn it is next."""

    ADDRESSED = "addressed"
    READERS = "readers"


LAW = cite("xf2022", 40, 1)
_NEW, _FRAMED, _DRAWN, _DONE = (frozenset({each}) for each in (S.NEW, S.FRAMED, S.DRAWN, S.CONCLUDED))
_SENT, _ANSWERED = frozenset({S.SENT}), frozenset({S.ANSWERED})
_OURS = _FRAMED | _DRAWN | _DONE
_CLOCK, _OPENS = (CheckClock.ANSWER,), ((CheckClock.ANSWER, always),)

# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.FRAME, _NEW, S.FRAMED, g.READERS, Seat.RAISER, LAW,
         guards=(g.down_the_edges, g.days_in_order, g.a_sample_one_can_read, g.two_readers, g.something_to_draw)),
    Move(A.DRAW, _FRAMED, S.DRAWN, g.READERS, Seat.RAISER, LAW, guards=(g.seed_from_somewhere,)),
    Move(A.READ, _DRAWN, None, g.READERS, Seat.RAISER, LAW,
         guards=(g.by_a_reader, g.drawn_and_not_read, g.of_no_own_hand, g.wholly_answered)),
    Move(A.SETTLE, _DRAWN, None, g.READERS, Seat.RAISER, LAW,
         guards=(g.somewhere_seen_differently, g.by_a_reader, g.seen_differently, g.wholly_answered)),
    Move(A.CONCLUDE, _DRAWN, S.CONCLUDED, g.READERS, Seat.RAISER, LAW, guards=(g.all_read,)),
    Move(A.ASK, _DRAWN, S.SENT, g.READERS, Seat.RAISER, LAW, papers=(Paper.CHECK_INQUIRY,), opens=_OPENS,
         ball=Ball.ADDRESSED, guards=(g.not_to_the_accused,)),
    Move(A.SEND, _DONE, S.SENT, g.READERS, Seat.RAISER, LAW, papers=(Paper.CHECK_LETTER,), opens=_OPENS,
         ball=Ball.ADDRESSED, guards=(g.not_to_the_accused,)),
    Move(A.ANSWER, _SENT, S.ANSWERED, ANSWERERS, Seat.HOLDER, cite("xf2022", 40, 4), stops=_CLOCK, ball=Ball.READERS,
         guards=(g.by_the_addressed,)),
    Move(A.RETURN, _ANSWERED, S.SENT, g.READERS, Seat.RAISER, LAW, opens=_OPENS, ball=Ball.ADDRESSED,
         guards=(g.not_to_the_accused,)),
    Move(A.ORDER, _DONE | _SENT | _ANSWERED, None, (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD), Seat.RAISER, LAW,
         guards=(g.found_wanting,)),
    Move(A.CLOSE, _ANSWERED, S.CLOSED, g.READERS, Seat.RAISER, LAW),
    Move(A.CLOSE, _DONE, S.CLOSED, g.READERS, Seat.RAISER, LAW, guards=(g.heard_or_in_order,)),
    Move(A.NAME_SECOND, _FRAMED | _DRAWN, None, g.READERS, Seat.RAISER, LAW, guards=(g.two_readers,)),
    to_colleague(A.NAME_HANDLER, _OURS | _SENT | _ANSWERED),
    Move(A.DROP, _OURS, S.DROPPED, g.READERS, Seat.RAISER, LAW),
    Move(A.NOTE_OVERDUE, _SENT, None, (Role.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45), guards=(g.is_late,)),
)
# fmt: on


def _to_addressed(s: CheckSituation) -> Turn:
    return hand(s, s.facts.to_organ, None, RECEIVERS, excluded(s) | frozenset(s.value("unfit") or ()))


def _to_readers(s: CheckSituation) -> Turn:
    return back(s, s.facts.coordinator, s.facts.first)


TURNS: Mapping[Enum | None, Callable[[CheckSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.ADDRESSED: _to_addressed, Ball.READERS: _to_readers,
}  # fmt: skip
#: What the record knows and tells the law; the journal keeps none of it, and no reading: the other reader is blind.
ASKED = frozenset({"accused", "unfit", "own_hand", "answers", "reading", "typed"})


def _says(move: Move, s: CheckSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _also(move: Move, s: CheckSituation) -> tuple[Also, ...]:
    """An order because of what was read rests on the check."""
    if s.given is None or move.act is not A.ORDER:
        return ()
    names = ("matter", "ground", "account", "confirmed", "demand", "until")
    said = {name: s.value(name) for name in names} | {"cause": "other", "to_organ": s.facts.to_organ}
    return (Also("order", None, "raise", said),)


CHECK = Procedure(
    key="check",
    label="抽查",
    facts=CheckFacts,
    acts=A,
    stages=S,
    clocks=CheckClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.FRAME,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=CheckSituation,
    begins=overseeing,
    over=frozenset({S.CLOSED, S.DROPPED}),
    end=S.CLOSED,
    ended=(P("这次抽查已经结束，不再变动。"), P("还要再看，请另外抽查。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset({CheckClock.ANSWER}),
    runs_out=noted_by(A.NOTE_OVERDUE),
    says=_says,
    periods=periods,
    also=_also,
)
