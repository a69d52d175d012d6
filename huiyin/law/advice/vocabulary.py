"""The words of an advice (三项建议). Art. 40 ¶1–¶3 name its three kinds, ¶4 the written answer."""

from __future__ import annotations

from huiyin.law.terms import Term


class AdviceKind(Term):
    """What is advised."""

    WORK = "work", "改进工作的建议"
    POLICY = "policy", "完善政策的建议"
    LIABILITY = "liability", "追究责任的建议"


class AdviceStage(Term):
    """Where an advice stands."""

    NEW = "new", "未提出"
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待签发"
    ISSUED = "issued", "待书面反馈"
    ANSWERED = "answered", "已反馈，跟踪落实"
    CLOSED = "closed", "已了结"


class AdviceAct(Term):
    """What somebody does to an advice."""

    RAISE = "raise", "提出建议"
    AMEND = "amend", "修改建议"
    HEAR = "hear", "听取拟追责对象的陈述"
    SUBMIT = "submit", "送签"
    SEND_BACK = "send_back", "退回修改建议"
    ISSUE = "issue", "签发建议"
    ANSWER = "answer", "书面反馈采纳情况"
    PRESS = "press", "催办"
    FOLLOW = "follow", "跟踪落实"
    FINISH = "finish", "了结建议"
    NAME_HANDLER = "name_handler", "指定承办人"
    TAKE_BACK = "take_back", "撤回建议"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class AdviceClock(Term):
    """The one clock of an advice."""

    ANSWER = "A1", "书面反馈建议"


class Adoption(Term):
    """What the organ makes of an advice (采纳情况)."""

    WHOLLY = "wholly", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT = "not", "未采纳"
