"""The words of a claim that is reasonable and not yet possible (合理但暂不具备条件): kept until its condition comes."""

from __future__ import annotations

from huiyin.law.terms import Term


class Lack(Term):
    """What is missing."""

    MONEY = "money", "资金还没有落实"
    POLICY = "policy", "政策还没有出台"
    PLAN = "plan", "规划、工程还没有到这一步"
    PROCEDURE = "procedure", "别的程序还没有结果"
    TECHNIQUE = "technique", "技术上还做不到"
    OTHER = "other", "其他条件"


class NoLonger(Term):
    """Why nothing is waited for any more."""

    SOLVED = "solved", "已经用别的办法解决"
    WITHDRAWN = "withdrawn", "信访人说不用再等"
    NEVER = "never", "条件确定不会再有"


class NotYetStage(Term):
    """Where a claim stands that waits for its condition."""

    NEW = "new", "未列入"
    WATCHED = "watched", "等条件"
    RAISED = "raised", "已报上级，等答复"
    REOPENED = "reopened", "条件具备，已重新启动"
    ENDED = "ended", "不再等"


class NotYetAct(Term):
    """What somebody does about it."""

    KEEP = "keep", "列入暂不具备条件"
    LOOK = "look", "查看条件"
    SAY = "say", "登记信访人说条件有变化"
    ENTRUST = "entrust", "改由别的单位看"
    RAISE = "raise", "报告上级"
    ANSWER = "answer", "答复下级的报告"
    REOPEN = "reopen", "条件具备，重新启动"
    END = "end", "不再等"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class NotYetClock(Term):
    """The next look at the condition; the time in which the organ above answers, and in which whoever looks answers
    what the person says of it."""

    LOOK = "T1", "查看条件"
    ANSWER = "T2", "答复下级的报告"
    SAID = "T3", "答复信访人说的变化"
