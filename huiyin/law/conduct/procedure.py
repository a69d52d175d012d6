"""The law of conduct at a visit as one value: seen by few, told to the person, contested, struck or expired.

It says what was done, where and when, and never who: no name, no matter, no ticket. It does nothing to any other
record, so that whatever somebody did, what they ask for goes on as it would (有理无序：先变无序为有序，再解决).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Final

from huiyin.law.conduct.vocabulary import AT_ONCE, Called, Clause
from huiyin.law.conduct.vocabulary import ConductAct as A
from huiyin.law.conduct.vocabulary import ConductClock as C
from huiyin.law.conduct.vocabulary import ConductStage as S
from huiyin.law.frame import handing
from huiyin.law.frame.common import at_birth
from huiyin.law.frame.deadlines import Period
from huiyin.law.frame.facts import Actor, Frame, Particulars, World
from huiyin.law.frame.handing import COLLEAGUE, Colleague, may_work, serves_at_holder
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.seats import SEATS as SHARED
from huiyin.law.frame.situation import Question, Situation, always
from huiyin.law.frame.turn import HEADS, Turn, back, hand, stays
from huiyin.law.frame.verdict import Event, Refusal
from huiyin.law.papers import Service
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.sources.meanings import MEANINGS
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P

#: What is said of it in words: kept beside the journal, which holds a digest, and deleted when it ends.
WORDS: Final = frozenset({"spot", "account", "persuaded", "witness", "objection", "reason"})
ARTICLE: Final = MEANINGS["prohibited_acts"]
PERSUASION: Final = MEANINGS["persuasion_first"]


@dataclass(frozen=True, kw_only=True)
class ConductFacts(Frame):
    """What was noted. ``coordinator`` is the organ whose room it was, ``drafter`` who wrote it down.

    :param happened_on: the day of the visit; ``told_on`` when its person was told.
    """

    clause: Clause
    called: Called
    drafter: int
    happened_on: date
    told_on: date | None = None


def newborn(said: Particulars) -> ConductFacts:
    return ConductFacts(
        **at_birth(said), stage=S.NEW, drafter=int(said["owner"]), clause=Clause(said["clause"]),
        called=Called(said["called"]), happened_on=date.fromisoformat(said["happened_on"]),
    )  # fmt: skip


# Conditions ----------------------------------------------------------------------------------------------------------


def persuaded_first(s: Situation) -> Refusal | None:
    """Staff dissuade, criticise and explain before they call anybody; where somebody may be hurt they need not."""
    facts = s.facts
    if s.given is None or not isinstance(facts, ConductFacts) or s.value("persuaded"):
        return None
    if facts.clause in AT_ONCE and facts.called in (Called.POLICE, Called.GUARDS, Called.MEDICAL):
        return None
    return s.no(P("先要劝阻、批评、教育，把怎样说的写下来。"), P("再看要不要叫人。"), PERSUASION)


def names_nobody(s: Situation) -> Refusal | None:
    """It is of a visit and not of a person: who it was, stands nowhere."""
    if s.given is None or not s.value("names"):
        return None
    return s.no(P("不要写姓名、电话、证件号、编号，只写做了什么。"), P("请删去再提交。"))


def noted_soon(s: Situation) -> Refusal | None:
    """Nothing is noted of days long gone, when nobody remembers and somebody may want to."""
    if s.given is None:
        return None
    least = s.facts.book.options.conduct_told
    if date.fromisoformat(s.value("happened_on")) >= s.on - timedelta(days=least):
        return None
    return s.no(P("只记最近{n}天里的事，过后不补记。", n=least), P("请看日期对不对。"))


def by_who_noted_or_leads(s: Situation) -> Refusal | None:
    """Only whoever wrote it down, and whoever leads the organ, has to do with it."""
    if Role.HEAD in s.by.roles or s.by.person == s.facts.owner:
        return None
    return s.no(P("这一步由记下的人或者本机关负责人办理。"))


def judged_by_another(s: Situation) -> Refusal | None:
    """Nobody judges an objection to their own note."""
    facts = s.facts
    if not isinstance(facts, ConductFacts) or s.by.person != facts.drafter or s.act is not A.UPHOLD:
        return None
    return s.no(P("异议不能由记下的人自己核实。"), P("请换一位负责人。"), cite("xf2022", 28, 3))


def receives_visitors(by: Actor, world: World) -> bool:
    return by.organ in world.chart.organs


# The table -----------------------------------------------------------------------------------------------------------


class Ball(Enum):
    """Whose turn it is next."""

    HEAD = "head"
    NOTER = "noter"


COUNTER = (Role.RECEPTION, Role.DISPATCHER, Role.HEAD)
_NEW, _NOTED, _TOLD, _CONTESTED, _UPHELD = (
    frozenset({each}) for each in (S.NEW, S.NOTED, S.TOLD, S.CONTESTED, S.UPHELD)
)
_LIVE = _NOTED | _TOLD | _CONTESTED | _UPHELD
_FEW = (by_who_noted_or_leads,)
_ENDS = (C.TELL, C.ANSWER, C.KEEP)
MOVES = (
    Move(A.NOTE, _NEW, S.NOTED, COUNTER, Seat.DESK, ARTICLE, opens=((C.TELL, always), (C.KEEP, always)),
         guards=(noted_soon, names_nobody, persuaded_first)),
    Move(A.TELL, _NOTED, S.TOLD, COUNTER, Seat.RAISER, ARTICLE, stops=(C.TELL,), guards=_FEW),
    Move(A.CONTEST, _TOLD | _UPHELD, S.CONTESTED, (Role.PETITIONER,), Seat.PETITIONER, ARTICLE,
         opens=((C.ANSWER, always),), ball=Ball.HEAD, guards=(names_nobody,)),
    Move(A.UPHOLD, _CONTESTED, S.UPHELD, HEADS, Seat.RAISER, ARTICLE, stops=(C.ANSWER,), ball=Ball.NOTER,
         guards=(judged_by_another, names_nobody)),
    Move(A.STRIKE, _LIVE, S.STRUCK, COUNTER, Seat.RAISER, ARTICLE, stops=_ENDS, guards=_FEW),
    Move(A.NAME_HANDLER, _LIVE, None, HEADS, Seat.HOLDER, cite("xf2022", 28, 1), ball=Colleague.NAMED,
         guards=(serves_at_holder, may_work)),
    Move(A.EXPIRE, _LIVE, S.EXPIRED, (Role.SYSTEM,), Seat.SYSTEM, ARTICLE, stops=_ENDS),
)  # fmt: skip


def _asks(s: Situation) -> bool:
    return s.by.organ == s.facts.coordinator


SEATS: Mapping[Seat, Question] = {**SHARED, Seat.DESK: _asks}


def _to_head(s: Situation) -> Turn:
    """To a head who did not write it down, as far as there is one."""
    if s.given is None:
        return stays(s)
    other = hand(s, s.holder, None, HEADS, frozenset({getattr(s.facts, "drafter", 0)}))
    return hand(s, s.holder, None, HEADS, frozenset()) if isinstance(other, Refusal) else other


def _to_noter(s: Any) -> Turn:
    return back(s, s.facts.coordinator, s.facts.drafter)


TURNS: Mapping[Enum | None, Callable[[Any], Turn]] = {
    **handing.TURNS, None: stays, Ball.HEAD: _to_head, Ball.NOTER: _to_noter,
}  # fmt: skip

FORMS: Mapping[A, tuple[Field, ...]] = {
    A.NOTE: (
        Field("happened_on", "date", "哪一天", span=Span.PAST),
        Field("spot", "line", "在哪里，几点", hint="比如：接待大厅，10点半。"),
        Field("clause", "choice", "第二十六条哪一项", terms=Clause),
        Field("account", "text", "做了什么", least=8, hint="只写看到的、听到的。不写姓名、编号，不写是个怎样的人。"),
        Field("persuaded", "text", "先怎样劝阻、教育的", required=False, hint="有人会受伤的，可以先叫人。"),
        Field("witness", "line", "谁在场看见（工作人员）"),
        Field("called", "choice", "叫了谁", terms=Called),
    ),
    A.TELL: (
        Field("way", "choice", "怎样告诉的", terms=Service),
        Field("told_on", "date", "哪天告诉的", span=Span.DONE),
    ),
    A.CONTEST: (Field("objection", "text", "为什么不对", least=2),),
    A.UPHOLD: (Field("reason", "text", "怎样核实的，为什么保留", least=8),),
    A.STRIKE: (Field("reason", "text", "为什么撤销", required=False),),
    A.NAME_HANDLER: COLLEAGUE[:1],  # Nothing else is said: words would stay in the journal.
}


def _says(move: Move, s: Situation) -> Particulars:
    """The journal keeps which clause and which day; what was said in words lies beside it."""
    return {name: value for name, value in (s.given or {}).items() if name not in WORDS | {"names"}}


def _gone(facts: ConductFacts, event: Event) -> Mapping[str, Any]:
    """Nobody has anything to do with it any more, and so nobody reads it."""
    return {"leaving": facts.organs | {event.holder} | ({event.organ} if event.organ else set())}


def _told(facts: ConductFacts, event: Event) -> Mapping[str, Any]:
    return {"told_on": date.fromisoformat(event.particulars["told_on"])}


CHANGES: Mapping[A, Callable[[ConductFacts, Event], Mapping[str, Any]]] = {
    A.TELL: _told, A.STRIKE: _gone, A.EXPIRE: _gone,
}  # fmt: skip


def _periods(book: RuleBook) -> Mapping[C, Period]:
    """No article says how long: options of the book (huiyin.law.sources.rulebook.Options)."""
    article, options = book.own(ARTICLE), book.options
    return {
        C.TELL: Period(options.conduct_told, Unit.DAYS, article),
        C.ANSWER: Period(options.conduct_answer, Unit.DAYS, article),
        C.KEEP: Period(options.conduct_kept, Unit.DAYS, article),
    }


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    """What its person was not told in time, what was contested and not answered, and what is old, is gone by itself."""
    return ((A.EXPIRE, {}),)


CONDUCT = Procedure(
    key="conduct",
    label="现场秩序",
    facts=ConductFacts,
    acts=A,
    stages=S,
    clocks=C,
    moves=MOVES,
    forms=FORMS,
    opening=A.NOTE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    begins=receives_visitors,
    over=frozenset({S.STRUCK, S.EXPIRED}),
    end=S.EXPIRED,
    ended=(P("已经到期，内容已经删除。"), None),
    hands=A.NAME_HANDLER,
    runs_out=_runs_out,
    says=_says,
    periods=_periods,
)
