"""What must be said with each act on a bulletin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from huiyin.law.bulletin.vocabulary import BulletinAct, BulletinClock, Issue, Part
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span

_BY_MACHINE = "不写就由系统照数字起草，之后再改。"
_WORDS = (
    Field("title", "line", "标题", required=False, hint="不写就由系统照期别和日子起。"),
    Field("issue", "choice", "期别", terms=Issue),
    Field("first", "date", "从哪天", span=Span.PAST),
    Field("last", "date", "到哪天", span=Span.PAST),
    Field("leaders", "line", "送哪些领导", hint="写姓名，用顿号隔开。"),
    *(Field(part.value, "text", part.label, required=False, hint=_BY_MACHINE) for part in Part),
)
#: Looked over by a person, what is left empty stays empty.
_AMENDED = tuple(field if field.hint != _BY_MACHINE else replace(field, hint="") for field in _WORDS)
_WHY = (Field("reason", "text", "理由", least=4),)
_NUMBER = Field("task", "integer", "第几件交办的事")
_UNTIL = Field("until", "date", "最迟哪天办好", span=Span.AHEAD)
_NOTE = (
    Field("note", "text", "批示内容", least=2),
    Field("task_text", "text", "交办什么事", required=False, least=4, hint="只是圈阅的，不用写。"),
    Field("to_organ", "organ", "交给哪个机关", required=False),
    Field("whose", "line", "由谁负责", required=False, hint="写姓名和职务。"),
    Field("until", "date", "最迟哪天办好", required=False, span=Span.AHEAD),
)

FORMS: Mapping[BulletinAct, tuple[Field, ...]] = {
    BulletinAct.DRAW_UP: _WORDS,
    BulletinAct.AMEND: _AMENDED,
    BulletinAct.SEND_BACK: _WHY,
    BulletinAct.NOTE: _NOTE,
    BulletinAct.ENTER_NOTE: (Field("leader", "line", "哪位领导的批示"), *_NOTE),
    BulletinAct.REPORT: (_NUMBER, Field("done", "text", "办得怎么样", least=8)),
    BulletinAct.RETURN: (_NUMBER, Field("missing", "text", "还缺什么", least=4), _UNTIL),
    BulletinAct.NAME_HANDLER: COLLEAGUE,
    BulletinAct.DROP: _WHY,
    BulletinAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=BulletinClock),),
}
