"""What the journal of a matter says of records that stand beside it: visits, charges, conferences, claims that wait."""

from __future__ import annotations

from huiyin.law.terms import Term


class Meeting(Term):
    """What the journal of a matter says of a leader's visit; the visit itself is a record of its own."""

    LAID = "laid", "信送领导阅"
    INVITED = "invited", "领导约您当面谈"
    PLANNED = "planned", "安排了领导接访"
    MOVED = "moved", "领导接访改期"
    NOT_HELD = "not_held", "领导接访没有进行"
    HELD = "held", "领导当面听了"
    NOTED = "noted", "领导作了批示"
    TOLD = "told", "领导接访的结果"


class Conferred(Term):
    """What the journal of a matter says of the joint conference; topic and meeting are records of their own."""

    RAISED = "raised", "提请联席会议研究"
    LISTED = "listed", "列入联席会议议程"
    DECIDED = "decided", "联席会议议定"
    ADDED = "added", "联席会议再交办"
    DEFERRED = "deferred", "联席会议缓议"
    DROPPED = "dropped", "联席会议不研究"
    GUIDED = "guided", "转政法单位"
    TAKEN = "taken", "政法单位已接收"
    REFUSED = "refused", "政法单位退回"
    RESULT = "result", "联席会议议定的结果"
    ANSWERED = "answered", "政法单位告知了结果"


class Charging(Term):
    """What the journal of a matter says of a leader's charge (包案); the charge itself is a record of its own."""

    TAKEN = "taken", "领导包案"
    HANDED_ON = "handed_on", "由另一位领导接着包案"
    MET = "met", "包案领导与信访人见面"
    PROGRESS = "progress", "包案的进展"
    EXTENDED = "extended", "包案延期"
    LEFT = "left", "包案领导离任"
    DENIED = "denied", "信访人说包案没有兑现"
    ANSWERED = "answered", "答复信访人说的包案问题"
    SOLVED = "solved", "包案确认解决"
    ENDED = "ended", "包案结束，没有解决"


class Awaited(Term):
    """What the journal of a matter says of a claim that is reasonable and not yet possible; that is a record, too."""

    KEPT = "kept", "列入暂不具备条件"
    LOOKED = "looked", "查看了条件"
    SAID = "said", "信访人说条件有变化"
    ENTRUSTED = "entrusted", "改由别的单位看着"
    RAISED = "raised", "报告了上级"
    ANSWERED = "answered", "上级答复了"
    COME = "come", "条件具备"
    ENDED = "ended", "不再等条件"


class NotHeld(Term):
    """Why a visit did not take place."""

    LEADER = "leader", "领导没有到"
    PERSON = "person", "本人没有来，或者不愿意来"
    SOLVED = "solved", "事情已经解决"
    OTHER = "other", "其他原因"


class Manner(Term):
    """How a leader turns to people: Art. 18 ¶2."""

    RECEIVES = "receives", "接访"
    GOES_DOWN = "goes_down", "下访"
    INVITES = "invites", "约访"
    READS = "reads", "阅信"
