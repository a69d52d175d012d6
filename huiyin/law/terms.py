"""The vocabulary of petition work: every term the law uses, with its official Chinese name.

The value is what is stored; ``label`` is what a person reads. docs/glossary.md lists them all.
"""

from __future__ import annotations

from enum import StrEnum, nonmember
from typing import Any, Self, TypeAlias


class Term(StrEnum):
    """A stored word with the official Chinese term as its ``label``."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term

    #: A template that is given a vocabulary goes through its words; it would call the class else, and find nothing.
    do_not_call_in_templates = nonmember(True)

    # That of an Enum is worked out in Python, and not that of the word it equals.
    __hash__ = str.__hash__


#: A term of the vocabulary of one kind of record (its acts, stages, clocks); which one, only its procedure knows.
OfKind: TypeAlias = Any


class Stage(Term):
    """Where a matter (信访事项) stands. ``NEW`` is before registration, ``ARCHIVED`` is the end."""

    NEW = "new", "未登记"
    REGISTERED = "registered", "已登记"
    TRANSFERRED = "transferred", "已转出，待接收"
    OBJECTED = "objected", "异议待审核"
    DISPUTED = "disputed", "受理争议"
    CONFERENCE = "conference", "联席会议协调"
    HANDLING = "handling", "办理中"
    AGREED = "agreed", "已达成协议"
    PROPOSED = "proposed", "意见待签发"
    DECIDED = "decided", "意见待送达"
    SERVED = "served", "意见已送达"
    REVIEW_SOUGHT = "review_sought", "已申请复查"
    REVIEWING = "reviewing", "复查中"
    REVIEW_DECIDED = "review_decided", "复查意见待送达"
    REVIEW_SERVED = "review_served", "复查意见已送达"
    REREVIEW_SOUGHT = "rereview_sought", "已申请复核"
    REREVIEWING = "rereviewing", "复核中"
    REREVIEW_DECIDED = "rereview_decided", "复核意见待送达"
    REREVIEW_SERVED = "rereview_served", "复核意见已送达"
    CLOSED = "closed", "已办结"
    ARCHIVED = "archived", "已归档"


class Act(Term):
    """What somebody does to a matter. The table in matter/table.py says who may, from where, and why."""

    LODGE = "lodge", "登记"
    CLASSIFY = "classify", "分类定性"
    REPORT_URGENT = "report_urgent", "报告重大紧急"
    NOTE_REPLY = "note_reply", "登记批示反馈"
    ASK_DECISION = "ask_decision", "报请本级党委政府决定"
    INFORM_PERSONNEL = "inform_personnel", "通报组织人事部门"
    ANSWER_ON_SPOT = "answer_on_spot", "当场答复"
    DIRECT_ELSEWHERE = "direct_elsewhere", "不予受理并告知"
    NO_FURTHER = "no_further", "不再受理"
    GUIDE = "guide", "引导法定途径"
    SHOW_DOOR = "show_door", "引导告知"
    TRANSFER = "transfer", "转送"
    ASSIGN = "assign", "交办"
    ACCEPT = "accept", "接收并告知"
    OBJECT = "object", "提出异议"
    AGREE_OBJECTION = "agree_objection", "同意异议"
    REJECT_OBJECTION = "reject_objection", "不同意异议"
    CONSULT = "consult", "协商受理"
    DETERMINE = "determine", "指定受理机关"
    COORDINATE = "coordinate", "联席会议确定"
    NAME_HANDLER = "name_handler", "指定承办人"
    RECUSE = "recuse", "回避"
    ASK_RECUSAL = "ask_recusal", "申请回避"
    URGE = "urge", "催办"
    ANSWER_URGE = "answer_urge", "答复催办"
    DECIDE_RECUSAL = "decide_recusal", "决定回避申请"
    CONTACT = "contact", "联系信访人"
    REQUEST_MATERIAL = "request_material", "要求补充材料"
    SUPPLEMENT = "supplement", "补充情况"
    JOIN = "join", "共同提出"
    LEAVE = "leave", "退出共同提出"
    LISTEN = "listen", "听取陈述"
    INVESTIGATE = "investigate", "调查核实"
    INVITE = "invite", "邀请协办"
    CO_REPORT = "co_report", "协办反馈"
    OPEN_HEARING = "open_hearing", "举行听证"
    CLOSE_HEARING = "close_hearing", "听证结束"
    SIMPLIFY = "simplify", "简易办理"
    ASK_EXTENSION = "ask_extension", "申请延期"
    EXTEND = "extend", "批准延期"
    MEDIATE = "mediate", "达成调解协议"
    RECONCILE = "reconcile", "达成和解协议"
    BREAK_AGREEMENT = "break_agreement", "协议未履行"
    PROPOSE = "propose", "拟定处理意见"
    SEND_BACK = "send_back", "退回修改"
    SIGN = "sign", "签发处理意见"
    REPLY = "reply", "直接答复"
    SERVE = "serve", "送达"
    REPORT_CONCLUSION = "report_conclusion", "提交办结报告"
    REWARD = "reward", "奖励建议人"
    COLLECT_IDEA = "collect_idea", "列入人民建议征集"
    OFFER_RELIEF = "offer_relief", "告知或协助申请救助"
    FOLLOW_RELIEF = "follow_relief", "记录救助结果"
    EXECUTE = "execute", "记录落实情况"
    CONFIRM_EXECUTION = "confirm_execution", "确认已经落实"
    DENY_EXECUTION = "deny_execution", "反映没有落实"
    CHANGE_PROMISE = "change_promise", "变更落实安排"
    NOTE_PROMISE = "note_promise", "答应的事有进展"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回"
    TAKE_BACK = "take_back", "更正转送"
    SPLIT = "split", "分案"
    MERGE = "merge", "并案"
    ABSORB = "absorb", "并入另案"
    SEEK_REVIEW = "seek_review", "申请复查"
    SEEK_REREVIEW = "seek_rereview", "申请复核"
    ADMIT_REVIEW = "admit_review", "接收复查复核申请"
    DECLINE_REVIEW = "decline_review", "不予受理复查复核申请"
    PROPOSE_REVIEW = "propose_review", "拟定复查复核意见"
    DECIDE_REVIEW = "decide_review", "签发复查复核意见"
    PUBLISH = "publish", "公示复核意见"
    CONCLUDE_CHECK = "conclude_check", "核查终结"
    CLOSE = "close", "办结"
    REOPEN = "reopen", "重新启动"
    NAME_ROOT = "name_root", "分析症结"
    ARCHIVE = "archive", "归档"
    NOTE_VISIT = "note_visit", "领导接访、阅信"
    NOTE_CONFERENCE = "note_conference", "联席会议研究"
    NOTE_CHARGE = "note_charge", "领导包案"
    NOTE_CONDITION = "note_condition", "暂不具备条件"
    SUPERVISE = "supervise", "督办"
    ANSWER_SUPERVISION = "answer_supervision", "督办反馈"
    UNMASK = "unmask", "查看身份信息"
    LAPSE = "lapse", "申请期限届满"
    NOTE_OVERDUE = "note_overdue", "记录逾期"


class Role(Term):
    """In what capacity somebody acts."""

    PETITIONER = "petitioner", "信访人"
    RECEPTION = "reception", "接待员"
    DISPATCHER = "dispatcher", "分流员"
    HANDLER = "handler", "承办人"
    HEAD = "head", "负责人"
    SUPERVISOR = "supervisor", "督查专员"
    REVIEWER = "reviewer", "复查复核员"
    CONVENER = "convener", "联席会议召集人"
    ANALYST = "analyst", "信息分析员"
    ADMIN = "admin", "系统管理员"
    AUDITOR = "auditor", "审计员"
    PANELIST = "panelist", "听证员"
    SYSTEM = "system", "系统"


#: Who acts without a desk and a post: nobody is appointed to these, nobody signs in as one of them.
OUTSIDE = frozenset({Role.PETITIONER, Role.PANELIST, Role.SYSTEM})


class Seat(Term):
    """Which organ, seen from the matter, the act belongs to."""

    HOLDER = "holder", "当前持有机关"
    RESPONSIBLE = "responsible", "责任单位"
    CO_HANDLER = "co_handler", "协办单位"
    OVERSEER = "overseer", "首办机关或上级"
    DESK = "desk", "信访人本人，或代为登记的机关"
    SENDER = "sender", "转送、交办的机关"
    PETITIONER = "petitioner", "信访人本人"
    PANEL = "panel", "本次听证的听证员"
    RAISER = "raiser", "提出的机关"
    INVOLVED = "involved", "经手机关"
    LINKED = "linked", "由别的记录自动记入"
    RECORDED = "recorded", "由别的记录记入，不论是谁"
    SYSTEM = "system", "系统"


class Channel(Term):
    """The five forms of Art. 17, the web split into its two main roads."""

    WEB = "web", "网上信访"
    EMAIL = "email", "电子邮件"
    LETTER = "letter", "来信"
    PHONE = "phone", "电话"
    TELEGRAM = "telegram", "电报传真"
    VISIT = "visit", "走访"


class ClaimKind(Term):
    """The three classes of a claim (诉求)."""

    SUGGESTION = "suggestion", "建议意见"
    ACCUSATION = "accusation", "检举控告"
    GRIEVANCE = "grievance", "申诉求决"


class Ground(Term):
    """The six grounds of Art. 31 for a grievance."""

    LITIGATION = "1", "（一）诉讼等政法程序"
    ARBITRATION = "2", "（二）仲裁"
    PARTY_APPEAL = "3", "（三）党员申诉"
    ADMINISTRATIVE = "4", "（四）行政复议等行政程序"
    DUTY = "5", "（五）履行法定职责"
    PETITION = "6", "（六）信访程序"


class Outcome(Term):
    """What an organ says to a claim: Art. 32 for grievances, Art. 29 for suggestions, Art. 30–31 for the rest."""

    SUPPORTED = "supported", "支持"
    EXPLAINED = "explained", "解释说明"
    NOT_SUPPORTED = "not_supported", "不予支持"
    ADOPTED = "adopted", "采纳"
    PARTLY_ADOPTED = "partly_adopted", "部分采纳"
    NOTED = "noted", "留作参考"
    PERFORMED = "performed", "已依法履行职责"
    ANSWERED = "answered", "已依法答复"
    HANDLED = "handled", "已依规依纪依法处理"


class Lacking(Term):
    """Why a claim is not supported: one of the two grounds of xf2022 Art. 32 (3)."""

    FACTS = "facts", "缺乏事实根据"
    LAW = "law", "不符合法律、法规、规章或者其他有关规定"


class Execution(Term):
    """Answered, carried out and confirmed are three different things."""

    NONE = "none", "无须落实"
    DUE = "due", "待落实"
    DONE = "done", "单位称已落实"
    CONFIRMED = "confirmed", "信访人确认已落实"
    DENIED = "denied", "信访人反映没有落实"


class Progress(Term):
    """How far something that was promised beside the claims has come."""

    PROMISED = "promised", "答应了"
    REPORTED = "reported", "说已落实"
    CONFIRMED = "confirmed", "确认已落实"
    DENIED = "denied", "反映没有落实"
    CHANGED = "changed", "变更了安排"
    RELEASED = "released", "不再适用"


class Ruling(Term):
    """What a review (复查) or re-review (复核) decides."""

    UPHOLD = "uphold", "维持"
    CHANGE = "change", "变更"
    REDO = "redo", "撤销，责令重新办理"


class Closure(Term):
    """Why a matter is closed."""

    ON_SPOT = "on_spot", "当场答复"
    DIRECTED = "directed", "告知向有权机关提出"
    GUIDED = "guided", "导入法定途径"
    ANSWERED = "answered", "已答复"
    ACCEPTED = "accepted", "信访人认可"
    LAPSED = "lapsed", "期限内未申请复查复核"
    AGREEMENT = "agreement", "协议履行完毕"
    FINAL = "final", "复核终结"
    NO_FURTHER = "no_further", "不再受理"
    CHECKED = "checked", "核查终结"
    WITHDRAWN = "withdrawn", "信访人撤回"
    MERGED = "merged", "并入另案"


class ClockKind(Term):
    """The clocks C1–C16. The number is the product's, the article the law's; C14 and C15 not every book has, and the
    length of C16 is an office's own."""

    SORT = "C1", "登记分流"
    NOTIFY_DIRECT = "C2", "书面告知（直接收到）"
    NOTIFY = "C3", "书面告知（收到转送交办）"
    OBJECT = "C4", "提出异议"
    HANDLE = "C5", "办结"
    EXTENSION = "C6", "延期"
    SEEK_REVIEW = "C7", "申请复查"
    REVIEW = "C8", "复查"
    SEEK_REREVIEW = "C9", "申请复核"
    REREVIEW = "C10", "复核"
    NO_FURTHER = "C11", "不再受理"
    ASSIGNMENT = "C12", "交办时限"
    FEEDBACK = "C13", "督办反馈"
    ADMIT_REVIEW = "C14", "决定是否受理复查"
    ADMIT_REREVIEW = "C15", "决定是否受理复核"
    REMINDER = "C16", "答复催办"


