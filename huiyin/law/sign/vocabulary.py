"""The words of an early sign (苗头)."""

from __future__ import annotations

from huiyin.law.terms import Term


class SignStage(Term):
    """Where a sign stands: only a person says whether it is one."""

    NEW = "new", "还没有提出"
    ASKED = "asked", "待研判"
    TRUE = "true", "是苗头"
    FALSE = "false", "不是苗头"


class SignAct(Term):
    """What is done about a sign."""

    ASK = "ask", "提请研判"
    CONFIRM = "confirm", "判定是苗头"
    DISMISS = "dismiss", "判定不是苗头"
    NAME_HANDLER = "name_handler", "指定承办人"
    REOPEN = "reopen", "重新研判"


class Why(Term):
    """Why something is no sign; what the figures of wrong signs are sorted by."""

    CHANCE = "chance", "碰巧多了几件"
    KNOWN = "known", "早就知道，已经在办"
    ONE = "one", "其实是一家人、一批人"
    MISREAD = "misread", "机器认错了地方或者事情"


class SignClock(Term):
    """A sign has no period by law; it stands on the list of whoever has it until they said yes or no."""
