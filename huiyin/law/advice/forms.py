"""What must be said with each act on an advice."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.advice.accountability import Clause
from huiyin.law.advice.vocabulary import Adoption, AdviceAct, AdviceClock, AdviceKind
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span

_WORDS = (
    Field("title", "line", "标题", least=4),
    Field("to_organ", "organ", "向哪个机关提出"),
    Field("account", "text", "事实", least=10),
    Field("basis", "text", "依据（法规名称和条文）", least=4),
    Field("demand", "text", "建议", least=4),
    Field("evidence", "text", "依据的办件", least=4, hint="每行一件：编号，后面可以写第几步，例如“第5步”。"),
    Field("whom", "line", "追究谁的责任", required=False, hint="只有追究责任的建议要写：单位，或者姓名和职务。"),
    Field("clause", "choice", "追责情形", required=False, terms=Clause),
)
_WHY = (Field("reason", "text", "理由", least=4),)

FORMS: Mapping[AdviceAct, tuple[Field, ...]] = {
    AdviceAct.RAISE: (Field("kind", "choice", "哪一种建议", terms=AdviceKind), *_WORDS),
    AdviceAct.AMEND: _WORDS,
    AdviceAct.HEAR: (
        Field("heard_on", "date", "听取的日子"),
        Field("said", "text", "对方的陈述", least=4, hint="对方放弃陈述的，写明怎样通知、怎样放弃。"),
    ),
    AdviceAct.SEND_BACK: _WHY,
    AdviceAct.ISSUE: (
        Field(
            "until",
            "date",
            "请在哪天以前书面反馈",
            required=False,
            span=Span.AHEAD,
            hint="所适用的条例没有定反馈期限的，这里要填。",
        ),
    ),
    AdviceAct.ANSWER: (
        Field("adoption", "choice", "采纳情况", terms=Adoption),
        Field("answer", "text", "怎样采纳、整改，或者为什么不采纳", least=10),
        Field("promised", "date", "哪天以前落实", required=False, span=Span.AHEAD),
    ),
    AdviceAct.PRESS: (Field("demand", "text", "催办的话", least=4),),
    AdviceAct.FOLLOW: (
        Field("done", "text", "落实了什么", least=4),
        Field("carried_out", "flag", "已经全部落实", required=False),
    ),
    AdviceAct.FINISH: (Field("summary", "text", "了结的说明", least=4),),
    AdviceAct.NAME_HANDLER: COLLEAGUE,
    AdviceAct.TAKE_BACK: _WHY,
    AdviceAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=AdviceClock),),
}
