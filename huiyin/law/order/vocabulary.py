"""The words of a supervision order (督办). Art. 40 ¶1 names its grounds, Art. 39 ¶3 what follows grave neglect."""

from __future__ import annotations

from collections.abc import Mapping

from huiyin.law.terms import SupervisionGround, Term


class Cause(Term):
    """What the record shows; all but the last are found without asking (huiyin.law.order.causes)."""

    OVERDUE = "overdue", "超过期限没有办"
    SILENCE = "silence", "半个月没有动静"
    PINGPONG = "pingpong", "推来推去没有人接"
    UNSERVED = "unserved", "作出了意见没有送达"
    PROMISE = "promise", "答应的事到期没有落实"
    DENIED = "denied", "信访人说没有落实"
    CAME_AGAIN = "came_again", "说解决了，信访人又来了"
    UNHEARD = "unheard", "没有听取或者没有调查就作了决定"
    NOT_REDONE = "not_redone", "撤销以后没有按期重新办理"
    OTHER = "other", "人工发现的其他情形"


_G = SupervisionGround
#: The ground of Art. 40 ¶1 behind each cause; for the last one a person says it.
GROUNDS: Mapping[Cause, SupervisionGround] = {
    Cause.OVERDUE: _G.SHIRKING,
    Cause.SILENCE: _G.SHIRKING,
    Cause.PINGPONG: _G.SHIRKING,
    Cause.UNSERVED: _G.RULES_BROKEN,
    Cause.PROMISE: _G.NOT_EXECUTED,
    Cause.DENIED: _G.NOT_EXECUTED,
    Cause.CAME_AGAIN: _G.SHIRKING,
    Cause.UNHEARD: _G.RULES_BROKEN,
    Cause.NOT_REDONE: _G.RULES_BROKEN,
}


class OrderStage(Term):
    """Where an order stands."""

    NEW = "new", "未提出"
    PROPOSED = "proposed", "自动发现，待核实"
    ISSUED = "issued", "待反馈"
    ANSWERED = "answered", "已反馈，待审核"
    FOLLOWED = "followed", "跟踪到解决"
    HANDED_UP = "handed_up", "已提请上级，待处理"
    SOLVED = "solved", "已解决"
    REVOKED = "revoked", "已撤销"


class OrderAct(Term):
    """What somebody does to an order."""

    RAISE = "raise", "提出督办"
    ISSUE = "issue", "发出督办"
    DISMISS = "dismiss", "不督办"
    FALL_AWAY = "fall_away", "情形消除，自动撤回"
    SHUT = "shut", "对方不能再看，自动撤回"
    FEED_BACK = "feed_back", "反馈"
    RETURN = "return", "退回，要求补充反馈"
    ACCEPT = "accept", "认可反馈"
    INSPECT = "inspect", "现场督查"
    PRESS = "press", "再次督办"
    HAND_UP = "hand_up", "提请上级督办"
    SUMMON = "summon", "约谈"
    CIRCULATE = "circulate", "通报"
    LIST = "list", "挂牌督办"
    NAME_HANDLER = "name_handler", "指定承办人"
    SOLVE = "solve", "确认解决"
    REVOKE = "revoke", "撤销督办"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class OrderClock(Term):
    """The one clock of an order."""

    FEEDBACK = "D1", "督办反馈"
