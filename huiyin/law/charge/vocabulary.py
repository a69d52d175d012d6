"""The words of a leader's charge (领导包案): one leader who answers for one hard matter until it is solved."""

from __future__ import annotations

from huiyin.law.terms import Term


class Rule(Term):
    """By which level rule (data/reception) a matter goes to a leader; the last a person says."""

    LONG_OPEN = "long_open", "办了很久没有了结"
    DENIED = "denied", "信访人几次说没有落实"
    UNDER_ORDER = "under_order", "正在督办"
    GROUP = "group", "多人共同提出"
    CAME_BACK = "came_back", "了结以后又来了"
    OTHER = "other", "其他原因"


class Unsolved(Term):
    """What in the record still speaks against a matter being solved."""

    HANDLING = "handling", "这件事还没有办结，信访人也没有确认落实"
    DENIED = "denied", "信访人说没有落实"
    SAID = "said", "信访人说包案没有兑现，还没有答复"
    PROMISE = "promise", "答应的事还没有落实，或者还在等信访人确认"
    ORDER = "order", "督办还没有了结"
    CONDITION = "condition", "还有请求在等条件"


class Unfinished(Term):
    """Why a charge ends though the matter was not solved."""

    WITHDRAWN = "withdrawn", "信访人撤回了"
    GUIDED = "guided", "已经转入法定程序"
    FINAL = "final", "依法终结，没有解决"


class ChargeStage(Term):
    """Where a charge stands."""

    NEW = "new", "未包案"
    RUNNING = "running", "包案办理中"
    LEFT = "left", "领导离任，待接手"
    SOLVED = "solved", "已解决"
    HANDED_ON = "handed_on", "已由接任领导接手"
    ENDED = "ended", "没有解决，已结束"


class ChargeAct(Term):
    """What somebody does about a charge."""

    TAKE_ON = "take_on", "包案"
    MEET = "meet", "与信访人见面"
    NOTE = "note", "记办理进展"
    PROMISE = "promise", "答应一件事"
    EXTEND = "extend", "延期"
    NOTE_LEFT = "note_left", "记录领导离任"
    HAND_ON = "hand_on", "由另一位领导接手"
    DENY = "deny", "反映包案没有兑现"
    ANSWER = "answer", "答复信访人说的问题"
    SOLVE = "solve", "确认解决"
    END = "end", "没有解决，结束包案"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class ChargeClock(Term):
    """The day by which the leader wants it solved, the first talk with the person, who comes after a leader, and the
    answer to the person who says that it is not kept."""

    SETTLE = "B1", "包案期限"
    MEET = "B2", "与信访人见面"
    SUCCEED = "B3", "确定接手的领导"
    ANSWER = "B4", "答复信访人说的问题"