class Unit(Term):
    """How days are counted."""

    DAYS = "days", "日"
    WORKDAYS = "workdays", "个工作日"


class Aim(Term):
    """What somebody wants with a petition (信访目的), as registers ask it: for statistics, no class of the law."""

    SUGGEST = "suggest", "意见建议"
    APPEAL = "appeal", "申诉"
    SEEK = "seek", "求决"
    EXPOSE = "expose", "揭发控告"
    ASK = "ask", "咨询"
    OTHER = "other", "其他"


class Relief(Term):
    """Help to a petitioner in real need (Art. 37 ¶2)."""

    SOCIAL = "social", "社会救助"
    JUDICIAL = "judicial", "司法救助"


class RecusalRuling(Term):
    """What is decided on a petitioner's request that somebody withdraw (Art. 28 ¶3)."""

    GRANTED = "granted", "同意回避"
    REFUSED = "refused", "不同意回避"


class Rating(Term):
    """What the person says of the petition office and of the responsible unit, of result and service separately."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Wish(Term):
    """What a petitioner asks for with what they add: procedures the law offers, or to be understood rightly."""

    HEARING = "hearing", "希望举行听证"
    MEDIATION = "mediation", "愿意调解"
    CORRECTION = "correction", "更正我们的理解"


class SupervisionGround(Term):
    """When the petition office must supervise (督办): xf2022 Art. 40 ¶1."""

    RULES_BROKEN = "rules_broken", "违反规定受理、办理"
    SHIRKING = "shirking", "推诿、敷衍、拖延"
    FALSEHOOD = "falsehood", "弄虚作假"
    NOT_EXECUTED = "not_executed", "拒不执行处理意见"


class NonAcceptance(Term):
    """Why a matter is not accepted here (不予受理)."""

    IN_PROGRESS = "in_progress", "同一事项正在办理"
    NOT_OURS = "not_ours", "不属于本机关、本系统职权"


class Side(Term):
    """What the law distinguishes among organs: Art. 22 speaks of the first, Art. 23 of all others."""

    OFFICE = "office", "信访部门"
    JUDICIAL = "judicial", "政法部门"
    DISCIPLINE = "discipline", "纪检监察机关"
    UNIT = "unit", "其他机关、单位"


class Way(Term):
    """How the matter came to the organ: from the petitioner (Art. 23 ¶1–2), or passed on (Art. 23 ¶3)."""

    DIRECT = "direct", "直接收到"
    PASSED = "passed", "转送交办来"


class Class(Term):
    """The classes of Arts. 29–31, and what nobody has classed yet."""

    UNCLASSED = "unclassed", "未分类"
    SUGGESTION = "suggestion", "建议意见"
    ACCUSATION = "accusation", "检举控告"
    LITIGATION = "1", "（一）诉讼等政法程序"
    ARBITRATION = "2", "（二）仲裁"
    PARTY_APPEAL = "3", "（三）党员申诉"
    ADMINISTRATIVE = "4", "（四）行政程序"
    DUTY = "5", "（五）履行职责"
    PETITION = "6", "（六）信访程序"
