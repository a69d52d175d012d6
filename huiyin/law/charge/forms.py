"""What must be said with each act about a charge."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.charge.vocabulary import ChargeAct, ChargeClock, Rule, Unfinished
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span

_LEADER = (Field("leader", "line", "哪位领导"), Field("post", "line", "职务"))
_UNTIL = Field("until", "date", "哪天以前解决", span=Span.AHEAD)
_REASON = Field("reason", "text", "理由（要告诉信访人）", least=4)
_PROMISE = (
    Field("promise", "text", "当面答应了什么", required=False, hint="写了的，自动列为一件落实事项。"),
    Field("promise_until", "date", "答应哪天以前办到", required=False, span=Span.AHEAD),
    Field("to_organ", "organ", "由哪个单位落实", required=False),
)

FORMS: Mapping[ChargeAct, tuple[Field, ...]] = {
    ChargeAct.TAKE_ON: (
        Field("matter", "line", "信访事项编号"),
        *_LEADER,
        Field("rule", "choice", "为什么由领导包案", terms=Rule),
        Field("why", "text", "说明", required=False, hint="选“其他原因”的要写。"),
        Field("plan", "text", "打算怎样解决（要告诉信访人）", least=8),
        _UNTIL,
    ),
    ChargeAct.MEET: (
        Field("met_on", "date", "哪天见的", span=Span.DONE),
        Field("place", "line", "在哪里"),
        Field("said", "text", "信访人说了什么", least=4),
        Field("answer", "text", "领导怎样答复", least=2),
        Field("read_back", "flag", "已经念给信访人听，本人认可", required=False),
        *_PROMISE,
    ),
    ChargeAct.NOTE: (Field("progress", "text", "办到哪一步（要告诉信访人）", least=4),),
    ChargeAct.PROMISE: (
        Field("promise", "text", "答应了什么", least=4),
        Field("promise_until", "date", "哪天以前办到", span=Span.AHEAD),
        Field("to_organ", "organ", "由哪个单位落实", required=False, hint="不填，就是领导所在的单位。"),
    ),
    ChargeAct.EXTEND: (Field("until", "date", "延到哪天", span=Span.AHEAD), _REASON),
    ChargeAct.HAND_ON: (*_LEADER, _UNTIL, _REASON),
    ChargeAct.DENY: (
        Field("word", "text", "哪里没有兑现", least=2),
        Field(
            "proof",
            "line",
            "本人说的凭证（签名、通话录音编号）",
            required=False,
            by_desk=True,
            hint="在窗口代本人登记的，要写凭证。",
        ),
    ),
    ChargeAct.ANSWER: (Field("answer", "text", "怎样答复的（要告诉信访人）", least=4),),
    ChargeAct.SOLVE: (Field("summary", "text", "怎样解决的（要告诉信访人）", least=4),),
    ChargeAct.END: (Field("because", "choice", "为什么结束", terms=Unfinished), _REASON),
    ChargeAct.NAME_HANDLER: COLLEAGUE,
    ChargeAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=ChargeClock),),
}
