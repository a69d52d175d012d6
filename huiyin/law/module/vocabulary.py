"""The words of text modules (文本模块)."""

from __future__ import annotations

from huiyin.law.terms import Term


class ModuleStage(Term):
    """Whether a text may be used."""

    NEW = "new", "未写"
    DRAFTED = "drafted", "待批"
    IN_USE = "in_use", "在用"
    WITHDRAWN = "withdrawn", "已停用"


class ModuleAct(Term):
    """What is done with a text."""

    WRITE = "write", "写一条文本模块"
    AMEND = "amend", "修改文本"
    APPROVE = "approve", "批准使用"
    NAME_HANDLER = "name_handler", "指定承办人"
    WITHDRAW = "withdraw", "停用文本"


class ModuleClock(Term):
    """The one period of a text: until when somebody must have looked at it again."""

    REVIEW = "W1", "复核"


class Use(Term):
    """Into what a text goes."""

    FINDING = "finding", "意见书：查明的事实"
    BASIS = "basis", "意见书：法律法规依据"
    REMARK = "remark", "意见书：补充说明"
    ANSWER = "answer", "答复"
    GUIDANCE = "guidance", "引导说明"


class Blank(Term):
    """What a text leaves open, filled from the matter when it is inserted."""

    TITLE = "title", "事项"
    NUMBER = "number", "编号"
    CLAIM = "claim", "诉求"
    ORGAN = "organ", "本机关"
    TODAY = "today", "今天"
    LODGED = "lodged", "登记日期"
    ROUTE = "route", "法定途径"
