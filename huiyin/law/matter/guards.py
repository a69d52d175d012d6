"""The conditions an article adds to a row of the table, from registration to handling.

Each looks at a Situation and returns a Refusal or nothing. Those on answers, review and the end are in answers.py and
endings.py; the yes-or-no questions that choose between rows are in situation.py.
"""

from __future__ import annotations

from datetime import date

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.deadlines import last_day
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter import situation as q
from huiyin.law.matter.answers import allowed_outcomes
from huiyin.law.matter.claims import fingerprint
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Channel, ClaimKind, ClockKind, NonAcceptance, Role
from huiyin.law.words import P

__all__ = ["Situation", "allowed_outcomes", "fingerprint"]


# Registration and sorting -------------------------------------------------------------------------------------------


def representatives_within_limit(s: Situation) -> Refusal | None:
    """Only who comes in person sends representatives (Art. 20 ¶3); anybody may sign a letter."""
    sent = int(s.value("representatives") or 0)
    rule = s.facts.book.representatives
    limit = rule.limit(s.facts.petitioners)
    if s.facts.channel is not Channel.VISIT or sent <= limit:
        return None
    people = s.facts.petitioners
    return s.no(
        P("{people}人共同走访，代表最多{limit}人，现在填了{sent}人。", people=people, limit=limit, sent=sent),
        P("请大家推选代表，其余的人照样登记为共同信访人。"),
        rule.citation,
    )


def holder_not_accused(s: Situation) -> Refusal | None:
    if s.holder not in s.world.barred(s.facts):
        return None
    return s.no(
        P("举报的对象就是这个机关或它的上级，不能由它接收。"),
        P("请改由上一级机关或纪检监察机关接收。"),
        cite("xf2022", 30, 3),
    )


def owner_fit(s: Situation) -> Refusal | None:
    owner = s.facts.owner
    if owner not in s.world.unfit(s.facts) and s.world.serves(owner, s.holder):
        return None
    return s.no(P("经办人要是本机关的工作人员，不能是被反映的人。"), P("请换一位经办人。"), cite("xf2022", 28, 3))


def claims_named_exist(s: Situation) -> Refusal | None:
    known = {str(claim.id) for claim in s.facts.claims}
    for name in ("claims", "classes", "routes", "outcomes"):
        value = s.value(name)
        if value is not None and not {str(key) for key in value} <= known:
            return s.no(P("有一项诉求的编号不存在。"), P("请刷新页面，按现有诉求填写。"))
    return None


def accused_known(s: Situation) -> Refusal | None:
    organ = s.value("accused_organ")
    return None if organ is None else _unknown(s, organ)


def nothing_promised_is_left(s: Situation) -> Refusal | None:
    if not s.facts.execution_outstanding:
        return None
    return s.no(P("答应的事还没有落实，不能就此了结。"), P("请先落实并记录。"), cite("xf2022", 32, 2))


def not_a_report(s: Situation) -> Refusal | None:
    """Whoever joins a matter reads what it asks for; a report is read by nobody it was not made to (Art. 30 ¶3)."""
    if not s.facts.report:
        return None
    return s.no(P("检举控告要保密，不能请人加入。"), P("请大家各自提出，写上同一件事。"), cite("xf2022", 30, 3))


def has_joined(s: Situation) -> Refusal | None:
    """Who leaves must have joined; whoever brought the matter withdraws it instead."""
    if s.given is None or s.value("joined"):
        return None
    return s.no(P("您没有加入这件事，或者已经退出了。"), P("这件事是您提出的，请用“撤回”。"))


def nobody_else_joined(s: Situation) -> Refusal | None:
    """One of several does not withdraw for all; with everybody's word the counter may."""
    others = int(s.value("others") or 0)
    if not others or Role.PETITIONER not in s.by.roles:
        return None
    return s.no(
        P("还有{n}个人和您一起提出，您不能替他们撤回。", n=others), P("请大家各自退出以后再撤回，或者一起到窗口说明。")
    )


