"""The words of the list of panel members (听证员名册)."""

from __future__ import annotations

from huiyin.law.terms import Term


class PanelistStage(Term):
    """Whether somebody stands on the list."""

    NEW = "new", "未列入"
    LISTED = "listed", "在册"
    LEFT = "left", "已移出"


class PanelistAct(Term):
    """What is done with the list."""

    ENROL = "enrol", "列入听证员名册"
    AMEND = "amend", "修改听证员信息"
    NAME_HANDLER = "name_handler", "指定承办人"
    LEAVE = "leave", "移出听证员名册"


class PanelistClock(Term):
    """The one period of an entry: the term for which somebody was asked."""

    TERM = "N1", "聘期"


class Capacity(Term):
    """As what somebody sits on a panel (Shandong 2015 Art. 39 ¶2 names most of them)."""

    DEPUTY = "deputy", "人大代表"
    ADVISER = "adviser", "政协委员"
    LAWYER = "lawyer", "律师"
    LEGAL_WORKER = "legal_worker", "基层法律服务工作者"
    EXPERT = "expert", "专家学者"
    WORKERS = "workers", "职工代表"
    RESIDENTS = "residents", "居民、村民代表"
    CITIZEN = "citizen", "其他公民"
