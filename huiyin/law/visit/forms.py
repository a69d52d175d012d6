"""What must be said with each act on a leader's visit."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.beside import Manner, NotHeld
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.papers import Service
from huiyin.law.visit.vocabulary import Chosen, VisitAct, VisitClock

_DAY = Field("on", "date", "哪一天", span=Span.AHEAD, hint="阅信填最迟哪天批。")
_TIME = Field("time", "line", "几点到几点", required=False)
_PLACE = Field("place", "line", "地点", required=False)
_WHAT = Field("promise", "text", "交办、答应什么事", least=4, hint="自动列为一件落实事项，信访人看得到，由本人确认。")
_WHOSE = Field("to_organ", "organ", "交给哪个机关落实")
_WHO = Field("whose", "line", "由谁负责", required=False, hint="写姓名和职务。")
_UNTIL = Field("promise_until", "date", "最迟哪天办好", span=Span.AHEAD)
_TASK = (_WHAT, _WHOSE, _WHO, _UNTIL)
#: What earlier versions said with their own acts: which thing, what was done, what is missing.
_NUMBER = Field("task", "integer", "第几件交办的事")
_AGAIN = Field("until", "date", "最迟哪天办好", span=Span.AHEAD)


def _maybe(field: Field) -> Field:
    return Field(field.name, field.kind, field.label, False, field.terms, field.least, field.hint, span=field.span)


FORMS: Mapping[VisitAct, tuple[Field, ...]] = {
    VisitAct.ARRANGE: (
        Field("matter", "line", "信访事项编号"),
        Field("manner", "choice", "方式", terms=Manner),
        Field("leader", "line", "哪位领导"),
        Field("post", "line", "职务"),
        _DAY,
        _TIME,
        _PLACE,
        Field("cause", "choice", "为什么选这件事", required=False, terms=Chosen, hint="约访、阅信要选。"),
        Field("why", "text", "说明", required=False),
    ),
    VisitAct.AGREE: (Field("how", "line", "本人怎样答复的", by_desk=True, required=False),),
    VisitAct.DECLINE: (Field("reason", "text", "为什么不来（可以不写）", required=False),),
    VisitAct.MOVE: (_DAY, _TIME, _PLACE, Field("reason", "text", "为什么改期", least=2)),
    VisitAct.PREPARE: (Field("offer", "text", "可以提出的办法", least=4),),
    VisitAct.HOLD: (
        Field("said", "text", "来访人说了什么", least=4),
        Field("answer", "text", "领导怎样答复", least=2),
        Field("present", "line", "在场的还有谁", required=False),
        Field("read_back", "flag", "已经念给来访人听，本人认可", required=False),
        Field("files", "files", "照片、文件", required=False),
        *(_maybe(each) for each in _TASK),
    ),
    VisitAct.INSTRUCT: (Field("note", "text", "批示内容", least=2), *_TASK),
    VisitAct.SET_TASK: _TASK,
    VisitAct.REPORT: (_NUMBER, Field("done", "text", "办得怎么样", least=8)),
    VisitAct.RETURN: (_NUMBER, Field("missing", "text", "还缺什么", least=4), _AGAIN),
    VisitAct.TELL: (
        Field("result", "text", "告诉本人的结果", least=4),
        Field("way", "choice", "怎样告诉的", terms=Service),
        Field("word", "text", "本人怎么说", required=False),
    ),
    VisitAct.CALL_OFF: (
        Field("because", "choice", "为什么没有进行", terms=NotHeld),
        Field("reason", "text", "说明", least=2),
    ),
    VisitAct.NAME_HANDLER: COLLEAGUE,
    VisitAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=VisitClock),),
}
