"""The law of a seat in the joint conference as one value: an organ, its member, who comes for them (xf2022 Art. 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiyin.law.chart.organs import OVERSEEING_KINDS
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth, of_the_chart
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation, always
from huiyin.law.frame.turn import stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.membership.vocabulary import Branch, MembershipClock
from huiyin.law.membership.vocabulary import MembershipAct as A
from huiyin.law.membership.vocabulary import MembershipStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class MembershipFacts(Frame):
    """A seat. ``coordinator`` is the office of the conference, ``member_organ`` the organ that sits there.

    :param member: who sits there for it, name and post; ``deputy`` who comes where they cannot.
    """

    member_organ: int
    member: str
    deputy: str = ""
    branch: Branch = Branch.OTHER


def newborn(said: Particulars) -> MembershipFacts:
    """The facts before an organ is seated: organ, owner, book and day from the door, the rest from the form."""
    return MembershipFacts(
        **at_birth(said), stage=S.NEW, member_organ=int(said["to_organ"]), member=said["member"],
        deputy=said.get("deputy", ""), branch=Branch(said["branch"]),
    )  # fmt: skip


def seated_once(s: Situation) -> Refusal | None:
    """An organ has one seat, or it would count twice for the quorum."""
    if not s.value("twin"):
        return None
    return s.no(P("这个单位已经是成员单位。"), P("要换人，请打开那一条。"))


def by_an_office(by: Actor, world: World) -> bool:
    """The office of the conference keeps the list; where the petition office is that office, it does (Art. 11–13)."""
    organ = world.chart.organs.get(by.organ or 0)
    return organ is not None and organ.kind in OVERSEEING_KINDS


KEEPERS = (Role.CONVENER, Role.HEAD, Role.DISPATCHER)
LAW = cite("xf2022", 13)
SEATED = frozenset({S.SEATED})
_CHECKED = ((MembershipClock.CHECK, always),)
MOVES = (
    Move(A.SEAT, frozenset({S.NEW}), S.SEATED, KEEPERS, Seat.RAISER, LAW, opens=_CHECKED,
         guards=(seated_once, of_the_chart)),
    Move(A.AMEND, SEATED, None, KEEPERS, Seat.RAISER, LAW, opens=_CHECKED),
    handing.to_colleague(A.NAME_HANDLER, SEATED),
    Move(A.LEAVE, SEATED, S.LEFT, KEEPERS, Seat.RAISER, LAW, stops=(MembershipClock.CHECK,)),
)  # fmt: skip

_WHO = (
    Field("member", "line", "成员姓名和职务"),
    Field("deputy", "line", "代理人姓名和职务", required=False, hint="成员来不了，由谁来。"),
    Field("phone", "line", "联络电话", required=False),
    Field("until", "date", "哪天再核对", span=Span.AHEAD),
)
FORMS = {
    A.SEAT: (
        Field("to_organ", "organ", "成员单位"), Field("branch", "choice", "哪一类单位", terms=Branch), *_WHO,
    ),
    A.AMEND: _WHO,
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.LEAVE: (Field("reason", "text", "为什么退出", least=2),),
}  # fmt: skip


def _seated(facts: MembershipFacts, event: Event) -> Mapping[str, Any]:
    """The organ reads its own seat."""
    return {"joining": frozenset({facts.member_organ})}


def _amended(facts: MembershipFacts, event: Event) -> Mapping[str, Any]:
    return {"member": event.particulars["member"], "deputy": event.particulars.get("deputy", "")}


def _periods(book: RuleBook) -> Mapping[MembershipClock, Period]:
    return {MembershipClock.CHECK: Period(0, Unit.DAYS, LAW)}


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    """Nobody is late: the list says that the day has passed."""
    return ()


MEMBERSHIP = Procedure(
    key="membership",
    label="联席会议成员单位",
    facts=MembershipFacts,
    acts=A,
    stages=S,
    clocks=MembershipClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.SEAT,
    newborn=newborn,
    seats=SEATS,
    turns={**handing.TURNS, None: stays},
    changes={A.SEAT: _seated, A.AMEND: _amended},
    begins=by_an_office,
    over=frozenset({S.LEFT}),
    fixed=frozenset({MembershipClock.CHECK}),
    rights=frozenset({MembershipClock.CHECK}),
    waits=lambda facts: None,
    hands=A.NAME_HANDLER,
    runs_out=_runs_out,
    periods=_periods,
)
