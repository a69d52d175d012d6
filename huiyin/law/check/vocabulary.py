"""The words of a sample check (抽查)."""

from __future__ import annotations

from huiyin.law.terms import Term


class About(Term):
    """Of which matters of an organ the sample is drawn: the mark that they bear (huiyin.law.matter.shown)."""

    ANSWERED = "answered", "已经答复的"
    AGAIN = "again", "群众重复反映的"
    SKIPPED = "skipped", "越级走访的"
    GROUP = "group", "集体走访的"
    BACK_LONG = "back_long", "答复以后又回来的"
    AT_OFFICE = "at_office", "在办公设备上评价的"
    EVE = "eve", "卡在期限前答复的"
    ANEW = "anew", "换个编号重新登记的"
    CONTENT_BACK = "content_back", "评了满意又来反映的"
    SAME_WORDS = "same_words", "答复一字不差的"


class CheckStage(Term):
    """Where a check stands."""

    NEW = "new", "未开始"
    FRAMED = "framed", "范围已定，待抽取"
    DRAWN = "drawn", "已抽取，评议中"
    CONCLUDED = "concluded", "已形成结论"
    SENT = "sent", "待被查机关答复"
    ANSWERED = "answered", "已答复，待审核"
    CLOSED = "closed", "已结束"
    DROPPED = "dropped", "已撤销"


class CheckAct(Term):
    """What somebody does to a check."""

    FRAME = "frame", "开展抽查"
    DRAW = "draw", "抽取"
    READ = "read", "评议一件"
    SETTLE = "settle", "合议不同看法"
    CONCLUDE = "conclude", "形成结论"
    ASK = "ask", "向机关询问"
    SEND = "send", "反馈给机关"
    ANSWER = "answer", "答复"
    RETURN = "return", "退回，要求补充答复"
    ORDER = "order", "据此督办"
    CLOSE = "close", "结束抽查"
    NAME_SECOND = "name_second", "换第二评议人"
    NAME_HANDLER = "name_handler", "指定承办人"
    DROP = "drop", "撤销抽查"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class CheckClock(Term):
    """The one clock of a check."""

    ANSWER = "K1", "答复抽查情况"


class Stand(Term):
    """What the organ says of the findings."""

    ACCEPTED = "accepted", "认可"
    PARTLY = "partly", "部分认可"
    DISPUTED = "disputed", "不认可"


class Upheld(Term):
    """What the findings are after the organ was heard."""

    UPHELD = "upheld", "结论不变"
    CHANGED = "changed", "部分更正"
    WITHDRAWN = "withdrawn", "结论撤回"
