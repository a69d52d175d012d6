"""The words of a hearing (听证): where it stands, what is done, how it is heard."""

from __future__ import annotations

from huiyin.law.terms import Term


class HearingStage(Term):
    """Where a hearing stands."""

    NEW = "new", "未提出"
    ASKED = "asked", "已申请，待决定"
    PREPARING = "preparing", "已决定举行，筹备中"
    NOTICED = "noticed", "已通知，待举行"
    SITTING = "sitting", "听证进行中"
    READING = "reading", "待核对笔录"
    CONCLUDED = "concluded", "已作出结论"
    REFUSED = "refused", "不举行"
    CANCELLED = "cancelled", "已取消"


class HearingAct(Term):
    """What somebody does to a hearing."""

    OPEN = "open", "提出听证"
    GRANT = "grant", "同意举行听证"
    REFUSE = "refuse", "不举行听证"
    ARRANGE = "arrange", "安排听证"
    DRAW = "draw", "确定听证员"
    NOTIFY = "notify", "发出听证通知"
    ANSWER = "answer", "答复是否参加"
    OBJECT = "object", "申请主持人、听证员回避"
    DECLARE = "declare", "听证员申请自行回避"
    RULE = "rule", "决定回避申请"
    POSTPONE = "postpone", "听证改期"
    START = "start", "宣布听证开始"
    SPEAK = "speak", "记录发言"
    ATTACH = "attach", "交存听证材料"
    FINISH = "finish", "宣布发言结束"
    READ = "read", "核对听证笔录"
    SIGN = "sign", "听证员核对笔录、写评议意见"
    RENEW = "renew", "换发听证员阅案单"
    CONCLUDE = "conclude", "作出听证结论"
    PUBLISH = "publish", "公示复核听证结论"
    CANCEL = "cancel", "取消听证"
    FALL_AWAY = "fall_away", "随信访事项结束"
    NAME_HANDLER = "name_handler", "指定承办人"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class HearingClock(Term):
    """Periods that a rule book may set; no national article does."""

    DECIDE = "H1", "决定是否举行听证"
    CONCLUDE = "H2", "作出听证结论"


class Openness(Term):
    """Whether anybody may come and listen."""

    PUBLIC = "public", "公开"
    CLOSED = "closed", "不公开"


class Attendance(Term):
    """What the petitioner answers to the notice."""

    COMES = "comes", "参加"
    SENDS = "sends", "委托代理人参加"
    ANOTHER_DAY = "another_day", "这一天来不了，请求改期"
    STAYS_AWAY = "stays_away", "不参加"


class Part(Term):
    """In which part of a hearing something was said."""

    STATEMENT = "statement", "信访人陈述"
    ANSWER = "answer", "办理机关说明"
    EVIDENCE = "evidence", "举证和质证"
    QUESTION = "question", "提问"
    REPLY = "reply", "回答"
    LAST = "last", "最后意见"


class Reading(Term):
    """What came of reading the record back to somebody."""

    SIGNED = "signed", "核对无误，已签名"
    CONFIRMED = "confirmed", "网上核对，确认无误"
    CORRECTED = "corrected", "要求更正"
    REFUSED = "refused", "拒绝签名"


class Piece(Term):
    """What is handed in with the record."""

    SIGNATURES = "signatures", "笔录签名页"
    SOUND = "sound", "录音"
    FILM = "film", "录像"
    TRANSCRIPT = "transcript", "录音转写稿"
    EVIDENCE = "evidence", "证据"
