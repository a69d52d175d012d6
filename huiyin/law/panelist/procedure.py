"""The law of an entry in the list of panel members as one value: asked for a term, taken off at its end or before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation, always
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.panelist.vocabulary import Capacity, PanelistClock
from huiyin.law.panelist.vocabulary import PanelistAct as A
from huiyin.law.panelist.vocabulary import PanelistStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class PanelistFacts(Frame):
    """Somebody on the list."""

    name: str
    capacity: Capacity
    field: str = ""


def newborn(said: Particulars) -> PanelistFacts:
    return PanelistFacts(
        **at_birth(said), stage=S.NEW, name=said["title"], capacity=Capacity(said["capacity"]),
        field=said.get("field", ""),
    )  # fmt: skip


def once(s: Situation) -> Refusal | None:
    """Nobody stands on one list twice, or the lot would favour them."""
    if not s.value("twin"):
        return None
    return s.no(P("{name}已经在册。", name=s.value("title")), P("要改信息，请打开那一条。"))


KEEPERS = (Role.DISPATCHER, Role.HANDLER, Role.HEAD, Role.REVIEWER)
LISTED, LAW = frozenset({S.LISTED}), cite("xf2022", 31, None, 6)
MOVES = (
    Move(A.ENROL, frozenset({S.NEW}), S.LISTED, KEEPERS, Seat.RAISER, LAW, opens=((PanelistClock.TERM, always),),
         guards=(once,)),
    Move(A.AMEND, LISTED, None, KEEPERS, Seat.RAISER, LAW, opens=((PanelistClock.TERM, always),)),
    handing.to_colleague(A.NAME_HANDLER, LISTED),
    Move(A.LEAVE, LISTED, S.LEFT, (*KEEPERS, Role.SYSTEM), Seat.RAISER, LAW, stops=(PanelistClock.TERM,)),
)  # fmt: skip

_WORDS = (
    Field("title", "line", "姓名"),
    Field("capacity", "choice", "身份", terms=Capacity),
    Field("work", "line", "单位和职务", required=False),
    Field("field", "line", "专长", required=False, hint="例如：土地、房屋质量、劳动、医疗"),
    Field("until", "date", "聘到哪天", span=Span.AHEAD),
)
FORMS = {
    A.ENROL: _WORDS,
    A.AMEND: _WORDS,
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.LEAVE: (Field("reason", "text", "为什么移出", least=2),),
}


def _amended(facts: PanelistFacts, event: Event) -> Mapping[str, Any]:
    said = event.particulars
    return {"name": said["title"], "capacity": Capacity(said["capacity"]), "field": said.get("field", "")}


def _periods(book: RuleBook) -> Mapping[PanelistClock, Period]:
    return {PanelistClock.TERM: Period(0, Unit.DAYS, LAW)}


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    return ((A.LEAVE, {"reason": "聘期届满"}),)


PANELIST = Procedure(
    key="panelist",
    label="听证员名册",
    facts=PanelistFacts,
    acts=A,
    stages=S,
    clocks=PanelistClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.ENROL,
    newborn=newborn,
    seats={**SEATS, Seat.RAISER: lambda s: SEATS[Seat.RAISER](s) or SEATS[Seat.SYSTEM](s)},
    turns={**handing.TURNS, None: stays},
    changes={A.AMEND: _amended},
    over=frozenset({S.LEFT}),
    fixed=frozenset({PanelistClock.TERM}),
    rights=frozenset({PanelistClock.TERM}),
    waits=lambda facts: None,
    hands=A.NAME_HANDLER,
    runs_out=_runs_out,
    periods=_periods,
)
