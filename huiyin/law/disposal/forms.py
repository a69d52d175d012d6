"""What must be said with each act on a list of destruction."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.disposal.vocabulary import DisposalAct, Finding
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field

_WHY = (Field("reason", "text", "理由", least=4),)

FORMS: Mapping[DisposalAct, tuple[Field, ...]] = {
    DisposalAct.DRAW: (
        Field("reports", "flag", "这一册只列检举控告", required=False, hint="检举控告另外成册，只有能看它的人看得到。"),
        Field(
            "only", "text", "只列这些编号", required=False, hint="一行一个。不填，就列出全部已经到期的，最多五百件。"
        ),
        Field("reason", "text", "为什么现在清理", least=4),
    ),
    DisposalAct.APPRAISE: (
        Field("places", "line", "第几件", hint="比如：1-20、23。"),
        Field("finding", "choice", "鉴定意见", terms=Finding),
        Field("years", "integer", "延长几年", required=False),
        Field("reason", "text", "理由", required=False),
    ),
    DisposalAct.SUBMIT: (Field("summary", "text", "鉴定小组的意见（谁参加、怎样看的）", least=4),),
    DisposalAct.SEND_BACK: _WHY,
    DisposalAct.APPROVE: (Field("note", "text", "审批意见", required=False),),
    DisposalAct.COUNTERSIGN: (Field("note", "text", "核准意见", required=False),),
    DisposalAct.CARRY_OUT: (
        Field("witness", "person", "监销人", hint="要有另一个人在场。"),
        Field(
            "paper_files", "line", "纸质案卷怎样销毁的", hint="比如：送保密碎纸中心，回执0113号；没有纸质的，写“无”。"
        ),
        Field("confirmed", "flag", "已经核对清册，销毁以后不能恢复"),
    ),
    DisposalAct.CANCEL: _WHY,
    DisposalAct.NAME_HANDLER: COLLEAGUE,
}
