"""What must be said with each act: the fields a form is drawn from, act by act."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.beside import Awaited, Charging, Conferred, Meeting
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.matter import roots
from huiyin.law.papers import Paper, Service, Signing
from huiyin.law.terms import (
    Act,
    Aim,
    ClockKind,
    NonAcceptance,
    Progress,
    Rating,
    RecusalRuling,
    Relief,
    Ruling,
    SupervisionGround,
    Wish,
)

A = Act

_REASON = Field("reason", "text", "理由", least=4)
_NOTE = Field("note", "text", "说明", required=False)
_TO = Field("to_organ", "organ", "去向机关")
_TO_PERSON = Field("to_person", "person", "对方接收人", required=False, hint="不选就交给该机关值班的接收人")
_UNTIL = Field("until", "date", "最迟日期")
_CLAIM_LIST = Field("claims", "claims", "涉及的诉求")
_SERVED_ON = Field("served_on", "date", "送达日期")
_METHOD = Field("method", "choice", "送达方式", terms=Service)
_RECEIVER = Field("receiver", "line", "签收人")

_SOME_CLAIMS = Field("claims", "claims", "涉及的诉求", required=False)
_OWN_WORD = Field("proof", "line", "本人说的凭证", required=False, by_desk=True)

_RULING = (
    Field("ruling", "choice", "结论", terms=Ruling),
    Field("reason", "text", "查明的事实和理由", least=8),
    Field("outcomes", "outcomes", "变更后的逐项意见", required=False, span=Span.AHEAD),
)

_AGREED = (
    Field("terms", "text", "协议内容", least=8),
    Field("parties", "line", "当事各方"),
    Field("until", "date", "履行期限"),
    Field("consent", "flag", "各方自愿同意"),
)

#: What the register (登记表) asks beside the words; whoever does not know leaves it out, and sorting may add it.
REGISTER = (
    Field("subject", "line", "内容分类", required=False),
    Field("aim", "choice", "信访目的", required=False, terms=Aim),
    Field("happened", "line", "问题发生时间", required=False, hint="知道多少写多少，比如：2026年3月起"),
    Field("affected", "integer", "涉及人数", required=False),
)

FORMS: Mapping[Act, tuple[Field, ...]] = {
    A.LODGE: REGISTER,
    A.CLASSIFY: (
        Field("classes", "classes", "每项诉求的类别"),
        Field("accused_organ", "organ", "被检举控告的单位", required=False, hint="它和它的下级从此看不到这件事"),
        Field("accused_person", "person", "被检举控告的人", required=False),
        Field("accused_elsewhere", "flag", "已经核对：反映的单位和人都不在名录里", required=False),
        *REGISTER,
    ),
    A.REPORT_URGENT: (
        Field("reason", "text", "什么事、为什么重大紧急", least=4),
        Field("measures", "text", "已采取的措施"),
        Field("department", "organ", "通报的主管部门", required=False),
    ),
    A.NOTE_REPLY: (
        Field("from_organ", "organ", "批示反馈的机关"),
        Field("on", "date", "批示反馈日期", span=Span.DONE),
        Field("account", "text", "批示反馈的内容", least=4),
    ),
    A.ASK_DECISION: (
        Field("reason", "text", "为什么报请决定", least=8),
        Field("proposal", "text", "处理建议", least=8),
    ),
    A.INFORM_PERSONNEL: (
        Field("to_organ", "organ", "组织（人事）部门"),
        Field("account", "text", "通报的情况（不写信访人姓名）", least=8),
        Field("grave", "flag", "重大情况，同时报党委主要负责同志和分管负责同志", required=False),
    ),
    A.CONSULT: (
        Field("with_organ", "organ", "与哪个机关协商"),
        Field("on", "date", "协商日期", span=Span.DONE),
        Field("account", "text", "各方意见和结果", least=8),
    ),
    A.ANSWER_ON_SPOT: (Field("answer", "text", "答复内容", least=8),),
    A.DIRECT_ELSEWHERE: (
        Field("ground", "choice", "原因", terms=NonAcceptance),
        Field("where", "text", "应当向哪里提出（机关、地址、电话）", least=4),
        _REASON,
        Field("earlier", "case", "正在办理的同一事项编号", required=False, hint="原因是“同一事项正在办理”时填写"),
    ),
    A.NO_FURTHER: (
        Field("earlier", "case", "原信访事项编号"),
        Field("reason", "text", "为什么是同一事实和理由", least=8),
    ),
    A.CONCLUDE_CHECK: (
        Field("conclusion", "text", "核查结论", least=8),
        Field("done", "flag", "已经调查核实、听证评议、集体研究，并把结论告知信访人"),
        Field("approval", "line", "信访工作机构审核同意的文号"),
        Field("approved_on", "date", "审核同意的日期", span=Span.DONE),
    ),
    A.GUIDE: (
        Field("routes", "routes", "每项诉求的法定途径"),
        Field("explanation", "text", "告诉信访人怎么办", least=8),
    ),
    A.SPLIT: (_CLAIM_LIST, _REASON),
    A.MERGE: (Field("into", "case", "并入的事项编号"), _REASON),
    A.ABSORB: (Field("from", "case", "并进来的事项编号"),),
    A.TRANSFER: (_TO, _TO_PERSON, Field("reason", "text", "为什么归它管", least=4)),
    A.ASSIGN: (_TO, _TO_PERSON, _UNTIL, Field("reason", "text", "为什么归它管、要反馈什么", least=4)),
    A.ACCEPT: (
        Field("to_person", "person", "承办人"),
        Field("procedure", "text", "处理途径和程序（告诉信访人）", least=8),
    ),
    A.TAKE_BACK: (Field("reason", "text", "错在哪里、为什么更正", least=8),),
    A.OBJECT: (
        Field("reason", "text", "为什么不属于本机关职权（详细理由）", least=20),
        Field("basis", "text", "职权依据", least=4),
        Field("proper", "line", "应由哪个机关办理", required=False),
        Field(
            "consulted",
            "text",
            "怎样协商、为什么没有谈成",
            required=False,
            hint="第二次提出异议时填写；已有“协商受理”记录的不用填",
        ),
    ),
    A.AGREE_OBJECTION: (_REASON,),
    A.REJECT_OBJECTION: (_REASON,),
    A.DETERMINE: (_TO, _TO_PERSON, _REASON),
    A.COORDINATE: (_TO, _TO_PERSON, _REASON),
    A.NAME_HANDLER: (Field("to_person", "person", "承办人"), _NOTE),
    A.RECUSE: (
        Field("who", "person", "谁回避", required=False, hint="不选就是本人回避"),
        _REASON,
        Field("to_person", "person", "接替的人", required=False),
    ),
    A.ASK_RECUSAL: (
        Field("whom", "line", "请谁回避（姓名或者职务）"),
        Field("reason", "text", "有什么直接利害关系", least=2),
    ),
    A.URGE: (Field("reason", "text", "想说的话", required=False),),
    A.ANSWER_URGE: (
        Field("account", "text", "办到哪一步了、为什么晚了（告诉信访人）", least=8),
        Field("by", "date", "什么时候办完", span=Span.AHEAD),
    ),
    A.DECIDE_RECUSAL: (
        Field("ruling", "choice", "决定", terms=RecusalRuling),
        Field("who", "person", "谁回避", required=False),
        Field("to_person", "person", "接替的人", required=False),
        Field("reason", "text", "理由（要告知信访人）", least=4),
    ),
    A.OFFER_RELIEF: (
        Field("relief", "choice", "哪种救助", terms=Relief),
        Field("where", "line", "向哪里申请（机关、地址、电话）"),
        Field("account", "text", "困难的情况、怎样帮助申请", least=4),
    ),
    A.FOLLOW_RELIEF: (
        Field("received", "flag", "已经得到救助", required=False),
        Field("account", "text", "结果", least=4),
    ),
    A.CONTACT: (Field("way", "line", "联系方式"), Field("account", "text", "谈了什么")),
    A.REQUEST_MATERIAL: (
        Field("what", "text", "需要补充什么", least=4),
        _UNTIL,
        Field("despite", "text", "已经有了还要的，为什么", required=False, least=4, hint="提示已经有了时才填。"),
    ),
    A.SUPPLEMENT: (
        Field("text", "text", "补充的情况"),
        Field("wish", "choice", "信访人的愿望", required=False, terms=Wish),
        Field("no_report", "flag", "问过本人，不是检举控告", required=False, by_desk=True, hint="像是才要勾。"),
    ),
    A.LEAVE: (Field("reason", "text", "为什么退出", required=False),),
    A.LISTEN: (
        Field("on", "date", "听取日期", span=Span.DONE),
        Field("way", "line", "方式（当面、电话、书面）"),
        Field("account", "text", "信访人陈述的事实和理由", least=4, hint="本人不愿意陈述的，写明怎样表示的"),
        Field("declined", "flag", "本人不愿意陈述", required=False),
    ),
    A.INVESTIGATE: (
        Field("on", "date", "调查日期", span=Span.DONE),
        Field("place", "line", "地点"),
        Field("heard", "line", "听取了谁的说明"),
        Field("account", "text", "查明的情况", least=8),
        Field("on_spot", "flag", "到了现场", required=False, hint="电话里问的、看材料的，不要勾。"),
        Field("hour", "line", "几点", required=False),
        Field("went", "line", "谁去的", required=False, hint="到了现场的要写，两人以上写全。"),
        Field("read_back", "flag", "读给被调查人听过，和说的一样", required=False),
        Field("signed", "choice", "签名", required=False, terms=Signing, hint="到了现场的要选。"),
    ),
    A.INVITE: (_TO, Field("part", "text", "请它办什么", least=4), _UNTIL),
    A.CO_REPORT: (Field("account", "text", "协办情况", least=4),),
    A.OPEN_HEARING: (
        Field("on", "date", "听证日期", span=Span.AHEAD),
        Field("hour", "line", "几点开始", required=False, hint="例如：上午9时30分。通知书上要写"),
        Field("place", "line", "地点"),
        Field("panel", "line", "主持人和听证员"),
        _NOTE,
    ),
    A.CLOSE_HEARING: (Field("conclusion", "text", "听证结论", least=8),),
    A.SIMPLIFY: (_REASON,),
    A.ASK_EXTENSION: (Field("days", "days", "延长几日"), _REASON),
    A.EXTEND: (Field("days", "days", "延长几日"), Field("reason", "text", "延期理由（要告知信访人）", least=8)),
    A.MEDIATE: _AGREED,
    A.RECONCILE: _AGREED,
    A.BREAK_AGREEMENT: (
        Field("reason", "text", "哪里没有履行", least=4),
        Field("party", "line", "哪一方提出", required=False, by_desk=True),
        Field("proof", "line", "凭证（书面意见、通话记录）", required=False, by_desk=True),
    ),
    A.REPLY: (Field("answer", "text", "答复内容", least=1), Field("method", "choice", "送达方式", terms=Service)),
    A.PROPOSE: (
        Field("outcomes", "outcomes", "逐项意见", span=Span.AHEAD),
        Field("remedy", "text", "补充说明", required=False),
        Field("heard", "text", "怎样听取了信访人陈述", required=False, least=4, hint="已有“听取陈述”记录的不用填"),
        Field("suffices", "text", "为什么不再调查", required=False, least=8, hint="已有“调查核实”记录的不用填"),
    ),
    A.SEND_BACK: (_REASON,),
    A.SIGN: (_NOTE,),
    A.SERVE: (_METHOD, _RECEIVER, _SERVED_ON, Field("proof", "line", "凭证（签名、邮件号、见证人）")),
    A.REPORT_CONCLUSION: (Field("report", "text", "办理过程、结果和落实情况", least=8),),
    A.REWARD: (
        Field("award", "text", "怎样奖励", least=2),
        Field("basis", "text", "依据的规定", least=4),
        Field("reason", "text", "有什么贡献", least=8),
    ),
    A.COLLECT_IDEA: (Field("topic", "line", "归入的征集题目"), Field("account", "text", "建议的要点", least=8)),
    A.EXECUTE: (_CLAIM_LIST, Field("evidence", "text", "怎样落实的、有什么凭据", least=8)),
    A.CONFIRM_EXECUTION: (_SOME_CLAIMS, _NOTE, _OWN_WORD),
    A.DENY_EXECUTION: (_SOME_CLAIMS, Field("reason", "text", "哪里没有落实", least=2), _OWN_WORD),
    A.CHANGE_PROMISE: (
        _SOME_CLAIMS,
        Field("until", "date", "改到哪天", required=False),
        Field("to_organ", "organ", "改由哪个单位落实", required=False),
        Field("reason", "text", "理由", least=4),
    ),
    A.NOTE_PROMISE: (
        Field("progress", "choice", "进展", terms=Progress),
        Field("text", "text", "内容", required=False),
        Field("until", "date", "哪天以前办到", required=False),
        _OWN_WORD,
    ),
    A.RATE: (
        Field("office", "choice", "对信访部门：结果", required=False, terms=Rating),
        Field("office_service", "choice", "对信访部门：服务", required=False, terms=Rating),
        Field("unit", "choice", "对责任单位：结果", required=False, terms=Rating),
        Field("unit_service", "choice", "对责任单位：服务", required=False, terms=Rating),
        Field("reason", "text", "想说的话", required=False),
    ),
    A.WITHDRAW: (
        Field("reason", "text", "为什么撤回", least=2),
        Field("proof", "line", "本人同意的凭证（签名的申请、通话记录）", required=False, by_desk=True),
    ),
    A.SEEK_REVIEW: (Field("reason", "text", "哪里不服、为什么", least=2),),
    A.SEEK_REREVIEW: (Field("reason", "text", "哪里不服、为什么", least=2),),
    A.ADMIT_REVIEW: (Field("to_person", "person", "复查复核人员"),),
    A.DECLINE_REVIEW: (_REASON,),
    A.PROPOSE_REVIEW: _RULING,
    A.DECIDE_REVIEW: _RULING,
    A.PUBLISH: (
        Field("place", "line", "在哪里公示"),
        Field("on", "date", "公示起始日期", span=Span.AHEAD),
        Field("until", "date", "公示截止日期", span=Span.AHEAD),
        Field("account", "text", "公示的内容摘要", least=8),
        Field("masked", "flag", "已隐去个人信息"),
    ),
    A.CLOSE: (_NOTE,),
    A.REOPEN: (Field("reason", "text", "新的事实，或哪里没有解决", least=2),),
    A.NAME_ROOT: (
        Field("root", "choice", "为什么会有这件事", listed=roots.names),
        Field("rule", "line", "涉及哪条规定、哪项政策", required=False),
        Field("note", "text", "说明（不写信访人姓名）", required=False),
    ),
    A.ARCHIVE: (Field("retention", "line", "保管期限", required=False), _NOTE),
    A.SHOW_DOOR: (
        _TO,
        Field("come_on", "date", "哪天去", span=Span.AHEAD),
        Field("bring", "line", "带什么", hint="比如：身份证、这张回执、以前的答复。"),
        Field("why", "text", "为什么去那里", least=4),
    ),
    A.NOTE_VISIT: (
        Field("what", "choice", "什么事", terms=Meeting),
        Field("leader", "line", "哪位领导"),
        Field("on", "date", "哪一天", required=False),
        Field("time", "line", "几点", required=False),
        Field("place", "line", "地点", required=False),
        Field("account", "text", "内容", required=False),
    ),
    A.NOTE_CONFERENCE: (
        Field("what", "choice", "什么事", terms=Conferred),
        Field("on", "date", "哪一天", required=False),
        Field("organ", "organ", "哪个单位", required=False),
        Field("helper", "organ", "哪个单位配合", required=False),
        Field("account", "text", "内容", required=False),
    ),
    A.NOTE_CHARGE: (
        Field("what", "choice", "什么事", terms=Charging),
        Field("leader", "line", "哪位领导"),
        Field("on", "date", "哪一天", required=False),
        Field("place", "line", "地点", required=False),
        Field("until", "date", "哪天以前解决", required=False),
        Field("account", "text", "内容", required=False),
        _OWN_WORD,
    ),
    A.NOTE_CONDITION: (
        _SOME_CLAIMS,
        Field("what", "choice", "什么事", terms=Awaited),
        Field("account", "text", "内容", required=False),
        Field("condition", "text", "什么情况出现就重新启动", required=False),
        Field("until", "date", "下次哪天以前查看", required=False),
        _OWN_WORD,
    ),
    A.SUPERVISE: (
        Field("ground", "choice", "督办情形", terms=SupervisionGround),
        Field("facts", "text", "违反规定的事实", least=8),
        Field("confirmed", "flag", "以上事实已经核实"),
        Field("demand", "text", "要求", least=4),
        _UNTIL,
    ),
    A.ANSWER_SUPERVISION: (Field("account", "text", "采纳和整改情况", least=4),),
    A.UNMASK: (Field("purpose", "line", "查看的用途", least=4),),
    A.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=ClockKind),),
}

#: What each instrument must contain beyond its number and date (domain.md §4.1), by the name of the particular that
#: supplies it: of the act that owes the paper, or of the proposal for opinions and replies. The rest (claims, parties,
#: periods, where to turn next) is drawn from the record, so an empty row is a paper the record supplies whole.
PAPER_CONTENTS: Mapping[Paper, tuple[str, ...]] = {
    Paper.RECEIPT: (),
    Paper.TRANSFER_LETTER: ("to_organ", "reason"),
    Paper.ASSIGNMENT_LETTER: ("to_organ", "reason", "until"),
    Paper.DESTINATION_NOTICE: ("to_organ",),
    Paper.CORRECTION_LETTER: ("reason",),
    Paper.CORRECTION_NOTICE: ("reason",),
    Paper.ACCEPTANCE_NOTICE: ("to_person",),
    Paper.GUIDANCE_NOTICE: ("routes", "explanation"),
    Paper.DOOR_NOTICE: ("to_organ", "come_on", "bring", "why"),
    Paper.NON_ACCEPTANCE_NOTICE: ("reason",),
    Paper.NO_FURTHER_NOTICE: ("earlier", "reason"),
    Paper.MATERIAL_NOTICE: ("what", "until"),
    Paper.OBJECTION: ("reason", "basis"),
    Paper.OBJECTION_RULING: ("reason",),
    Paper.EXTENSION_NOTICE: ("days", "reason"),
    Paper.INVESTIGATION_RECORD: ("on", "place", "heard", "account"),
    Paper.FIELD_RECORD: ("on", "place", "heard", "account", "went", "signed"),
    Paper.CONCLUSION_REPORT: ("report",),
    Paper.OPINION: ("outcomes",),
    Paper.REPLY_LETTER: ("outcomes", "answer"),
    Paper.REVIEW_OPINION: ("ruling", "reason"),
    Paper.REREVIEW_OPINION: ("ruling", "reason"),
    Paper.HEARING_NOTICE: ("on", "place", "panel"),
    Paper.HEARING_REPORT: ("conclusion",),
    Paper.SUPERVISION_LETTER: ("ground", "facts", "demand", "until"),
    Paper.EXECUTION_NOTICE: ("claims", "evidence"),
    Paper.PROMISE_CHANGED: ("reason",),
    Paper.PROOF_OF_SERVICE: ("method", "receiver", "served_on", "proof"),
    Paper.AGREEMENT: ("terms", "parties", "until", "consent"),
    Paper.SETTLEMENT: ("terms", "parties", "until", "consent"),
    Paper.URGENT_REPORT: ("reason", "measures"),
    Paper.DECISION_REQUEST: ("reason", "proposal"),
    Paper.PERSONNEL_LETTER: ("to_organ", "account"),
    Paper.RECUSAL_DECISION: ("ruling", "reason"),
    Paper.REWARD_NOTICE: ("award", "basis", "reason"),
    Paper.RELIEF_NOTICE: ("relief", "where", "account"),
    Paper.PUBLICATION: ("place", "on", "until", "account", "masked"),
    Paper.ARCHIVE_FORM: (),
}
