"""What must be said with each act on a meeting of the joint conference."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.conference.vocabulary import Coming, ConferenceAct, ConferenceClock
from huiyin.law.frame.handing import COLLEAGUE
from huiyin.law.frame.particulars import Field, Span

A = ConferenceAct
_WHEN = (
    Field("day", "date", "哪天开会", span=Span.AHEAD),
    Field("hour", "line", "几点开始", hint="例如：上午9时30分"),
    Field("place", "line", "地点"),
)

FORMS: Mapping[ConferenceAct, tuple[Field, ...]] = {
    A.CALL: (
        Field("title", "line", "会议名称", hint="例如：第四次联席会议。不写信访人姓名。"),
        *_WHEN,
        Field("chair", "line", "谁主持（召集人）", hint="写姓名和职务。"),
    ),
    A.NOTIFY: (Field("note", "text", "要请成员单位准备什么", required=False),),
    A.ANSWER: (
        Field("coming", "choice", "参加不参加", terms=Coming),
        Field("attendee", "line", "谁来", required=False, hint="写姓名和职务。"),
        Field("note", "text", "想说的话", required=False),
    ),
    A.START: (
        Field("present", "text", "到会的成员单位", hint="写单位的简称，用顿号分开。"),
        Field("absent", "text", "没有到会的，什么原因", required=False),
    ),
    A.FINISH: (Field("until", "date", "纪要最迟哪天印发", span=Span.AHEAD),),
    A.DRAFT: (
        Field("said", "text", "会上说了什么", least=8, hint="议定的事自动写进纪要，这里写讨论的要点，不写信访人姓名。"),
    ),
    A.SIGN: (Field("checked", "flag", "已经核对议定事项和到会单位"),),
    A.CLOSE: (Field("summary", "text", "议定的事落实得怎么样", least=4),),
    A.MOVE: (*_WHEN, Field("reason", "text", "为什么改期", least=2)),
    A.CANCEL: (Field("reason", "text", "为什么取消", least=2),),
    A.NAME_HANDLER: COLLEAGUE,
    A.NOTE_OVERDUE: (Field("clock", "choice", "时限", terms=ConferenceClock),),
}