def earlier_matter_ended(s: Situation) -> Refusal | None:
    if s.given is None or s.value("earlier_closure") in s.facts.book.ends:
        return None
    return s.no(P("原事项没有终结，不能不再受理。"), P("请按重复信访并入原事项，或者照常办理。"))


def earlier_in_progress(s: Situation) -> Refusal | None:
    """Only an organ above the one that is dealing with the same matter refuses it for that reason (Art. 19 ¶3)."""
    if s.given is None or s.value("ground") != NonAcceptance.IN_PROGRESS:
        return None
    where = s.value("earlier_holder")
    if where is None:
        return s.no(
            P("没有找到正在办理的同一事项。"), P("请填写它的编号；已经办结的，请照常办理。"), cite("xf2022", 19, 3)
        )
    if s.holder in s.world.chart.overseers(s.world.standing(where)):
        return None
    return s.no(
        P("只有受理、办理机关的上级机关，才能以“正在办理”为由不予受理。"),
        P("同一事项请用“并案”。"),
        cite("xf2022", 19, 3),
    )


def something_remains(s: Situation) -> Refusal | None:
    if len(s.facts.claims) > 1 and (s.given is None or any(claim.open for claim in s.claims_after)):
        return None
    return s.no(P("分出去以后，这件事里要还有没办完的诉求。"), P("要换办理机关，请用转送。"))


# Transfer and remit -------------------------------------------------------------------------------------------------


def reports_go_alone(s: Situation) -> Refusal | None:
    if not s.facts.report or q.report_alone(s):
        return None
    return s.no(
        P("检举控告和其他诉求写在一起，一起转出会让被举报方知道。"),
        P("请先逐项分类，再分案，把检举控告单独转送。"),
        cite("xf2022", 30, 3),
    )


def within_own_system(s: Situation) -> Refusal | None:
    """What was passed on may only be passed further down (Art. 23 ¶1); discipline organs have rules of their own."""
    to = s.value("to_organ")
    if to is None or q.sorts_freely(s) or q.at_discipline_organ(s) or q.in_own_system(s, to):
        return None
    if q.first_here(s):
        return s.no(
            P("信访部门以外的机关只能转给本系统的下级。"),
            P("不归本机关、本系统管，请用“不予受理并告知”，告诉信访人向哪里提出。"),
            cite("xf2022", 23, 1),
        )
    return s.no(
        P("转来的事项只能再转给本系统的下级。"),
        P("不归本机关管，请在5个工作日内提出异议，由转送机关决定。"),
        cite("xf2022", 23, 1),
    )


def suits_go_to_the_courts(s: Situation) -> Refusal | None:
    """Litigation alone goes from the petition office to the political-legal organs of its level (Art. 22 ¶2)."""
    to = s.value("to_organ")
    organ, here = (None if to is None else s.organ(to)), s.organ(s.holder)
    if organ is None or here is None or not q.at_office(s) or not q.litigation_alone(s):
        return None
    if organ.kind is OrganKind.POLITICAL_LEGAL and organ.level is here.level:
        return None
    return s.no(P("涉法涉诉的信访事项应当转送同级政法部门。"), P("请选同级政法部门。"), cite("xf2022", 22, 2))


def receiver_has_not_acted(s: Situation) -> Refusal | None:
    """A wrong transfer is put right until the receiver has acted; then it is for the receiver to object."""
    if s.facts.untouched:
        return None
    return s.no(P("对方已经着手处理，不能更正转送。"), P("对方认为不归它管的，可以提出异议。"), cite("xf2022", 23, 3))


def to_another_organ(s: Situation) -> Refusal | None:
    to = s.value("to_organ")
    if to is None:
        return None
    if s.world.standing(to) == s.holder:
        return s.no(P("不能转给自己。"), P("由本机关办理，请用“接收并告知”。"))
    return _unknown(s, to)


def _unknown(s: Situation, organ: int) -> Refusal | None:
    if s.world.known(organ):
        return None
    return s.no(P("没有这个机关，或者它已经撤销。"), P("请从机关名录里选。"), cite("xf2022", 24, 2))


