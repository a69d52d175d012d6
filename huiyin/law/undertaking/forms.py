"""What must be said with each act about an undertaking."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.undertaking.vocabulary import Evidence, Source, UndertakingAct, UndertakingClock

_REASON = Field("reason", "text", "理由（要告诉信访人）", least=4)
_PROOF = Field(
    "proof", "line", "本人说的凭证（签名、通话录音编号）", required=False, by_desk=True,
    hint="在窗口代本人登记的，要写凭证。",
)  # fmt: skip

FORMS: Mapping[UndertakingAct, tuple[Field, ...]] = {
    UndertakingAct.PROMISE: (
        Field("matter", "line", "信访事项编号"),
        Field("what", "text", "答应了什么", required=False, hint="意见书、协议里已经写明的，不用再写。"),
        Field("until", "date", "哪天以前办到"),
        Field("source", "choice", "因为什么答应的", terms=Source),
        Field("to_organ", "organ", "由哪个单位落实", required=False, hint="不填，就是本单位。"),
        Field("whose", "line", "由谁负责", required=False, hint="写姓名和职务。"),
    ),
    UndertakingAct.REPORT: (
        Field("account", "text", "怎样落实的", least=8),
        Field("kind", "choice", "有什么凭据", terms=Evidence),
        Field("files", "files", "照片、付款凭证或者书面材料", required=False),
    ),
    UndertakingAct.EXTEND: (Field("until", "date", "延到哪天", span=Span.AHEAD), _REASON),
    UndertakingAct.OFFER: (Field("to_organ", "organ", "商请哪个单位接手"), Field("reason", "text", "理由", least=4)),
    UndertakingAct.TAKE_OVER: (Field("note", "text", "接手以后怎么办（要告诉信访人）", least=4),),
    UndertakingAct.DECLINE: (Field("reason", "text", "为什么不接手", least=4),),
    UndertakingAct.CONFIRM: (Field("note", "text", "说明", required=False), _PROOF),
    UndertakingAct.DENY: (Field("reason", "text", "哪里没有落实", least=2), _PROOF),
    UndertakingAct.TAKE_BACK: (_REASON,),
    UndertakingAct.RELEASE: (Field("reason", "text", "为什么不再适用", least=4),),
    UndertakingAct.NAME_HANDLER: COLLEAGUE,
    UndertakingAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=UndertakingClock),),
}
