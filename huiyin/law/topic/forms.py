"""What must be said with each act on a topic of the joint conference."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.topic.vocabulary import Became, Cause, TopicAct, TopicClock, Way

A = TopicAct
_WHY = (Field("reason", "text", "为什么（要告诉提出的单位）", least=4),)
_UNTIL = Field("until", "date", "最迟哪天办好", span=Span.AHEAD)

FORMS: Mapping[TopicAct, tuple[Field, ...]] = {
    A.RAISE: (
        Field("matter", "line", "信访事项或者矛盾纠纷的编号"),
        Field("cause", "choice", "为什么要上联席会议", terms=Cause),
        Field("asks", "text", "请会议定什么", least=4, hint="不写信访人姓名、住址。"),
    ),
    A.SHEET: (
        Field("background", "text", "事情的经过", least=8, hint="会上人人都看。不写信访人姓名、住址、电话。"),
        Field("views", "text", "各单位的意见", required=False),
        Field("proposal", "text", "建议怎么定", least=4),
    ),
    A.LIST: (Field("meeting", "line", "列入哪一次会议"),),
    A.OPINE: (Field("opinion", "text", "本单位的意见", least=4),),
    A.DECIDE: (
        Field("resolution", "text", "会议怎么定的", least=8, hint="会写进纪要，也会告诉信访人。不写信访人姓名。"),
        Field("competent", "organ", "由哪个单位受理", required=False, hint="受理有争议的要选。"),
        Field("lead", "organ", "哪个单位牵头"),
        Field("task", "text", "牵头单位要办什么", least=4),
        Field("helper", "organ", "哪个单位配合", required=False),
        Field("part", "text", "配合单位要办什么", required=False),
        _UNTIL,
    ),
    A.SET_TASK: (Field("to_organ", "organ", "交给哪个单位"), Field("task", "text", "要办什么", least=4), _UNTIL),
    A.FOLLOW: (
        Field("meeting", "line", "在哪一次会议上看的", required=False),
        Field("finding", "text", "落实到哪一步，会议怎么说", least=4),
        Field("until", "date", "重新限定哪天办好", required=False, span=Span.AHEAD),
    ),
    A.SETTLE: (Field("account", "text", "落实的结果（要告诉信访人）", least=4),),
    A.HAND_OVER: (
        Field("to_organ", "organ", "转给哪个政法单位"),
        Field("account", "text", "为什么属于法律程序，涉及什么", least=8, hint="不写信访人姓名，编号里都有。"),
        Field("until", "date", "请哪天以前出具回执", span=Span.AHEAD),
    ),
    A.TAKE: (
        Field("way", "choice", "进了哪个程序", terms=Way),
        Field("file", "line", "案号或者受理编号"),
        Field("taken_on", "date", "哪天接收的", span=Span.DONE),
        Field("until", "date", "哪天以前告知进展或者结果", span=Span.AHEAD),
        Field("contact", "line", "联系人和电话", required=False),
    ),
    A.REFUSE: (Field("reason", "text", "为什么不属于本单位，该去哪里", least=8),),
    A.CONCLUDE: (
        Field("became", "choice", "结果", terms=Became),
        Field("account", "text", "结果说明（要告诉信访人）", least=4),
    ),
    A.DEFER: (Field("reason", "text", "为什么缓议，还要查什么", least=4),),
    A.DROP: _WHY,
    A.UNLIST: (),
    A.NAME_HANDLER: COLLEAGUE,
    A.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=TopicClock),),
}
