"""What must be said with each act on a hearing."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span
from huiyin.law.hearing.vocabulary import (
    Attendance,
    HearingAct,
    HearingClock,
    Openness,
    Part,
    Piece,
    Reading,
)
from huiyin.law.terms import RecusalRuling

A = HearingAct
_WHY = (Field("reason", "text", "理由", least=4),)
_NOTE = Field("note", "text", "说明", required=False)
_WHEN = (
    Field("day", "date", "听证日期", span=Span.AHEAD),
    Field("hour", "line", "几点开始", hint="例如：上午9时30分"),
    Field("place", "line", "地点"),
)
_EARLY = (
    Field("early", "flag", "信访人同意提前", required=False, hint="离听证不到规定的天数，要本人同意。"),
    Field("proof", "line", "同意的凭证", required=False, hint="例如：哪天哪个电话里说的，或者签名的申请。"),
)

FORMS: Mapping[HearingAct, tuple[Field, ...]] = {
    A.OPEN: (
        Field("matter", "line", "信访事项编号"),
        Field("reason", "text", "为什么要听证", least=4),
        Field("on_request", "flag", "信访人提出的申请，代为登记", required=False),
    ),
    A.GRANT: (_NOTE,),
    A.REFUSE: (Field("reason", "text", "为什么不举行（要告知信访人）", least=8),),
    A.ARRANGE: (
        Field("host", "person", "主持人", hint="没有参与调查办理这件事的人"),
        Field("recorder", "person", "记录人"),
        *_WHEN,
        Field("openness", "choice", "公开不公开", terms=Openness),
        Field(
            "why_closed", "text", "为什么不公开", required=False,
            hint="涉及国家秘密、商业秘密、个人隐私的，写明是哪一种。",
        ),
        Field("subject", "line", "公告里写的事由", required=False, hint="公开的听证要公告。不写姓名，不写住址。"),
        Field("attends", "text", "请哪些人参加", least=2, hint="信访人和代理人、办理机关、利害关系人、其他人"),
    ),
    A.DRAW: (
        Field("count", "integer", "随机抽几名", required=False),
        Field("named", "line", "点名请谁", required=False, hint="名册里的姓名，用顿号分开。点名以外的随机抽。"),
        Field("field", "line", "要有哪方面的专长", required=False, hint="先从有这一专长的人里抽。"),
    ),
    A.NOTIFY: (*_EARLY, _NOTE),
    A.ANSWER: (
        Field("attendance", "choice", "参加不参加", terms=Attendance),
        Field("agent", "line", "代理人姓名和电话", required=False),
        Field("reason", "text", "想说的话", required=False),
    ),
    A.OBJECT: (
        Field("whom", "line", "请谁回避（姓名或者职务）"),
        Field("reason", "text", "有什么直接利害关系", least=2),
    ),
    A.DECLARE: (
        Field("member", "line", "听证员"),
        Field("reason", "text", "为什么要回避（要告知信访人）", least=2),
    ),
    A.RULE: (
        Field("ruling", "choice", "决定", terms=RecusalRuling),
        Field("whom", "line", "谁回避（写姓名）", required=False),
        Field("heir", "person", "接替的主持人、记录人", required=False),
        Field("reason", "text", "理由（要告知信访人）", least=4),
    ),
    A.POSTPONE: (*_WHEN, Field("reason", "text", "为什么改期（要告知信访人）", least=4), *_EARLY),
    A.START: (
        Field("present", "text", "到场的人", least=2),
        Field("checked", "flag", "已经核对到场人员的身份"),
        Field("told", "flag", "已经告知权利义务，问过是否申请回避"),
        Field("absent", "flag", "信访人没有到场，也没有委托人到场", required=False),
    ),
    A.SPEAK: (
        Field("part", "choice", "哪一部分", terms=Part),
        Field("speaker", "line", "谁说的"),
        Field("words", "text", "说了什么"),
    ),
    A.ATTACH: (
        Field("piece", "choice", "是什么", terms=Piece),
        Field("files", "files", "照片、录音、录像或文件"),
        _NOTE,
    ),
    A.FINISH: (Field("asked", "flag", "已经问过各方，没有要补充的"),),
    A.READ: (
        Field("reader", "line", "谁核对的"),
        Field("reading", "choice", "结果", terms=Reading),
        Field("petitioner", "flag", "是信访人本人或者代理人", required=False, by_desk=True),
        Field("remarks", "text", "要更正什么，或者为什么拒绝签名", required=False),
    ),
    A.SIGN: (
        Field("member", "line", "听证员"),
        Field("reading", "choice", "笔录写得对不对", terms=Reading),
        Field("remarks", "text", "要更正什么", required=False),
        Field("opinion", "text", "评议意见", required=False),
    ),
    A.RENEW: (
        Field("member", "line", "给谁换发（听证员姓名）", hint="换发以后，原来那张单子立刻打不开。"),
        Field("reason", "text", "为什么换发", least=2),
    ),
    A.CONCLUDE: (
        Field("opinions", "text", "听证员的评议意见", least=4),
        Field("conclusion", "text", "听证结论", least=8),
    ),
    A.PUBLISH: (
        Field("place", "line", "在哪里公示"),
        Field("on", "date", "公示起始日期", span=Span.AHEAD),
        Field("until", "date", "公示截止日期", span=Span.AHEAD),
        Field("account", "text", "公示的内容摘要（不写姓名）", least=8),
        Field("masked", "flag", "已隐去个人信息"),
    ),
    A.CANCEL: (Field("reason", "text", "为什么取消（要告知信访人）", least=4),),
    A.NAME_HANDLER: COLLEAGUE,
    A.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=HearingClock),),
}  # fmt: skip
