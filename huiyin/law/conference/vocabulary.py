"""The words of a meeting of the joint conference (联席会议)."""

from __future__ import annotations

from huiyin.law.terms import Term


class ConferenceStage(Term):
    """Where a meeting stands."""

    NEW = "new", "未提出"
    PREPARING = "preparing", "筹备中"
    CALLED = "called", "已通知，待召开"
    SITTING = "sitting", "会议进行中"
    WRITING = "writing", "待印发纪要"
    SIGNED = "signed", "纪要已印发，落实中"
    CLOSED = "closed", "已了结"
    CANCELLED = "cancelled", "已取消"


class ConferenceAct(Term):
    """What somebody does to a meeting."""

    CALL = "call", "筹备会议"
    NOTIFY = "notify", "发出会议通知"
    ANSWER = "answer", "答复参会"
    START = "start", "宣布开会"
    FINISH = "finish", "宣布散会"
    DRAFT = "draft", "拟写会议纪要"
    SIGN = "sign", "签发会议纪要"
    CLOSE = "close", "了结会议"
    MOVE = "move", "会议改期"
    CANCEL = "cancel", "取消会议"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class ConferenceClock(Term):
    """The day of the meeting, and the day by which its minutes are out; both somebody sets."""

    MEETING = "L1", "开会的日子"
    MINUTES = "L2", "印发纪要"


class Coming(Term):
    """What a member answers to the invitation."""

    COMES = "comes", "本人参加"
    DEPUTY = "deputy", "由代理人参加"
    WRITES = "writes", "不能参加，书面提意见"
    AWAY = "away", "不能参加"
