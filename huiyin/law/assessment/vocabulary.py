"""The words of an assessment (考核)."""

from __future__ import annotations

from huiyin.law.terms import Term


class Indicator(Term):
    """What is assessed (考核指标): each looks at what an organ did, none at who came or how often."""

    SORTED_IN_TIME = "sorted_in_time", "信访部门及时受理"
    TAKEN_UP_IN_TIME = "taken_up_in_time", "责任单位及时受理"
    PASSED_ON_RIGHTLY = "passed_on_rightly", "一次转准"
    HEARD = "heard", "当面听取"
    LOOKED_INTO = "looked_into", "实地调查"
    ANSWERED_IN_TIME = "answered_in_time", "按期办结"
    SERVED_SOON = "served_soon", "及时送达"
    SETTLED = "settled", "就地化解"
    STOOD_REVIEW = "stood_review", "复查复核维持"
    CARRIED_OUT = "carried_out", "落实到位"
    NOT_REOPENED = "not_reopened", "半年内没有重新启动"
    RATED = "rated", "信访人作了评价"
    SUPERVISION_ANSWERED = "supervision_answered", "督办按期反馈"


class AssessmentStage(Term):
    """Where an assessment stands."""

    NEW = "new", "未公布办法"
    ANNOUNCED = "announced", "已公布办法"
    COUNTING = "counting", "正在计算"
    COMPUTED = "computed", "已算出，待送核对"
    SHOWN = "shown", "各单位核对中"
    RECOUNTING = "recounting", "按异议重算中"
    PUBLISHED = "published", "已通报"
    CORRECTING = "correcting", "更正重算中"
    DROPPED = "dropped", "已撤销"


class AssessmentAct(Term):
    """What somebody does to an assessment."""

    ANNOUNCE = "announce", "公布考核办法"
    COMPUTE = "compute", "开始计算"
    TAKE_IN = "take_in", "记入结果"
    SHOW = "show", "送各单位核对"
    RECOUNT = "recount", "按异议重算"
    PUBLISH = "publish", "通报结果"
    CORRECT = "correct", "更正结果"
    NAME_HANDLER = "name_handler", "指定承办人"
    DROP = "drop", "撤销考核"


class AssessmentClock(Term):
    """An assessment has no period of its own; each organ's time to object runs in its own result."""
