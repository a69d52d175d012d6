"""The words of a seat in the joint conference (成员单位)."""

from __future__ import annotations

from huiyin.law.terms import Term


class MembershipStage(Term):
    """Whether an organ sits in the joint conference."""

    NEW = "new", "未列入"
    SEATED = "seated", "在任"
    LEFT = "left", "已退出"


class MembershipAct(Term):
    """What is done with a seat."""

    SEAT = "seat", "列入成员单位"
    AMEND = "amend", "更换成员、代理人"
    NAME_HANDLER = "name_handler", "指定承办人"
    LEAVE = "leave", "退出联席会议"


class MembershipClock(Term):
    """No article sets one: an office looks once a year whether the people named are still those who come."""

    CHECK = "M1", "核对成员"


class Branch(Term):
    """Whether a member is one of the organs of law (公检法司), which take what belongs into their procedures."""

    LAW = "law", "政法单位"
    PARTY = "party", "党委部门"
    GOVERNMENT = "government", "政府部门"
    OTHER = "other", "其他单位"
