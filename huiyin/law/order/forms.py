"""What must be said with each act on an order."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.order.vocabulary import Cause, OrderAct, OrderClock
from huiyin.law.terms import SupervisionGround

_ACCOUNT = Field("account", "text", "违反规定的事实", least=8)
_CONFIRMED = Field("confirmed", "flag", "以上事实已经核实")
_DEMAND = Field("demand", "text", "要求", least=4)
_UNTIL = Field("until", "date", "最迟哪天反馈", span=Span.AHEAD)
_WHY = (Field("reason", "text", "理由", least=4),)
_LETTER = (_ACCOUNT, _CONFIRMED, _DEMAND, _UNTIL)
_AGAIN = (_DEMAND, _UNTIL)

FORMS: Mapping[OrderAct, tuple[Field, ...]] = {
    OrderAct.RAISE: (
        Field("matter", "line", "信访事项编号"),
        Field("cause", "choice", "什么情形", terms=Cause),
        Field(
            "ground", "choice", "督办情形（第四十条）", required=False, terms=SupervisionGround,
            hint="只有“人工发现的其他情形”要选。",
        ),
        Field("to_organ", "organ", "督办哪个机关", required=False, hint="不填，就是现在该办的机关。"),
        *_LETTER,
    ),
    OrderAct.ISSUE: _LETTER,
    OrderAct.DISMISS: _WHY,
    OrderAct.FEED_BACK: (
        Field("answer", "text", "办理和整改情况", least=10),
        Field("solved_by", "date", "哪天以前解决", required=False, span=Span.AHEAD),
    ),
    OrderAct.RETURN: (Field("missing", "text", "还缺什么", least=4), _UNTIL),
    OrderAct.ACCEPT: (Field("note", "text", "审核意见", least=2),),
    OrderAct.INSPECT: (
        Field("inspected_on", "date", "哪天到现场"),
        Field("place", "line", "到了哪里"),
        Field("went", "line", "谁去的"),
        Field("seen", "text", "看到了什么", least=8),
        Field("seen_solved", "flag", "现场看到已经解决", required=False),
    ),
    OrderAct.PRESS: _AGAIN,
    OrderAct.HAND_UP: (Field("to_organ", "organ", "提请哪个机关"), *_WHY),
    OrderAct.SUMMON: (
        Field("whom", "line", "约谈谁（单位，或者姓名和职务）"), Field("said", "text", "约谈内容", least=8), *_AGAIN,
    ),
    OrderAct.CIRCULATE: (Field("circular", "text", "通报内容（不写信访人姓名）", least=8), *_AGAIN),
    OrderAct.LIST: (Field("listing", "text", "挂牌的事项和整改要求（不写信访人姓名）", least=8), *_AGAIN),
    OrderAct.NAME_HANDLER: COLLEAGUE,
    OrderAct.SOLVE: (Field("summary", "text", "怎样解决的", least=4),),
    OrderAct.REVOKE: _WHY,
    OrderAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=OrderClock),),
}  # fmt: skip
