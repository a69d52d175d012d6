"""The words of an undertaking (落实事项): something promised to a petitioner, carried out, and confirmed by them."""

from __future__ import annotations

from huiyin.law.terms import Term


class Source(Term):
    """From what a promise arises."""

    OPINION = "opinion", "处理意见"
    AGREEMENT = "agreement", "调解、和解协议"
    LEADER = "leader", "领导包案"
    VISIT = "visit", "接访、下访时答应"
    HEARING = "hearing", "听证结论"
    CONFERENCE = "conference", "联席会议议定"
    OTHER = "other", "其他承诺"


class Evidence(Term):
    """What shows that it was carried out; a paper, a photo and a payment slip come as files."""

    PHOTO = "photo", "照片"
    PAYMENT = "payment", "付款凭证"
    PAPER = "paper", "书面材料"
    SITE = "site", "现场查看"
    NONE = "none", "没有留下凭据"


#: Evidence that is a file.
FILED = frozenset({Evidence.PHOTO, Evidence.PAYMENT, Evidence.PAPER})


class UndertakingStage(Term):
    """Where a promise stands: carried out and confirmed are two things."""

    NEW = "new", "未提出"
    PROMISED = "promised", "待落实"
    OFFERED = "offered", "等对方答复接不接手"
    REPORTED = "reported", "单位说已落实，等信访人确认"
    DENIED = "denied", "信访人说没有落实"
    UNCONFIRMED = "unconfirmed", "单位说已落实，信访人没有确认"
    KEPT = "kept", "信访人确认已落实"
    RELEASED = "released", "不再适用"


class UndertakingAct(Term):
    """What somebody does about a promise."""

    PROMISE = "promise", "答应落实"
    REPORT = "report", "报告落实"
    EXTEND = "extend", "延期落实"
    OFFER = "offer", "商请别的单位接手"
    TAKE_OVER = "take_over", "接手落实"
    DECLINE = "decline", "不接手"
    CONFIRM = "confirm", "确认已经落实"
    DENY = "deny", "反映没有落实"
    LAPSE = "lapse", "期限内没有确认"
    TAKE_BACK = "take_back", "收回，说明理由"
    RELEASE = "release", "不再适用"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class UndertakingClock(Term):
    """The day promised, the person's time to say whether it is so, and the time after a no."""

    CARRY_OUT = "U1", "落实期限"
    CONFIRM = "U2", "等信访人确认"
    REDO = "U3", "再落实"
