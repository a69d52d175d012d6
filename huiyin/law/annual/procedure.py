"""The law of a yearly report as one value: drawn up with its figures, signed, sent to all whom Art. 41 names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from huiyin.law.annual.vocabulary import AnnualAct as A
from huiyin.law.annual.vocabulary import AnnualClock
from huiyin.law.annual.vocabulary import AnnualStage as S
from huiyin.law.chart.organs import OrganKind
from huiyin.law.chart.routing import OrganChart
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_an_office, at_birth, of_a_year_begun
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import HEADS, Turn, back, excluded, hand, stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role, Seat
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class AnnualFacts(Frame):
    """A yearly report. ``year`` is the one it tells of, ``drafter`` who draws it up."""

    year: int
    drafter: int


_LEADING = (OrganKind.PARTY_COMMITTEE, OrganKind.GOVERNMENT)


def newborn(said: Particulars) -> AnnualFacts:
    return AnnualFacts(**at_birth(said), stage=S.NEW, drafter=int(said["owner"]), year=int(said["year"]))


def addressees(chart: OrganChart, office: int) -> tuple[int, ...]:
    """To whom an office reports: Party committee and government of its level, and the office above it (Art. 41)."""
    code = chart.organ(office).code
    own = [each.id for kind in _LEADING for each in chart.organs.values() if (each.kind, each.code) == (kind, code)]
    above = [each for each in chart.superiors_of(office) if chart.organ(each).kind is OrganKind.PETITION_OFFICE]
    return tuple(dict.fromkeys([*own, *above]))


# Conditions ----------------------------------------------------------------------------------------------------------


def by_an_office(s: Situation) -> Refusal | None:
    return None if at_an_office(s.by, s.world) else s.no(P("年度报告由党委和政府信访部门编制。"))


def somebody_to_report_to(s: Situation) -> Refusal | None:
    if addressees(s.world.chart, s.facts.coordinator):
        return None
    return s.no(P("机关名录里没有本级党委政府和上一级信访部门。"), P("请管理员补全机关名录。"))


# The table -----------------------------------------------------------------------------------------------------------


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    DRAFTER = "drafter"


DRAFTERS = (Role.SUPERVISOR, Role.DISPATCHER, Role.ANALYST, Role.HEAD)
_DRAFT, _LAID, ARTICLE = frozenset({S.DRAFT}), frozenset({S.SUBMITTED}), cite("xf2022", 41)
MOVES = (
    Move(A.DRAW_UP, frozenset({S.NEW}), S.DRAFT, DRAFTERS, Seat.RAISER, ARTICLE,
         guards=(by_an_office, of_a_year_begun)),
    Move(A.AMEND, _DRAFT, None, DRAFTERS, Seat.RAISER, ARTICLE, guards=(of_a_year_begun,)),
    Move(A.SUBMIT, _DRAFT, S.SUBMITTED, DRAFTERS, Seat.RAISER, ARTICLE, ball=Ball.HEAD,
         guards=(somebody_to_report_to,)),
    Move(A.SEND_BACK, _LAID, S.DRAFT, HEADS, Seat.RAISER, ARTICLE, ball=Ball.DRAFTER),
    Move(A.ISSUE, _LAID, S.ISSUED, HEADS, Seat.RAISER, ARTICLE, papers=(Paper.ANNUAL_REPORT,),
         guards=(somebody_to_report_to,)),
    handing.to_colleague(A.NAME_HANDLER, _DRAFT),
    Move(A.DROP, _DRAFT | _LAID, S.DROPPED, HEADS, Seat.RAISER, ARTICLE),
)  # fmt: skip


def _to_head(s: Situation) -> Turn:
    return hand(s, s.holder, None, HEADS, excluded(s))


def _to_drafter(s: Any) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.DRAFTER: _to_drafter,
}  # fmt: skip

_WORDS = (
    Field("title", "line", "标题", least=4),
    Field("year", "integer", "哪一年"),
    Field("part1", "text", "第一部分：数据、涉及领域、被投诉较多的机关，要补充的话", required=False),
    Field("part2", "text", "第二部分：转送、交办、督办，要补充的话", required=False),
    Field("part3", "text", "第三部分：三项建议和采纳，要补充的话", required=False),
    Field("part4", "text", "第四部分：其他应当报告的事项", required=False),
)
_WHY = (Field("reason", "text", "理由", least=4),)
FORMS: Mapping[A, tuple[Field, ...]] = {
    A.DRAW_UP: _WORDS, A.AMEND: _WORDS, A.SEND_BACK: _WHY, A.NAME_HANDLER: handing.COLLEAGUE, A.DROP: _WHY,
}  # fmt: skip


def _issued(facts: AnnualFacts, event: Event) -> Mapping[str, Any]:
    """Whom it is addressed to may read it from now on."""
    return {"joining": frozenset(event.particulars["addressees"])}


CHANGES: Mapping[A, Callable[[AnnualFacts, Event], Mapping[str, Any]]] = {
    A.AMEND: lambda facts, event: {"year": int(event.particulars["year"])},
    A.NAME_HANDLER: lambda facts, event: {"drafter": event.owner},
    A.ISSUE: _issued,
}

ANNUAL = Procedure(
    key="annual",
    label="年度报告",
    facts=AnnualFacts,
    acts=A,
    stages=S,
    clocks=AnnualClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.DRAW_UP,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    begins=at_an_office,
    over=frozenset({S.ISSUED, S.DROPPED}),
    hands=A.NAME_HANDLER,
    periods=lambda book: {},
)
