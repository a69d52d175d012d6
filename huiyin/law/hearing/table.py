"""The table of a hearing: who may do what, from where; xf2022 Art. 31 (6), 28 ¶3, 36 ¶2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from huiyin.law.frame import handing
from huiyin.law.frame.common import of_a_matter
from huiyin.law.frame.handing import to_colleague
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.situation import Question
from huiyin.law.frame.turn import HEADS, Holding, Turn, excluded, hand, stays
from huiyin.law.hearing import guards as g
from huiyin.law.hearing.facts import HearingSituation, periods
from huiyin.law.hearing.vocabulary import HearingAct as A
from huiyin.law.hearing.vocabulary import HearingClock
from huiyin.law.hearing.vocabulary import HearingStage as S
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role as R
from huiyin.law.terms import Seat


class Ball(Enum):
    """Whose turn it is next."""

    HOST = "host"
    DRAFTER = "drafter"
    HEIR = "heir"


HANDS = (R.HANDLER, R.HEAD, R.REVIEWER)
TABLE = (R.HANDLER, R.HEAD, R.REVIEWER, R.DISPATCHER, R.RECEPTION)
PANEL = (R.PANELIST,)
COUNTER = (R.PETITIONER, R.RECEPTION, R.DISPATCHER, R.HANDLER, R.HEAD, R.REVIEWER)
ANYBODY = (*COUNTER, R.SUPERVISOR, R.CONVENER, R.SYSTEM)
LAW, RECUSAL, MADE_PUBLIC = cite("xf2022", 31, None, 6), cite("xf2022", 28, 3), cite("xf2022", 36, 2)
_NEW, _ASKED, _PREPARING, _NOTICED, _SITTING, _READING, _CONCLUDED = (
    frozenset({each}) for each in (S.NEW, S.ASKED, S.PREPARING, S.NOTICED, S.SITTING, S.READING, S.CONCLUDED)
)
_AHEAD = _PREPARING | _NOTICED
_OPEN = _ASKED | _AHEAD | _SITTING | _READING
_CLOCKS = (HearingClock.DECIDE, HearingClock.CONCLUDE)


def _timed(kind: HearingClock) -> Question:
    """Whether the office set such a period."""
    return lambda s: kind in periods(s.facts.book)


def _asked(s: HearingSituation) -> bool:
    return s.facts.on_request


_HERE = (of_a_matter, g.matter_is_here, g.no_report, g.only_one)
# fmt: off
MOVES: tuple[Move, ...] = (
    Move(A.OPEN, _NEW, S.ASKED, COUNTER, Seat.DESK, LAW, guards=_HERE, when=_asked,
         opens=((HearingClock.DECIDE, _timed(HearingClock.DECIDE)),)),
    Move(A.OPEN, _NEW, S.PREPARING, COUNTER, Seat.RAISER, LAW, guards=_HERE),
    Move(A.GRANT, _ASKED, S.PREPARING, HANDS, Seat.HOLDER, LAW, stops=_CLOCKS, guards=(g.matter_is_here,)),
    Move(A.REFUSE, _ASKED, S.REFUSED, HEADS, Seat.HOLDER, LAW, stops=_CLOCKS, papers=(Paper.HEARING_REFUSAL,)),
    Move(A.ARRANGE, _PREPARING, None, HANDS, Seat.HOLDER, LAW,
         guards=(g.host_apart, g.recorder_apart, g.closed_with_a_reason)),
    Move(A.DRAW, _AHEAD, None, HANDS, Seat.HOLDER, LAW, guards=(g.drawn_from_the_list,)),
    Move(A.NOTIFY, _PREPARING, S.NOTICED, HANDS, Seat.HOLDER, LAW, ball=Ball.HOST,
         guards=(g.matter_is_here, g.no_report, g.arranged, g.host_apart, g.objections_ruled, g.told_in_time)),
    Move(A.ANSWER, _NOTICED, None, COUNTER, Seat.DESK, LAW),
    Move(A.OBJECT, _AHEAD | _SITTING, None, COUNTER, Seat.DESK, RECUSAL),
    Move(A.DECLARE, _AHEAD | _SITTING, None, PANEL, Seat.PANEL, RECUSAL, guards=(g.of_the_panel, g.not_declared_yet)),
    Move(A.RULE, _AHEAD | _SITTING, None, HEADS, Seat.HOLDER, RECUSAL, papers=(Paper.RECUSAL_DECISION,),
         ball=Ball.HEIR, guards=(g.objection_waits, g.leaves_the_table, g.heir_of_host_apart, g.not_ones_own)),
    Move(A.POSTPONE, _NOTICED, None, HANDS, Seat.HOLDER, LAW, guards=(g.matter_is_here, g.told_in_time)),
    Move(A.START, _NOTICED, S.SITTING, HANDS, Seat.HOLDER, LAW,
         guards=(g.by_host, g.on_its_day, g.arranged, g.objections_ruled, g.matter_is_here)),
    Move(A.SPEAK, _SITTING | _READING, None, TABLE, Seat.HOLDER, LAW, guards=(g.by_host_or_recorder,)),
    Move(A.ATTACH, _NOTICED | _SITTING | _READING, None, TABLE, Seat.HOLDER, LAW, guards=(g.matter_is_here,)),
    Move(A.FINISH, _SITTING, S.READING, HANDS, Seat.HOLDER, LAW, papers=(Paper.HEARING_RECORD,),
         opens=((HearingClock.CONCLUDE, _timed(HearingClock.CONCLUDE)),),
         guards=(g.by_host, g.objections_ruled, g.petitioner_heard)),
    Move(A.READ, _READING, None, (R.PETITIONER, *TABLE), Seat.DESK, LAW,
         guards=(g.by_petitioner_or_table, g.refusal_explained)),
    Move(A.SIGN, _READING, None, PANEL, Seat.PANEL, LAW, guards=(g.of_the_panel, g.refusal_explained)),
    Move(A.RENEW, _AHEAD | _SITTING | _READING, None, TABLE, Seat.HOLDER, LAW, guards=(g.of_the_panel,)),
    Move(A.CONCLUDE, _READING, S.CONCLUDED, HANDS, Seat.HOLDER, LAW, stops=_CLOCKS, ball=Ball.DRAFTER,
         guards=(g.by_host, g.on_its_day, g.read_back, g.matter_is_here)),
    Move(A.PUBLISH, _CONCLUDED, None, (R.REVIEWER, R.HEAD), Seat.RAISER, MADE_PUBLIC, guards=(g.of_a_rereview,)),
    Move(A.CANCEL, _AHEAD | _SITTING, S.CANCELLED, HANDS, Seat.HOLDER, LAW, stops=_CLOCKS),
    Move(A.FALL_AWAY, _OPEN, S.CANCELLED, ANYBODY, Seat.LINKED, LAW, stops=_CLOCKS, guards=(g.with_the_matter,)),
    to_colleague(A.NAME_HANDLER, _ASKED | _PREPARING),
    Move(A.NOTE_OVERDUE, _ASKED | _READING, None, (R.SYSTEM,), Seat.SYSTEM, cite("xf2022", 45),
         guards=(g.noted_once,)),
)
# fmt: on


def _to_host(s: HearingSituation) -> Turn:
    return stays(s) if s.facts.host is None else hand(s, s.holder, s.facts.host, HANDS, excluded(s))


def _to_drafter(s: HearingSituation) -> Turn:
    return hand(s, s.holder, _still(s, s.facts.drafter), HANDS, excluded(s))


def _to_heir(s: HearingSituation) -> Turn:
    """The turn of a host who withdraws goes to the heir."""
    gone, heir = s.value("leaving"), s.value("heir")
    if not gone or heir is None or gone.get("person") != s.facts.owner:
        return stays(s)
    return Holding(s.holder, heir)


def _still(s: HearingSituation, person: int) -> int | None:
    return person if person not in excluded(s) and s.world.serves(person, s.holder) else None


TURNS: Mapping[Enum | None, Callable[[HearingSituation], Turn]] = {
    **handing.TURNS, None: stays, Ball.HOST: _to_host, Ball.DRAFTER: _to_drafter, Ball.HEIR: _to_heir,
}  # fmt: skip
