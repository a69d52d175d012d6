"""What must be said with each act about a dispute."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.beside import Conferred
from huiyin.law.dispute.vocabulary import (
    Court,
    DisputeAct,
    DisputeClock,
    Ending,
    Form,
    Grade,
    Manner,
    Side,
    Sign,
    Sort,
)
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span

_WHY = Field("reason", "text", "理由", least=4)
_ON = Field("on", "date", "哪天", span=Span.DONE)
_NEXT = Field("until", "date", "下一次哪天谈", span=Span.AHEAD)
_PARTIES = Field("parties", "people", "当事人", terms=Side, hint="加密保存，不进搜索；要看，写明用途。")

FORMS: Mapping[DisputeAct, tuple[Field, ...]] = {
    DisputeAct.FIND: (
        Field("place", "place", "在哪个村、社区"),
        Field("sort", "choice", "什么纠纷", terms=Sort),
        Field("account", "text", "怎么回事、争什么", required=False, least=4, hint="不要写姓名，写甲方、乙方。"),
        Field("parties", "people", "当事人", required=False, terms=Side, hint="加密保存，不进搜索；要看，写明用途。"),
        Field("people", "integer", "牵涉多少人", required=False),
        Field("amount", "integer", "争议金额（元）", required=False),
        Field("signs", "choices", "不管的话会怎样", required=False, terms=Sign),
        Field("matter", "case", "从哪件信访来", required=False, hint="有信访编号的，填上就不用再写一遍。"),
        Field("round", "line", "哪次走访发现的", required=False),
        Field("no_report", "flag", "核对过，不是检举控告", required=False, hint="读起来像检举控告的，才要勾。"),
    ),
    DisputeAct.CONFER: (
        Field("what", "choice", "什么事", terms=Conferred),
        Field("on", "date", "哪一天", required=False),
        Field("organ", "organ", "哪个单位", required=False),
        Field("helper", "organ", "哪个单位配合", required=False),
        Field("account", "text", "内容", required=False),
    ),
    DisputeAct.ADD: (Field("account", "text", "新的情况", least=4),),
    DisputeAct.NAME_PARTIES: (_PARTIES,),
    DisputeAct.REGRADE: (Field("grade", "choice", "等级", terms=Grade), _WHY),
    DisputeAct.PASS_ON: (Field("to_organ", "organ", "转给哪里调解"), _WHY),
    DisputeAct.ASSIGN: (
        Field("to_person", "person", "由谁负责"),
        Field("mediators", "line", "人民调解员", hint="一名或者几名；可以由当事人选。"),
        Field("chosen", "flag", "由当事人选定", required=False),
        _NEXT,
    ),
    DisputeAct.MEDIATE: (
        _ON,
        Field("where", "line", "在哪里"),
        Field("present", "line", "哪些人参加", hint="写甲方、乙方和邀请的人，不写姓名。"),
        Field("account", "text", "各方怎么说、谈到哪一步", least=4),
        Field("closed", "flag", "当事人要求不公开", required=False),
        _NEXT,
    ),
    DisputeAct.WARN: (
        Field("told_to", "line", "报告了谁（公安派出所等）"),
        Field("measures", "text", "采取了什么措施", least=4),
    ),
    DisputeAct.AGREE: (
        Field("form", "choice", "怎样约定", terms=Form),
        Field("facts", "text", "主要事实和争议", least=4),
        Field("duties", "text", "各方的责任", least=2),
        Field("terms", "text", "协议内容、怎样履行", least=4),
        Field("instalments", "instalments", "分期履行", required=False, hint="当场履行完毕的不用填。"),
        Field("agreed_on", "date", "各方签名那天", span=Span.DONE),
        Field("consent", "flag", "各方自愿，内容不违反法律"),
    ),
    DisputeAct.PERFORM: (
        Field("which", "integer", "第几期"),
        Field("done_on", "date", "哪天履行", span=Span.DONE),
        Field("proof", "line", "凭据（收条、照片、见证人）"),
    ),
    DisputeAct.URGE: (Field("account", "text", "怎样督促、对方怎么说", least=4),),
    DisputeAct.CONFIRM: (
        Field("court", "choice", "到了哪一步", terms=Court),
        Field("where", "line", "哪个法院"),
        _ON,
        Field("decision", "line", "裁定书文号", required=False),
    ),
    DisputeAct.SETTLE: (Field("account", "text", "怎样化解的", least=4),),
    DisputeAct.VISIT: (
        _ON,
        Field("manner", "choice", "怎样回访", terms=Manner),
        Field("account", "text", "现在怎么样", least=2),
        Field("calm", "flag", "没有反复"),
    ),
    DisputeAct.RECUR: (_WHY, _NEXT),
    DisputeAct.STOP: (
        Field("ending", "choice", "为什么终止", terms=Ending),
        Field("ways", "text", "告诉了哪些途径", least=4, hint="仲裁、行政、诉讼，去哪里，期限多长。"),
    ),
    DisputeAct.BECOME: (
        Field("side", "choice", "哪一方提出信访", terms=Side),
        Field("request", "text", "请求是什么", least=4),
        Field("read_back", "flag", "读给本人听过，本人同意提出"),
    ),
    DisputeAct.UNMASK: (Field("purpose", "line", "查看的用途", least=4),),
    DisputeAct.NAME_HANDLER: COLLEAGUE,
    DisputeAct.RETRACT: (_WHY,),
    DisputeAct.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=DisputeClock),),
}