def to_an_organ_that_decides(s: Situation) -> Refusal | None:
    """A superior or the conference names who accepts; an office that only passes on cannot be it."""
    to = s.value("to_organ")
    if to is None:
        return None
    organ = s.organ(to)
    if organ is not None and organ.kind in q.OFFICES:
        return s.no(P("要确定有权处理的机关，信访部门和联席会议办公室不能受理。"), P("请另选一个机关。"))
    return _unknown(s, to)


def date_ahead(s: Situation) -> Refusal | None:
    until = s.value("until")
    if until is None or date.fromisoformat(until) > s.on:
        return None
    return s.no(P("最迟日期要在今天以后。"))


def date_not_past(s: Situation) -> Refusal | None:
    until = s.value("until")
    if until is None or date.fromisoformat(until) >= s.on:
        return None
    return s.no(P("履行期限不能早于今天。"))


def within_the_assignment(s: Situation) -> Refusal | None:
    """Whoever assigns further keeps inside the day that was set for it."""
    clock, until = s.facts.running(ClockKind.ASSIGNMENT), s.value("until")
    if clock is None or clock.fixed is None or until is None or date.fromisoformat(until) <= clock.fixed:
        return None
    return s.no(P("不能晚于上级交办的期限{last}。", last=clock.fixed))


def classified(s: Situation) -> Refusal | None:
    if s.facts.classed or Role.SYSTEM in s.by.roles:
        return None
    return s.no(P("还有诉求没有分类定性，不知道走哪个程序。"), P("请先“分类定性”，逐项确定类别。"), cite("xf2022", 31))


def reception_gives_its_own(s: Situation) -> Refusal | None:
    """A receptionist passes on what came in at the own counter, and takes nothing from a colleague."""
    if s.by.roles & {Role.DISPATCHER, Role.HEAD} or s.by.person == s.facts.owner:
        return None
    return s.no(P("接待员只能移交自己经手的事项。"), P("请本机关的负责人或办信人员指定。"))


def department_may_know(s: Situation) -> Refusal | None:
    """Nothing urgent is reported to whom a report is about (Art. 30 ¶3)."""
    to = s.value("department")
    if to is None or s.world.standing(to) not in s.world.barred(s.facts):
        return None
    return s.no(P("这个机关是被举报的单位或它的下级，不能通报。"), None, cite("xf2022", 30, 3))


def not_to_the_accused(s: Situation) -> Refusal | None:
    to = s.value("to_organ")
    if to is not None and s.facts.unsure:
        return s.no(P("还没有认定反映的是谁，不能请别的机关参与。"), None, cite("xf2022", 30, 3))
    if to is None or s.world.standing(to) not in s.world.barred(s.facts):
        return None
    return s.no(P("这个机关是被举报的单位或它的下级，不能参与。"), None, cite("xf2022", 30, 3))


def not_invited_yet(s: Situation) -> Refusal | None:
    to = s.value("to_organ")
    if to is None or s.world.standing(to) not in standing_co_handlers(s):
        return None
    return s.no(P("已经邀请过这个机关。"))


def standing_co_handlers(s: Situation) -> frozenset[int]:
    return frozenset(s.world.standing(organ) for organ in s.facts.co_handlers)


def own_recusal_or_heads(s: Situation) -> Refusal | None:
    who = s.value("who")
    if who is None or who == s.by.person or Role.HEAD in s.by.roles:
        return None
    return s.no(P("别人的回避由负责人决定。"), P("请报告本机关负责人。"))


def successor_named(s: Situation) -> Refusal | None:
    """Whoever owns the matter cannot leave it without a named successor (首问负责)."""
    if s.given is None:
        return None
    who, heir = s.given.get("who", s.by.person), s.given.get("to_person")
    if heir == who or (heir is None and who == s.facts.owner):
        return s.no(P("回避的是经办人，请指定接替的人。"))
    return None


def remit_not_settled(s: Situation) -> Refusal | None:
    if not s.facts.remit_settled:
        return None
    return s.no(P("受理机关已经由上级或联席会议确定，不能再提异议。"), P("请接收办理。"), cite("xf2022", 24, 1))


