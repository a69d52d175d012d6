"""The words of one organ's result (单位考核结果)."""

from __future__ import annotations

from huiyin.law.terms import Term


class AppraisalStage(Term):
    """Where a result stands."""

    NEW = "new", "未送达"
    SHOWN = "shown", "待核对"
    OBJECTED = "objected", "有异议，待决定"
    SETTLED = "settled", "已核定"


class AppraisalAct(Term):
    """What somebody does to a result."""

    SHOW = "show", "送单位核对"
    AGREE = "agree", "没有异议"
    OBJECT = "object", "提出考核异议"
    DECIDE = "decide", "决定考核异议"
    LAPSE = "lapse", "期满没有异议"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class AppraisalClock(Term):
    """How long an organ may object, and by when the office decides."""

    OBJECT = "K1", "提出考核异议"
    DECIDE = "K2", "决定考核异议"


class ObjectionRuling(Term):
    """What is decided on an objection."""

    UPHELD = "upheld", "异议成立"
    PARTLY = "partly", "部分成立"
    REFUSED = "refused", "异议不成立"
