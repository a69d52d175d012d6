"""The words of an information bulletin (信访信息)."""

from __future__ import annotations

from huiyin.law.terms import Term


class Issue(Term):
    """How often it appears; a special one is about one thing."""

    WEEKLY = "weekly", "周报"
    MONTHLY = "monthly", "月报"
    SPECIAL = "special", "专报"


class Part(Term):
    """The parts of a bulletin, in their order; the value is the name of the field with its words."""

    OVERVIEW = "overview", "总体情况"
    HOT = "hot", "热点问题"
    GROWING = "growing", "上升较快的问题"
    EARLY = "early", "苗头性问题"
    POLICY = "policy", "政策执行反馈"
    SUGGESTIONS = "suggestions", "工作建议"


class BulletinStage(Term):
    """Where a bulletin stands."""

    NEW = "new", "未起草"
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待签发"
    ISSUED = "issued", "已印发"
    WORKING = "working", "批示待落实"
    DONE = "done", "批示已落实"
    DROPPED = "dropped", "已撤销"


class BulletinAct(Term):
    """What somebody does to a bulletin."""

    DRAW_UP = "draw_up", "起草信访信息"
    AMEND = "amend", "修改信访信息"
    SUBMIT = "submit", "送签"
    SEND_BACK = "send_back", "退回修改信访信息"
    ISSUE = "issue", "签发信访信息"
    NOTE = "note", "批示"
    ENTER_NOTE = "enter_note", "登记纸上的批示"
    REPORT = "report", "报告批示办理情况"
    RETURN = "return", "退回重办批示"
    NAME_HANDLER = "name_handler", "指定承办人"
    DROP = "drop", "撤销信访信息"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class BulletinClock(Term):
    """The nearest day of what a leader set."""

    TASK = "I1", "批示交办的事"