def objection_in_time(s: Situation) -> Refusal | None:
    clock = s.facts.running(ClockKind.OBJECT)
    if clock is None:
        return None
    last = last_day(clock, s.world.calendar)
    if s.on <= last:
        return None
    return s.no(
        P("提出异议的期限到{last}为止，已经过了。", last=last),
        P("请接收办理；确有争议，请与转送机关协商。"),
        s.facts.book.periods[ClockKind.OBJECT].citation,
    )


# Handling -----------------------------------------------------------------------------------------------------------


def no_hearing_open(s: Situation) -> Refusal | None:
    if s.facts.hearing_since is None:
        return None
    return s.no(P("听证还没有结束。"), P("请先记录听证结论。"))


def hearing_open(s: Situation) -> Refusal | None:
    if s.facts.hearing_since is not None:
        return None
    return s.no(P("现在没有正在进行的听证。"))


def simplified_offered(s: Situation) -> Refusal | None:
    if s.facts.book.options.simplified:
        return None
    return s.no(P("本规则书没有启用简易办理。"), P("请按普通程序办理。"))


def first_time_and_small(s: Situation) -> Refusal | None:
    facts = s.facts
    if facts.repeat or facts.petitioners >= 5 or facts.round > 1 or facts.simple or facts.extended or facts.report:
        return s.no(P("简易办理只用于初次、简单、人数少的事项。"))
    return None


def extension_possible(s: Situation) -> Refusal | None:
    clock = s.facts.running(ClockKind.HANDLE)
    period = s.facts.book.periods[ClockKind.HANDLE]
    article = period.extension_citation or period.citation
    if clock is None:
        return s.no(P("没有正在计算的办理期限，不需要延期。"), None, article)
    if s.facts.extended:
        return s.no(P("已经延期过一次，不能再延。"), P("请在期限内办结。"), article)
    if s.on > last_day(clock, s.world.calendar):
        return s.no(P("办理期限已经过了，不能补办延期。"), P("请尽快办结，并向信访人说明。"), article)
    days = s.value("days")
    if days is not None and days > period.longest_extension:
        return s.no(P("延期最多{n}日。", n=period.longest_extension), None, article)
    return None


def can_be_mediated(s: Situation) -> Refusal | None:
    """Mediation is for disputes (Art. 33); a suggestion left beside it would never be answered."""
    waiting = [claim for claim in s.facts.claims if claim.open]
    if waiting and all(claim.kind is ClaimKind.GRIEVANCE for claim in waiting) and not s.facts.report:
        return None
    return s.no(P("只有申诉求决类事项可以调解。"), P("有别类的诉求，请先分案。"))


def all_consent(s: Situation) -> Refusal | None:
    if s.given is None or s.value("consent"):
        return None
    return s.no(P("调解要各方自愿同意。"), P("有一方不同意，请照常办理。"))


def asked_by_the_petitioner(s: Situation) -> Refusal | None:
    """Staff take a matter back only for the petitioner, who must have said so in a way that can be shown."""
    if s.given is None or not s.by.staff or s.value("proof"):
        return None
    return s.no(P("代信访人撤回，要有本人同意的凭证。"), P("请写明凭证：签名的申请，或者哪天哪个电话说的。"))


def agreement_unkept(s: Situation) -> Refusal | None:
    if not s.facts.content:
        return None
    return s.no(P("信访人已经确认协议履行完毕。"))


def said_by_a_party(s: Situation) -> Refusal | None:
    """Whether an agreement was kept is for its parties to say, not for the organ (Art. 33)."""
    if s.given is None or not s.by.staff or (s.value("party") and s.value("proof")):
        return None
    return s.no(P("协议没有履行，要由当事一方提出。"), P("请写明是哪一方、哪天怎样说的，附上凭证。"))


def no_opinion_needed(s: Situation) -> Refusal | None:
    if not s.facts.needs_opinion:
        return None
    return s.no(
        P("适用信访程序的诉求要调查核实，出具信访处理意见书，不能直接答复。"),
        P("请接收办理，逐项拟定意见。"),
        cite("xf2022", 31, None, 6),
    )
