"""The law of one organ's result: shown to it alone, objected to within the time given, decided with reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from huiyin.law.appraisal.vocabulary import AppraisalAct as A
from huiyin.law.appraisal.vocabulary import AppraisalClock as C
from huiyin.law.appraisal.vocabulary import AppraisalStage as S
from huiyin.law.appraisal.vocabulary import ObjectionRuling
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.fold import noted_late
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation, always
from huiyin.law.frame.turn import HEADS, RECEIVERS, Turn, excluded, hand, stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class AppraisalFacts(Frame):
    """One organ's result.

    :param assessment: the assessment it is of; ``to_organ`` the organ, ``drafter`` who conducts the assessment.
    :param left_out: what an upheld objection takes out of the count: indicator and record.
    """

    assessment: int
    to_organ: int
    drafter: int
    ruling: ObjectionRuling | None = None
    left_out: tuple[tuple[str, int], ...] = ()


def newborn(said: Particulars) -> AppraisalFacts:
    return AppraisalFacts(
        **at_birth(said), stage=S.NEW, drafter=int(said["owner"]), assessment=int(said.get("assessment") or 0),
        to_organ=int(said["to_organ"]),
    )  # fmt: skip


def begins_nowhere(by: Actor, world: World) -> bool:
    """A result comes of an assessment and is opened by nobody."""
    return False


# Conditions ----------------------------------------------------------------------------------------------------------


def of_an_assessment(s: Situation) -> Refusal | None:
    if s.given is None or s.value("assessment"):
        return None
    return s.no(P("单位考核结果由考核算出，不能单独登记。"), P("请在考核里“送各单位核对”。"))


def by_the_assessed(s: Situation) -> Refusal | None:
    if s.by.organ == s.world.standing(s.facts.to_organ):  # type: ignore[attr-defined]
        return None
    return s.no(P("由被考核的单位核对。"))


def names_what_is_upheld(s: Situation) -> Refusal | None:
    """An objection that is upheld changes something; one that is refused changes nothing."""
    if s.given is None:
        return None
    upheld = s.value("ruling") != ObjectionRuling.REFUSED.value
    if upheld == bool(s.value("corrections")):
        return None
    if upheld:
        return s.no(P("异议成立，要写明哪几件不计入。"))
    return s.no(P("异议不成立，就没有不计入的事项。"))


# The table -----------------------------------------------------------------------------------------------------------


class Ball(Enum):
    """Whose turn it is next."""

    ASSESSED = "assessed"
    OFFICE = "office"


ARTICLE = cite("xf2022", 39, 1)
CONDUCTORS = (Role.SUPERVISOR, Role.DISPATCHER, Role.ANALYST, Role.HEAD)
ANSWERERS = (Role.HEAD, Role.DISPATCHER, Role.HANDLER)
_NEW, _SHOWN, _OBJECTED = (frozenset({each}) for each in (S.NEW, S.SHOWN, S.OBJECTED))
# fmt: off
MOVES = (
    Move(A.SHOW, _NEW, S.SHOWN, CONDUCTORS, Seat.RAISER, ARTICLE, opens=((C.OBJECT, always),), ball=Ball.ASSESSED,
         guards=(of_an_assessment,)),
    Move(A.AGREE, _SHOWN, S.SETTLED, ANSWERERS, Seat.HOLDER, ARTICLE, stops=(C.OBJECT,), guards=(by_the_assessed,)),
    Move(A.OBJECT, _SHOWN, S.OBJECTED, ANSWERERS, Seat.HOLDER, ARTICLE, stops=(C.OBJECT,),
         opens=((C.DECIDE, always),), ball=Ball.OFFICE, guards=(by_the_assessed,)),
    Move(A.DECIDE, _OBJECTED, S.SETTLED, HEADS, Seat.RAISER, ARTICLE, papers=(Paper.ASSESSMENT_RULING,),
         stops=(C.DECIDE,), ball=Ball.ASSESSED, guards=(names_what_is_upheld,)),
    Move(A.LAPSE, _SHOWN, S.SETTLED, (Role.SYSTEM,), Seat.SYSTEM, ARTICLE, stops=(C.OBJECT,)),
    handing.to_colleague(A.NAME_HANDLER, _SHOWN | _OBJECTED),
    Move(A.NOTE_OVERDUE, _OBJECTED, None, (Role.SYSTEM,), Seat.SYSTEM, ARTICLE),
)
# fmt: on


def _to_assessed(s: Any) -> Turn:
    return hand(s, s.facts.to_organ, None, RECEIVERS, excluded(s))


def _to_office(s: Any) -> Turn:
    return hand(s, s.facts.coordinator, None, HEADS, excluded(s))


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.ASSESSED: _to_assessed, Ball.OFFICE: _to_office,
}  # fmt: skip

_LINES = "一行一件，先写指标，再写编号，例如：按期办结 99012120261102000010"
FORMS: Mapping[A, tuple[Field, ...]] = {
    A.SHOW: (
        Field("title", "line", "标题"),
        Field("year", "integer", "考核哪一年"),
        Field("to_organ", "organ", "被考核的单位"),
        Field("score", "line", "得分", required=False),
        Field("until", "date", "异议最迟哪天提出", span=Span.AHEAD),
    ),
    A.OBJECT: (
        Field("reason", "text", "异议和理由", least=8),
        Field("left_out", "text", "认为不该计入的事项", required=False, hint=_LINES),
    ),
    A.DECIDE: (
        Field("ruling", "choice", "决定", terms=ObjectionRuling),
        Field("reason", "text", "理由", least=8),
        Field("left_out", "text", "不计入的事项", required=False, hint=_LINES),
    ),
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=C),),
}  # fmt: skip


def _decided(facts: AppraisalFacts, event: Event) -> Mapping[str, Any]:
    said = event.particulars
    left = tuple((str(indicator), int(record)) for indicator, record in said.get("corrections", ()))
    return {"ruling": ObjectionRuling(said["ruling"]), "left_out": left}


CHANGES: Mapping[A, Callable[[AppraisalFacts, Event], Mapping[str, Any]]] = {
    A.DECIDE: _decided,
    A.NAME_HANDLER: lambda facts, event: {"drafter": event.owner} if event.holder == facts.coordinator else {},
    A.NOTE_OVERDUE: noted_late,
}


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    return ((A.LAPSE, {}),) if kind is C.OBJECT else ((A.NOTE_OVERDUE, {"clock": kind.value}),)


def periods(book: RuleBook) -> Mapping[C, Period]:
    """Both days are set as the formula of the assessment says; no regulation has any."""
    return {clock: Period(0, Unit.DAYS, ARTICLE) for clock in C}


APPRAISAL = Procedure(
    key="appraisal",
    label="单位考核结果",
    facts=AppraisalFacts,
    acts=A,
    stages=S,
    clocks=C,
    moves=MOVES,
    forms=FORMS,
    opening=A.SHOW,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    begins=begins_nowhere,
    over=frozenset({S.SETTLED}),
    end=S.SETTLED,
    ended=(P("这个单位的考核结果已经核定。"), P("通报以后发现有错，请考核的机关“更正结果”。")),
    hands=A.NAME_HANDLER,
    fixed=frozenset(C),
    runs_out=_runs_out,
    periods=periods,
)
