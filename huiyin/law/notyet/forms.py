"""What must be said with each act about a claim that waits for its condition."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field
from huiyin.law.notyet.vocabulary import Lack, NoLonger, NotYetAct, NotYetClock

_PROOF = Field(
    "proof", "line", "本人说的凭证（签名、通话录音编号）", required=False, by_desk=True,
    hint="在窗口代本人登记的，要写凭证。",
)  # fmt: skip

FORMS: Mapping[NotYetAct, tuple[Field, ...]] = {
    NotYetAct.KEEP: (
        Field("matter", "line", "信访事项编号"),
        Field("claim", "integer", "第几项请求"),
        Field("lack", "choice", "缺什么条件", terms=Lack),
        Field("why", "text", "为什么合理、为什么现在办不到（要告诉信访人）", least=8),
        Field("condition", "text", "什么情况出现就重新启动（要告诉信访人）", least=4),
        Field("to_organ", "organ", "由哪个单位看着", required=False, hint="不填，就是本单位。"),
        Field("every", "integer", "每几个月看一次"),
    ),
    NotYetAct.LOOK: (Field("found", "text", "看到了什么（要告诉信访人）", least=4),),
    NotYetAct.SAY: (Field("word", "text", "信访人说了什么", least=2), _PROOF),
    NotYetAct.ENTRUST: (
        Field("to_organ", "organ", "改由哪个单位看"),
        Field("reason", "text", "理由（要告诉信访人）", least=4),
    ),
    NotYetAct.RAISE: (
        Field("to_organ", "organ", "报告哪个机关"),
        Field("need", "text", "差什么，请上级做什么", least=8),
    ),
    NotYetAct.ANSWER: (Field("answer", "text", "答复（要告诉信访人）", least=4),),
    NotYetAct.REOPEN: (Field("come", "text", "条件怎样具备的（要告诉信访人）", least=4),),
    NotYetAct.END: (
        Field("because", "choice", "为什么不再等", terms=NoLonger),
        Field("reason", "text", "说明（要告诉信访人）", least=4),
        Field("proof", "line", "信访人说不用再等的凭证", required=False),
    ),
    NotYetAct.NAME_HANDLER: COLLEAGUE,
    NotYetAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=NotYetClock),),
}
