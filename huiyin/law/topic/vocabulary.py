"""The words of a topic of the joint conference (议题). Those that the matter's journal uses too: huiyin.law.terms."""

from __future__ import annotations

from huiyin.law.terms import Term


class Cause(Term):
    """Why a matter is put before the joint conference."""

    REMIT = "remit", "由谁受理有争议"
    CROSS = "cross", "涉及几个单位，一家办不了"
    ESCALATED = "escalated", "督办以后仍没有解决"
    LONG = "long", "久拖没有了结"
    LAW = "law", "涉法涉诉"
    URGENT = "urgent", "重大、紧急"
    OTHER = "other", "其他"


class TopicStage(Term):
    """Where a topic stands."""

    NEW = "new", "未提出"
    PROPOSED = "proposed", "已提出，待列入议程"
    LISTED = "listed", "已列入议程"
    DECIDED = "decided", "已议定，落实中"
    HANDED = "handed", "已转政法单位，等回执"
    TAKEN = "taken", "政法单位已接，等结果"
    SETTLED = "settled", "已了结"
    DROPPED = "dropped", "不上会"


class TopicAct(Term):
    """What somebody does to a topic."""

    RAISE = "raise", "提出议题"
    SHEET = "sheet", "写议题单"
    LIST = "list", "列入议程"
    OPINE = "opine", "成员单位提意见"
    DECIDE = "decide", "议定"
    SET_TASK = "set_task", "再交办一件"
    FOLLOW = "follow", "会上回头看"
    SETTLE = "settle", "确认落实，了结"
    HAND_OVER = "hand_over", "转政法单位"
    TAKE = "take", "接收，出具回执"
    REFUSE = "refuse", "不属本单位，退回"
    CONCLUDE = "conclude", "告知办理结果"
    DEFER = "defer", "缓议"
    DROP = "drop", "不上会"
    UNLIST = "unlist", "随会议取消移出议程"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class TopicClock(Term):
    """Days that somebody sets, and the one day on which something urgent goes on the agenda (Art. 25)."""

    AGENDA = "T1", "紧急的当天列入议程"
    TASK = "T2", "议定的事"
    RECEIPT = "T3", "政法单位回执"
    RESULT = "T4", "政法单位告知结果"


class Way(Term):
    """Into which procedure an organ of law (公检法司) took it."""

    FILED = "filed", "立案审理"
    RETRIAL = "retrial", "申请再审、申诉审查"
    ENFORCED = "enforced", "执行"
    PROSECUTED = "prosecuted", "检察监督"
    INVESTIGATED = "investigated", "立案侦查"
    POLICED = "policed", "治安案件办理"
    RECONSIDERED = "reconsidered", "行政复议"
    AIDED = "aided", "法律援助、调解"
    OTHER = "other", "其他法律程序"


class Became(Term):
    """What became of it there."""

    JUDGED = "judged", "已裁判"
    CARRIED_OUT = "carried_out", "已执行"
    SETTLED = "settled", "已调解、和解"
    REFUSED = "refused", "依法不予受理、不予立案"
    ENDED = "ended", "依法终结"
    OTHER = "other", "其他结果"
