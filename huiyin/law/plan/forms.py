"""What must be said with each act on a correction plan."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.matter import roots
from huiyin.law.plan.vocabulary import Effect, PlanAct, PlanClock
from huiyin.law.terms import Lacking, Outcome

_WHY = (Field("reason", "text", "理由", least=4),)
_ROOT = (
    Field("title", "line", "专题名称（不写信访人姓名）", least=4),
    Field("root", "choice", "症结", listed=roots.names),
    Field("rule", "line", "涉及哪条规定、哪项做法", required=False),
    Field("place", "place", "哪个地方", required=False, hint="到处都有的，不用填。"),
    Field("account", "text", "为什么一件接一件（不写信访人姓名）", least=10),
    Field("demand", "text", "要改什么", least=4),
    Field("to_organ", "organ", "责任单位", required=False, hint="不填，就是本单位。"),
)
_MATTERS = Field("matters", "text", "哪些事项", hint="每行一个编号。检举控告各自办理，不放进来。")
_MEASURE = (
    Field("what", "text", "做什么", least=4),
    Field("whose", "line", "谁负责", hint="写姓名和职务。"),
    Field("until", "date", "最迟哪天做完", span=Span.AHEAD),
)

FORMS: Mapping[PlanAct, tuple[Field, ...]] = {
    PlanAct.DRAFT: (*_ROOT, _MATTERS),
    # Under a name of its own, so that the page goes on saying with which matters the plan began.
    PlanAct.ADD: (Field("matters", "text", "再放进哪些事项", hint=_MATTERS.hint),),
    PlanAct.AMEND: _ROOT,
    PlanAct.OBJECT: _WHY,
    PlanAct.SET_MEASURE: _MEASURE,
    PlanAct.AGREE: (Field("note", "text", "说明", required=False),),
    PlanAct.RETURN: (Field("missing", "text", "还缺什么", least=4),),
    PlanAct.START: (Field("note", "text", "说明", required=False),),
    PlanAct.CARRY_OUT: (
        Field("measure", "integer", "第几项措施"),
        Field("account", "text", "怎样做的", least=8),
        Field("files", "files", "照片、文件", required=False),
    ),
    PlanAct.WRITE: (
        Field("finding", "text", "共同查明的事实（不写信访人姓名）", least=8),
        Field("outcome", "choice", "意见", terms=Outcome),
        Field("lacking", "choice", "不予支持的原因", required=False, terms=Lacking),
        Field("basis", "text", "法律依据", least=4),
        Field("executor", "line", "由谁落实", required=False),
        Field("execute_by", "date", "最迟哪天落实", required=False, span=Span.AHEAD),
        Field("suffices", "text", "怎样一并调查的", required=False, least=8, hint="已经逐件调查的，不用填。"),
    ),
    PlanAct.ANSWER: (
        Field(
            "matters", "text", "哪些事项", required=False,
            hint="每行一个编号；不填，就是本单位现在能拟的全部。每件各有一份意见书、各自的编号和复查期限。",
        ),
    ),
    PlanAct.FINISH: (
        Field("summary", "text", "改了什么", least=8),
        Field("until", "date", "哪天看效果", span=Span.AHEAD),
    ),
    PlanAct.MEASURE: (Field("note", "text", "看到了什么（不写信访人姓名）", least=4),),
    PlanAct.RESUME: (*_WHY, *_MEASURE),
    PlanAct.CLOSE: (
        Field("effect", "choice", "效果", terms=Effect),
        Field("summary", "text", "结论", least=4),
    ),
    PlanAct.NAME_HANDLER: COLLEAGUE,
    PlanAct.DROP: _WHY,
    PlanAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=PlanClock),),
}  # fmt: skip
