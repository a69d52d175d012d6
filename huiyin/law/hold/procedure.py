"""The law of a hold (冻结销毁) as one value: placed on a matter with its ground, until a day or until it is lifted.

A hold changes nothing of the matter; it is a record that rests on it, and what an open record rests on is on no list of
destruction (huiyin.law.disposal).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth, of_a_matter
from huiyin.law.frame.deadlines import Period, ran_out
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.handing import COLLEAGUE, to_colleague
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, Situation
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.frame.waiting import Waiting
from huiyin.law.hold.vocabulary import HoldAct as A
from huiyin.law.hold.vocabulary import HoldClock as C
from huiyin.law.hold.vocabulary import HoldGround
from huiyin.law.hold.vocabulary import HoldStage as S
from huiyin.law.reading import WORKERS
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P

#: No archive is destroyed at will (禁止擅自销毁档案).
LAW: Final = cite("dangan2020", 21)
#: What the record knows of the matter and tells the law; the journal keeps none of it.
ASKED: Final = frozenset({"accused", "unfit", "held"})


@dataclass(frozen=True, kw_only=True)
class HoldFacts(Frame):
    """A hold on ``matter``. ``until`` is its last day, empty until somebody lifts it."""

    matter: int
    ground: HoldGround
    until: date | None = None


@dataclass(frozen=True)
class HoldSituation(Situation):
    """What a condition on a hold looks at."""

    facts: HoldFacts


def newborn(said: Particulars) -> HoldFacts:
    """The facts before it is placed: organ, owner, book and day from the door, the rest from matter and form."""
    return HoldFacts(
        **at_birth(said), stage=S.NEW, matter=int(said["matter_id"]), ground=HoldGround(said["ground"]),
        until=_day(said.get("until")),
    )  # fmt: skip


def _day(said: Any) -> date | None:
    return date.fromisoformat(said) if said else None


# Conditions ----------------------------------------------------------------------------------------------------------


def not_held_twice(s: HoldSituation) -> Refusal | None:
    number = s.value("held")
    if not number:
        return None
    return s.no(P("这件事已经冻结，编号{number}。", number=number), P("要改期限的，请在那一件里改。"))


def ran_to_its_end(s: HoldSituation) -> Refusal | None:
    clock = s.facts.running(C.UNTIL)
    if clock is not None and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("还没有到期。"))


def works_there(by: Actor, world: World) -> bool:
    return by.organ in world.chart.organs and not by.roles.isdisjoint(WORKERS)


# The table -----------------------------------------------------------------------------------------------------------

PLACERS = (Role.DISPATCHER, Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.REVIEWER)
LIFTERS = (Role.HEAD, Role.SUPERVISOR)
_NEW, _HELD = frozenset({S.NEW}), frozenset({S.HELD})


def with_a_day(s: Situation) -> bool:
    return bool(s.value("until"))


MOVES = (
    Move(A.PLACE, _NEW, S.HELD, PLACERS, Seat.DESK, LAW, opens=((C.UNTIL, with_a_day),),
         guards=(of_a_matter, not_held_twice)),
    Move(A.PROLONG, _HELD, None, PLACERS, Seat.RAISER, LAW, opens=((C.UNTIL, with_a_day),), when=with_a_day),
    Move(A.PROLONG, _HELD, None, PLACERS, Seat.RAISER, LAW, stops=(C.UNTIL,)),
    Move(A.LIFT, _HELD, S.LIFTED, LIFTERS, Seat.RAISER, LAW, stops=(C.UNTIL,)),
    to_colleague(A.NAME_HANDLER, _HELD),
    Move(A.LAPSE, _HELD, S.LAPSED, (Role.SYSTEM,), Seat.SYSTEM, LAW, stops=(C.UNTIL,), guards=(ran_to_its_end,)),
)  # fmt: skip
_UNTIL = Field("until", "date", "冻结到哪天", required=False, span=Span.AHEAD, hint="不填，就一直冻结，直到有人解除。")
FORMS: Mapping[A, tuple[Field, ...]] = {
    A.PLACE: (
        Field("matter", "case", "信访事项编号"),
        Field("ground", "choice", "为什么不能销毁", terms=HoldGround),
        Field("reason", "text", "具体情况（写明哪个机关、哪个文号；不写姓名）", least=4),
        _UNTIL,
    ),
    A.PROLONG: (_UNTIL, Field("reason", "text", "理由", least=4)),
    A.LIFT: (Field("reason", "text", "为什么可以解除", least=4),),
    A.NAME_HANDLER: COLLEAGUE,
    A.LAPSE: (),
}
SEATS: Mapping[Seat, Question] = SHARED
CHANGES: Mapping[A, Callable[[HoldFacts, Event], Mapping[str, Any]]] = {
    A.PROLONG: lambda facts, event: {"until": _day(event.particulars.get("until"))},
}


def _says(move: Move, s: HoldSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _periods(book: RuleBook) -> Mapping[C, Period]:
    """Whoever places it says until when."""
    return {C.UNTIL: Period(0, Unit.DAYS, LAW)}


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    return ((A.LAPSE, {}),)


def _waits(facts: HoldFacts) -> Waiting:
    """Nobody has to do anything: it stands at the end of whoever has it."""
    return Waiting(P("冻结，等解除"), None, facts.until)


HOLD = Procedure(
    key="hold",
    label="冻结销毁",
    facts=HoldFacts,
    acts=A,
    stages=S,
    clocks=C,
    moves=MOVES,
    forms=FORMS,
    opening=A.PLACE,
    newborn=newborn,
    seats=SEATS,
    turns={**handing.TURNS, None: stays},
    changes=CHANGES,
    situation=HoldSituation,
    begins=works_there,
    over=frozenset({S.LIFTED, S.LAPSED}),
    end=S.LIFTED,
    ended=(P("冻结已经解除，不再变动。"), P("还要冻结的，请另外登记。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset({C.UNTIL}),
    rights=frozenset({C.UNTIL}),
    runs_out=_runs_out,
    says=_says,
    periods=_periods,
    waits=_waits,
)
