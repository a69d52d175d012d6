"""The law of a text module as one value: written, approved by who leads the organ, amended, approved anew, withdrawn.

A text is used only as it was approved: what is amended waits, and the words approved last are offered until then. Each
approval is a version with a number, its law and the day from which it holds; all stand in the journal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
from huiyin.law.module.vocabulary import Blank, ModuleClock, Use
from huiyin.law.module.vocabulary import ModuleAct as A
from huiyin.law.module.vocabulary import ModuleStage as S
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.terms import OfKind, Role, Seat, Unit
from huiyin.law.words import P

#: How a blank stands in a text: 【编号】.
BLANK: Final = re.compile("【([^【】]{1,12})】")
BLANKS: Final[Mapping[str, Blank]] = {blank.label: blank for blank in Blank}


@dataclass(frozen=True, kw_only=True)
class ModuleFacts(Frame):
    """A text module.

    :param text: as it was written last; ``law`` what it rests on, ``since`` from which day it holds.
    :param also_basis: what one press puts into the legal basis beside it, ``also_remark`` into the remarks (宏).
    :param approved: the text as it was approved last, empty before; ``version`` how often it was.
    """

    uses: tuple[Use, ...]
    text: str
    law: str
    since: date
    words: str = ""
    approved: str = ""
    approved_law: str = ""
    version: int = 0
    also_basis: str = ""
    also_remark: str = ""
    approved_basis: str = ""
    approved_remark: str = ""


def newborn(said: Particulars) -> ModuleFacts:
    """The facts before it is written: organ, owner, book and day from the door, the rest from the form."""
    return ModuleFacts(**at_birth(said), stage=S.NEW, **_written(said))


def _written(said: Particulars) -> dict[str, Any]:
    return {
        "uses": tuple(use for use in Use if use.value in said["uses"]), "words": said.get("words", ""),
        "text": said["text"], "law": said["law"], "since": date.fromisoformat(said["since"]),
        "also_basis": said.get("also_basis", ""), "also_remark": said.get("also_remark", ""),
    }  # fmt: skip


def once(s: Situation) -> Refusal | None:
    """Two texts of one name would be taken for each other."""
    if not s.value("twin"):
        return None
    return s.no(
        P("本机关已经有一条叫“{name}”的文本模块。", name=s.value("title")), P("请打开那一条修改，或者换个名字。")
    )


def blanks_are_known(s: Situation) -> Refusal | None:
    """A blank that nobody can fill would go out as it stands."""
    text = "".join(s.value(name) or "" for name in ("text", "also_basis", "also_remark"))
    unknown = next((name for name in BLANK.findall(text) if name not in BLANKS), None)
    if unknown is None:
        return None
    known = "、".join(f"【{name}】" for name in BLANKS)
    return s.no(P("没有叫【{name}】的填空。", name=unknown), P("可以用的填空：{known}。", known=known))


WRITERS = (Role.RECEPTION, Role.DISPATCHER, Role.HANDLER, Role.HEAD, Role.REVIEWER, Role.CONVENER)
LAW = cite("xf2022", 32, 2)
HELD = frozenset({S.DRAFTED, S.IN_USE})
REVIEWED = ((ModuleClock.REVIEW, always),)
MOVES = (
    Move(A.WRITE, frozenset({S.NEW}), S.DRAFTED, WRITERS, Seat.RAISER, LAW, guards=(once, blanks_are_known)),
    Move(A.AMEND, HELD, S.DRAFTED, WRITERS, Seat.RAISER, LAW, guards=(once, blanks_are_known)),
    Move(A.APPROVE, frozenset({S.DRAFTED}), S.IN_USE, (Role.HEAD,), Seat.RAISER, LAW, opens=REVIEWED),
    handing.to_colleague(A.NAME_HANDLER, HELD),
    Move(A.WITHDRAW, HELD, S.WITHDRAWN, (Role.HEAD, Role.DISPATCHER, Role.SYSTEM), Seat.RAISER, LAW,
         stops=(ModuleClock.REVIEW,)),
)  # fmt: skip

_WORDS = (
    Field("title", "line", "名称"),
    Field("uses", "choices", "用在哪里", terms=Use),
    Field("words", "line", "群众怎么说的，用空格隔开", required=False, hint="诉求里写到，就排在前面。"),
    Field(
        "text", "text", "文本", least=4,
        hint="可以用填空：【事项】【编号】【诉求】【本机关】【今天】【登记日期】【法定途径】，插入时自动填上。",
    ),
    Field(
        "also_basis", "text", "同时写进“法律法规依据”", required=False,
        hint="填了，放进“查明的事实”时，这一项的依据也一起写好。",
    ),
    Field("also_remark", "text", "同时写进“补充说明”", required=False),
    Field("law", "line", "依据的法规和条款"),
    Field("since", "date", "从哪天起适用", span=Span.ANY),
)  # fmt: skip
FORMS = {
    A.WRITE: _WORDS,
    A.AMEND: _WORDS,
    A.APPROVE: (Field("until", "date", "最迟哪天复核", span=Span.AHEAD, hint="到那天没有再批准，自动停用。"),),
    A.NAME_HANDLER: handing.COLLEAGUE,
    A.WITHDRAW: (Field("reason", "text", "为什么停用", least=2),),
}


def _amended(facts: ModuleFacts, event: Event) -> Mapping[str, Any]:
    return _written(event.particulars)


def _approved(facts: ModuleFacts, event: Event) -> Mapping[str, Any]:
    return {
        "approved": facts.text, "approved_law": facts.law, "version": facts.version + 1,
        "approved_basis": facts.also_basis, "approved_remark": facts.also_remark,
    }  # fmt: skip


def _periods(book: RuleBook) -> Mapping[ModuleClock, Period]:
    return {ModuleClock.REVIEW: Period(0, Unit.DAYS, LAW)}


def _runs_out(kind: OfKind) -> tuple[tuple[A, Particulars], ...]:
    """What nobody looked at again is offered no longer: the law may have changed."""
    return ((A.WITHDRAW, {"reason": "到期没有复核"}),)


MODULE = Procedure(
    key="module",
    label="文本模块",
    facts=ModuleFacts,
    acts=A,
    stages=S,
    clocks=ModuleClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.WRITE,
    newborn=newborn,
    seats={**SEATS, Seat.RAISER: lambda s: SEATS[Seat.RAISER](s) or SEATS[Seat.SYSTEM](s)},
    turns={**handing.TURNS, None: stays},
    changes={A.AMEND: _amended, A.APPROVE: _approved},
    over=frozenset({S.WITHDRAWN}),
    fixed=frozenset({ModuleClock.REVIEW}),
    rights=frozenset({ModuleClock.REVIEW}),
    waits=lambda facts: None,
    hands=A.NAME_HANDLER,
    runs_out=_runs_out,
    periods=_periods,
)
