"""The words of a correction plan (整改方案，举一反三)."""

from __future__ import annotations

from huiyin.law.terms import Term


class PlanStage(Term):
    """Where a plan stands."""

    NEW = "new", "未起草"
    DRAFT = "draft", "起草，待责任单位商定"
    AGREED = "agreed", "已商定，待开始"
    RUNNING = "running", "整改中"
    ANSWERED = "answered", "整改完成，待看效果"
    MEASURED = "measured", "已看效果，待结束"
    CLOSED = "closed", "已结束"
    DROPPED = "dropped", "已撤销"


class PlanAct(Term):
    """What somebody does to a plan."""

    DRAFT = "draft", "起草整改方案"
    ADD = "add", "再放进几件"
    AMEND = "amend", "修改方案"
    OBJECT = "object", "不同意，说明理由"
    SET_MEASURE = "set_measure", "定一项措施"
    AGREE = "agree", "商定方案"
    RETURN = "return", "退回补充措施"
    START = "start", "开始整改"
    CARRY_OUT = "carry_out", "完成一项措施"
    WRITE = "write", "起草共同答复"
    ANSWER = "answer", "逐件拟定意见"
    FINISH = "finish", "整改和答复完成"
    MEASURE = "measure", "看效果"
    RESUME = "resume", "效果不够，接着整改"
    CLOSE = "close", "结束整改"
    NAME_HANDLER = "name_handler", "指定承办人"
    DROP = "drop", "撤销方案"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class PlanClock(Term):
    """The day of the next measure, and the day on which its effect is looked at."""

    MEASURE = "P1", "完成措施"
    EFFECT = "P2", "看效果"


class Effect(Term):
    """What came of it, as a person judges the figures."""

    WORKED = "worked", "有效果"
    PARTLY = "partly", "有一些效果"
    NONE = "none", "没有效果"
