"""The words of a leader's visit (领导接访). Those that the matter's journal uses too stand in huiyin.law.terms."""

from __future__ import annotations

from huiyin.law.terms import Term


class Chosen(Term):
    """By which rule an old matter is put before a leader (huiyin.law.visit.choosing); the last a person says."""

    LONG_OPEN = "long_open", "办了很久没有了结"
    DENIED_TWICE = "denied_twice", "两次反映没有落实"
    UNDER_ORDER = "under_order", "正在督办"
    OTHER = "other", "其他原因"


class VisitStage(Term):
    """Where a visit stands."""

    NEW = "new", "未安排"
    INVITED = "invited", "已邀请，等本人答复"
    PLANNED = "planned", "已安排"
    LAID = "laid", "待阅批"
    WORKING = "working", "交办的事待落实"
    REPORTED = "reported", "待告知本人"
    DONE = "done", "已告知，了结"
    NOT_HELD = "not_held", "没有进行"


class VisitAct(Term):
    """What somebody does to a visit. What is set there is an undertaking by now; earlier versions kept it here, with
    REPORT and RETURN, until CARRY made it one."""

    ARRANGE = "arrange", "安排接访"
    AGREE = "agree", "本人愿意来"
    DECLINE = "decline", "本人不来"
    MOVE = "move", "改期"
    PREPARE = "prepare", "写可以提出的办法"
    HOLD = "hold", "记录接访"
    INSTRUCT = "instruct", "登记批示"
    SET_TASK = "set_task", "再交办一件事"
    REPORT = "report", "报告办理情况"
    RETURN = "return", "退回重办"
    CARRY = "carry", "转为落实事项"
    TELL = "tell", "告知本人结果"
    CALL_OFF = "call_off", "取消"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class VisitClock(Term):
    """The day for which it is planned; of earlier versions the nearest day of what was set there, too."""

    PLANNED = "V1", "接访的日子"
    TASK = "V2", "交办的事"
