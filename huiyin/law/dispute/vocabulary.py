"""The words of a dispute (矛盾纠纷)."""

from __future__ import annotations

from huiyin.law.terms import Term


class DisputeStage(Term):
    """Where a dispute stands."""

    NEW = "new", "未登记"
    FOUND = "found", "已排查，待指派"
    MEDIATING = "mediating", "调解中"
    AGREED = "agreed", "协议履行中"
    FOLLOWED = "followed", "已化解，回访中"
    SOLVED = "solved", "已化解"
    UNSETTLED = "unsettled", "调解终止"
    PETITIONED = "petitioned", "已转为信访"
    VOID = "void", "登记有误，已撤销"


class DisputeAct(Term):
    """What somebody does about a dispute, the steps that lead on first."""

    FIND = "find", "登记纠纷"
    ASSIGN = "assign", "指派调解员"
    MEDIATE = "mediate", "记录调解"
    AGREE = "agree", "达成调解协议"
    PERFORM = "perform", "记录履行"
    VISIT = "visit", "回访"
    SETTLE = "settle", "就地化解"
    CONFIRM = "confirm", "记录司法确认"
    URGE = "urge", "督促履行"
    ADD = "add", "补充情况"
    NAME_PARTIES = "name_parties", "补登当事人"
    WARN = "warn", "报告激化风险"
    UNMASK = "unmask", "查看当事人"
    REGRADE = "regrade", "调整等级"
    PASS_ON = "pass_on", "转交调解"
    CONFER = "confer", "联席会议研究"
    NAME_HANDLER = "name_handler", "指定承办人"
    RECUR = "recur", "重新调解"
    STOP = "stop", "终止调解"
    BECOME = "become", "转为信访事项"
    RETRACT = "retract", "撤销登记"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class DisputeClock(Term):
    """The days that matter; the third is the parties' own."""

    NEXT = "J1", "下一次调解"
    PERFORM = "J2", "约定的履行"
    CONFIRM = "J3", "申请司法确认"
    FIRST_VISIT = "J4", "第一次回访"
    SECOND_VISIT = "J5", "第二次回访"


class Sort(Term):
    """What a dispute is about (纠纷类型)."""

    NEIGHBOURS = "neighbours", "邻里纠纷"
    FAMILY = "family", "婚姻家庭纠纷"
    LAND = "land", "土地山林纠纷"
    HOMESTEAD = "homestead", "宅基地纠纷"
    WATER = "water", "用水纠纷"
    DAMAGE = "damage", "损害赔偿纠纷"
    DEBT = "debt", "债务合同纠纷"
    WAGES = "wages", "劳动报酬纠纷"
    HOUSING = "housing", "房屋物业纠纷"
    CLEARANCE = "clearance", "征地拆迁纠纷"
    VILLAGE = "village", "村务纠纷"
    POLLUTION = "pollution", "环境污染纠纷"
    TRAFFIC = "traffic", "交通事故纠纷"
    CARE = "care", "医疗纠纷"
    TRADE = "trade", "消费纠纷"
    OTHER = "other", "其他纠纷"


class Sign(Term):
    """What might come of a dispute if nobody does anything; of the dispute, never of a person."""

    FIGHT = "fight", "可能打起来、有人受伤"
    SELF = "self", "有人可能伤害自己"
    SPREAD = "spread", "牵涉的人越来越多"
    CUT_OFF = "cut_off", "断路、断水、断电、停工"
    CARE = "care", "老人、孩子没人照管"
    LOSS = "loss", "损失在扩大"
    TIME = "time", "起诉、仲裁的期限快到了"


class Grade(Term):
    """How much a dispute presses (等级)."""

    ORDINARY = "ordinary", "一般"
    GREATER = "greater", "较大"
    GRAVE = "grave", "重大"


class Form(Term):
    """How an agreement was made (tiaojie2010 Art. 28)."""

    WRITTEN = "written", "调解协议书"
    ORAL = "oral", "口头协议"


class Ending(Term):
    """Why a mediation ended without an agreement (tiaojie2010 Art. 17, 23, 26)."""

    REFUSED = "refused", "一方明确拒绝调解"
    ASKED = "asked", "当事人要求终止"
    FAILED = "failed", "调解不成"
    ELSEWHERE = "elsewhere", "已经起诉、仲裁或者报案"


class Court(Term):
    """How far a judicial confirmation (司法确认) got (tiaojie2010 Art. 33)."""

    ASKED = "asked", "已共同申请"
    VALID = "valid", "确认有效"
    INVALID = "invalid", "确认无效"
    REFUSED = "refused", "不予受理或者驳回"


class Manner(Term):
    """How a follow-up visit (回访) was made."""

    AT_HOME = "at_home", "上门"
    CALL = "call", "电话"


class Side(Term):
    """On which side somebody stands."""

    FIRST = "a", "甲方"
    SECOND = "b", "乙方"
    THIRD = "c", "丙方"
