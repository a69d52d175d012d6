"""The law of an assessment as one value: announced before anything is counted, shown before it is published.

What the record computes is taken in by the system alone; a person decides what becomes of it. Each organ's own result
is a record of its own (huiyin.law.appraisal), so that no organ reads another's objection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from huiyin.law.appraisal.vocabulary import AppraisalAct
from huiyin.law.assessment.vocabulary import AssessmentAct as A
from huiyin.law.assessment.vocabulary import AssessmentClock
from huiyin.law.assessment.vocabulary import AssessmentStage as S
from huiyin.law.chart.organs import Level, OrganChart
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_an_office, at_birth, of_a_year_begun
from huiyin.law.frame.facts import Frame, Particulars
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.turn import HEADS, Turn, back, excluded, hand, stays
from huiyin.law.frame.verdict import Also, Event, Refusal
from huiyin.law.frame.waiting import Waiting
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role, Seat
from huiyin.law.words import P


@dataclass(frozen=True, kw_only=True)
class AssessmentFacts(Frame):
    """An assessment.

    :param year: the year it looks at; ``drafter`` who conducts it.
    :param assessed: the organs it looks at.
    :param until: the last day on which they may object; ``None`` before they were shown anything.
    :param corrected: how many cases an upheld objection, or a correction, has left out of what was counted last.
    """

    year: int
    drafter: int
    assessed: frozenset[int] = frozenset()
    until: date | None = None
    corrected: int = 0


def newborn(said: Particulars) -> AssessmentFacts:
    return AssessmentFacts(
        **at_birth(said), stage=S.NEW, drafter=int(said["owner"]), year=int(said["year"]),
        assessed=frozenset(said["assessed"]),
    )  # fmt: skip


_ONE_BELOW = dict(zip(Level, list(Level)[1:], strict=False))


def assessed_by(chart: OrganChart, office: int) -> frozenset[int]:
    """Whom an office assesses: the organs of its own level, and those one level below; never itself."""
    own = chart.organ(office)
    levels = {own.level, _ONE_BELOW.get(own.level, own.level)}
    near = (each for each in chart.organs.values() if each.code.startswith(own.area) and each.level in levels)
    return frozenset(each.id for each in near if each.id != own.id)


# Conditions ----------------------------------------------------------------------------------------------------------


def by_an_office(s: Situation) -> Refusal | None:
    return None if at_an_office(s.by, s.world) else s.no(P("考核由党委和政府信访部门组织。"))


def by_a_formula(s: Situation) -> Refusal | None:
    if s.given is None or s.value("formula"):
        return None
    return s.no(P("这一年没有考核办法，不能考核。"), P("请管理员先放好这一年的指标和权重。"))


def not_twice(s: Situation) -> Refusal | None:
    number = s.value("taken")
    return s.no(P("这一年的考核已经开始，编号{number}。", number=number)) if number else None


def somebody_to_assess(s: Situation) -> Refusal | None:
    if s.given is None or s.value("assessed"):
        return None
    return s.no(P("机关名录里没有要考核的单位。"), P("请管理员补全机关名录。"))


def something_counted(s: Situation) -> Refusal | None:
    if s.given is None or s.value("shown_to"):
        return None
    return s.no(P("这一年没有算出任何单位的结果。"))


def something_upheld(s: Situation) -> Refusal | None:
    if s.given is None or len(s.value("corrections") or ()) > s.facts.corrected:  # type: ignore[attr-defined]
        return None
    return s.no(P("没有新成立的异议，不用重算。"))


def none_open(s: Situation) -> Refusal | None:
    many = s.value("open")
    return s.no(P("还有{n}个单位在核对，或者异议没有决定。", n=many)) if many else None


def all_counted(s: Situation) -> Refusal | None:
    if s.given is None or len(s.value("corrections") or ()) <= s.facts.corrected:  # type: ignore[attr-defined]
        return None
    return s.no(P("有成立的异议还没有算进去。"), P("请先“按异议重算”。"))


def names_what(s: Situation) -> Refusal | None:
    if s.given is None or s.value("corrections"):
        return None
    return s.no(P("没有写明更正哪一件。"))


# The table -----------------------------------------------------------------------------------------------------------


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    DRAFTER = "drafter"


CONDUCTORS = (Role.SUPERVISOR, Role.DISPATCHER, Role.ANALYST, Role.HEAD)
ARTICLE = cite("xf2022", 39, 1)
_NEW, _COUNTING, _SHOWN, _PUBLISHED = (frozenset({each}) for each in (S.NEW, S.COUNTING, S.SHOWN, S.PUBLISHED))
_BEFORE = frozenset({S.ANNOUNCED, S.COUNTING, S.COMPUTED})
_SYSTEM = (Role.SYSTEM,)
# fmt: off
MOVES = (
    Move(A.ANNOUNCE, _NEW, S.ANNOUNCED, CONDUCTORS, Seat.RAISER, ARTICLE,
         guards=(by_an_office, of_a_year_begun, by_a_formula, not_twice, somebody_to_assess)),
    Move(A.COMPUTE, _BEFORE, S.COUNTING, CONDUCTORS, Seat.RAISER, ARTICLE),
    Move(A.TAKE_IN, _COUNTING, S.COMPUTED, _SYSTEM, Seat.SYSTEM, ARTICLE, ball=Ball.HEAD),
    Move(A.TAKE_IN, frozenset({S.RECOUNTING}), S.SHOWN, _SYSTEM, Seat.SYSTEM, ARTICLE,
         when=lambda s: s.facts.stage is S.RECOUNTING, ball=Ball.HEAD),
    Move(A.TAKE_IN, frozenset({S.CORRECTING}), S.PUBLISHED, _SYSTEM, Seat.SYSTEM, ARTICLE,
         papers=(Paper.ASSESSMENT_CIRCULAR,), when=lambda s: s.facts.stage is S.CORRECTING),
    Move(A.SHOW, frozenset({S.COMPUTED}), S.SHOWN, HEADS, Seat.RAISER, ARTICLE, papers=(Paper.ASSESSMENT_NOTICE,),
         guards=(something_counted,)),
    Move(A.RECOUNT, _SHOWN, S.RECOUNTING, CONDUCTORS, Seat.RAISER, ARTICLE, guards=(something_upheld,)),
    Move(A.PUBLISH, _SHOWN, S.PUBLISHED, HEADS, Seat.RAISER, ARTICLE, papers=(Paper.ASSESSMENT_CIRCULAR,),
         guards=(none_open, all_counted)),
    Move(A.CORRECT, _PUBLISHED, S.CORRECTING, HEADS, Seat.RAISER, ARTICLE, guards=(names_what,)),
    handing.to_colleague(A.NAME_HANDLER, _BEFORE | _SHOWN),
    Move(A.DROP, _BEFORE, S.DROPPED, HEADS, Seat.RAISER, ARTICLE),
)
# fmt: on


def _to_head(s: Situation) -> Turn:
    return hand(s, s.holder, None, HEADS, excluded(s))


def _to_drafter(s: Any) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.DRAFTER: _to_drafter,
}  # fmt: skip

_WHY = (Field("reason", "text", "理由", least=4),)
FORMS: Mapping[A, tuple[Field, ...]] = {
    A.ANNOUNCE: (
        Field("title", "line", "标题", least=4),
        Field("year", "integer", "考核哪一年"),
        Field("least", "integer", "一项指标不到几件就不计分", required=False, hint="不填，按考核办法里写的。"),
        Field("note", "text", "说明", required=False),
    ),
    A.TAKE_IN: (Field("result", "line", "结果的 SHA-256 摘要"),),
    A.SHOW: (Field("until", "date", "异议最迟哪天提出", span=Span.AHEAD),),
    A.PUBLISH: (Field("note", "text", "通报里要说的话", required=False),),
    A.CORRECT: (
        *_WHY,
        Field("to_organ", "organ", "更正哪个单位"),
        Field(
            "left_out", "text", "不计入的事项", least=4,
            hint="一行一件，先写指标，再写编号，例如：按期办结 99012120261102000010",
        ),
    ),
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.DROP: _WHY,
}  # fmt: skip
#: What the record knows or works out and tells the law; what of it lasts stands in rows that the event binds.
#: Lines that name matters of one organ are read by no other.
ASKED = frozenset({"taken", "open", "figures", "left_out", "shown_to"})


def _says(move: Move, s: Situation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _also(move: Move, s: Any) -> tuple[Also, ...]:
    """Shown: each organ gets its own result, as a record that it may object to."""
    if s.given is None or move.act is not A.SHOW:
        return ()
    shared = {"assessment": s.value("assessment"), "year": s.facts.year, "until": s.value("until")}
    return tuple(
        Also("appraisal", None, AppraisalAct.SHOW.value, {**shared, "to_organ": organ, "title": title, "score": score})
        for organ, title, score in s.value("shown_to")
    )


def _announced(facts: AssessmentFacts, event: Event) -> Mapping[str, Any]:
    """Whom it looks at may read how from now on."""
    return {"joining": facts.assessed}


def _taken_in(facts: AssessmentFacts, event: Event) -> Mapping[str, Any]:
    return {"corrected": len(event.particulars.get("corrections", ()))}


CHANGES: Mapping[A, Callable[[AssessmentFacts, Event], Mapping[str, Any]]] = {
    A.ANNOUNCE: _announced,
    A.TAKE_IN: _taken_in,
    A.SHOW: lambda facts, event: {"until": date.fromisoformat(event.particulars["until"])},
    A.NAME_HANDLER: lambda facts, event: {"drafter": event.owner},
}


def _waits(facts: AssessmentFacts) -> Waiting | None:
    if facts.stage is S.SHOWN and facts.until is not None:
        return Waiting(P("等各单位核对"), until=facts.until)
    return Waiting(P("等下一步"), facts.moved_on or facts.lodged_on)


ASSESSMENT = Procedure(
    key="assessment",
    label="考核",
    facts=AssessmentFacts,
    acts=A,
    stages=S,
    clocks=AssessmentClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.ANNOUNCE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    begins=at_an_office,
    over=frozenset({S.PUBLISHED, S.DROPPED}),
    waits=_waits,
    says=_says,
    also=_also,
    hands=A.NAME_HANDLER,
    periods=lambda book: {},
)
