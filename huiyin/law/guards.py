"""The conditions an article adds to a row of the table. Each looks at a Situation and returns a Refusal or nothing.

Conditions that choose between rows, or open a clock, are plain yes-or-no questions at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.law.articles import Citation, cite
from huiyin.law.deadlines import due
from huiyin.law.facts import Actor, ClaimFacts, Facts, Particulars, World
from huiyin.law.routing import OrganKind
from huiyin.law.terms import (
    Act,
    ClaimKind,
    ClockKind,
    Closure,
    Execution,
    Ground,
    Outcome,
    Role,
    Ruling,
    Stage,
)
from huiyin.law.verdict import Refusal
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a condition may look at. ``given`` is ``None`` while only the button is drawn."""

    act: Act
    facts: Facts
    by: Actor
    on: date
    world: World
    article: Citation
    given: Particulars | None = None

    def no(self, reason: Phrase, instead: Phrase | None = None, citation: Citation | None = None) -> Refusal:
        return Refusal(self.act, reason, citation or self.article, instead)

    def value(self, name: str) -> Any:
        return None if self.given is None else self.given.get(name)


Guard = Callable[[Situation], Refusal | None]


# Questions ---------------------------------------------------------------------------------------------------------


def always(s: Situation) -> bool:
    return True


def _holder_kind(s: Situation) -> OrganKind:
    return s.world.chart.organ(s.facts.holder).kind


def at_petition_office(s: Situation) -> bool:
    return _holder_kind(s) is OrganKind.PETITION_OFFICE


def at_other_organ(s: Situation) -> bool:
    return not at_petition_office(s)


def opinion_due(s: Situation) -> bool:
    return s.facts.needs_opinion


def opinion_becomes_due(s: Situation) -> bool:
    """A claim is classed as Art. 31 (6) after the matter was accepted, and no clock runs for it yet."""
    if s.facts.stage is not Stage.HANDLING or s.facts.running(ClockKind.HANDLE):
        return False
    rows = (s.value("classes") or {}).values()
    return any(row.get("ground") == Ground.PETITION for row in rows)


def remit_open(s: Situation) -> bool:
    return not s.facts.remit_settled


def first_objection(s: Situation) -> bool:
    return s.facts.objections == 0


def arbiter(s: Situation) -> int | None:
    """The common superior of sender and receiver; either of them may be it itself only if it is the sender."""
    if s.facts.sender is None:
        return None
    found = s.world.chart.common_superior(s.facts.sender, s.facts.holder)
    return None if found in (None, s.facts.holder) or found in s.world.barred(s.facts) else found


def common_superior_exists(s: Situation) -> bool:
    return arbiter(s) is not None


def every_open_claim_guided(s: Situation) -> bool:
    routes = s.value("routes") or {}
    return all(str(claim.id) in routes or not claim.open for claim in s.facts.claims)


def ruled_redo(s: Situation) -> bool:
    return s.facts.ruling is Ruling.REDO


def was_accepted(s: Situation) -> bool:
    return s.facts.responsible is not None and s.facts.handler is not None


# Registration and sorting -------------------------------------------------------------------------------------------


def representatives_within_limit(s: Situation) -> Refusal | None:
    sent = s.value("representatives") or 0
    rule = s.facts.book.representatives
    limit = rule.limit(s.facts.petitioners)
    if sent <= limit:
        return None
    people = s.facts.petitioners
    return s.no(
        P("{people}人共同走访，代表最多{limit}人，现在填了{sent}人。", people=people, limit=limit, sent=sent),
        P("请大家推选代表，其余的人照样登记为共同信访人。"),
        rule.citation,
    )  # fmt: skip


def holder_not_accused(s: Situation) -> Refusal | None:
    if s.facts.holder not in s.world.barred(s.facts):
        return None
    return s.no(
        P("举报的对象就是这个机关或它的上级，不能由它接收。"),
        P("请改由上一级机关或纪检监察机关接收。"),
        cite("xf2022", 30, 3),
    )


def claims_named_exist(s: Situation) -> Refusal | None:
    known = {str(claim.id) for claim in s.facts.claims}
    for name in ("claims", "classes", "routes"):
        value = s.value(name)
        if value is not None and not {str(key) for key in value} <= known:
            return s.no(P("有一项诉求的编号不存在。"), P("请刷新页面，按现有诉求填写。"))
    return None


def no_accusation(s: Situation) -> Refusal | None:
    if not s.facts.report:
        return None
    return s.no(P("检举控告不能这样答复。"), P("请转送有管理权限的纪检监察机关。"), cite("xf2022", 22, 2))


def earlier_matter_ended(s: Situation) -> Refusal | None:
    if s.given is None:
        return None
    if s.value("earlier_closure") in s.facts.book.ends:
        return None
    return s.no(
        P("原事项没有终结，不能不再受理。"),
        P("请按重复信访并入原事项，或者照常办理。"),
    )


def something_remains(s: Situation) -> Refusal | None:
    named = s.value("claims")
    if len(s.facts.claims) > 1 and (named is None or len(named) < len(s.facts.claims)):
        return None
    return s.no(P("只有一项诉求，或选了全部诉求，不能分案。"), P("要换办理机关，请用转送。"))


# Transfer and remit -------------------------------------------------------------------------------------------------


def reports_go_alone(s: Situation) -> Refusal | None:
    if not s.facts.report or all(claim.accusation for claim in s.facts.claims):
        return None
    return s.no(
        P("检举控告和其他诉求写在一起，一起转出会让被举报方知道。"),
        P("请先分案，把检举控告单独转送。"),
        cite("xf2022", 30, 3),
    )


def downward_once_transferred(s: Situation) -> Refusal | None:
    to = s.value("to_organ")
    if s.facts.stage is not Stage.TRANSFERRED or to is None:
        return None
    if s.world.chart.is_below(to, s.facts.holder):
        return None
    return s.no(
        P("转来的事项只能再转给本系统的下级。"),
        P("不归本机关管，请在5个工作日内提出异议，由转送机关决定。"),
        cite("xf2022", 23, 1),
    )


def to_another_organ(s: Situation) -> Refusal | None:
    if s.value("to_organ") != s.facts.holder:
        return None
    return s.no(P("不能转给自己。"), P("由本机关办理，请用“接收并告知”。"))


def date_ahead(s: Situation) -> Refusal | None:
    until = s.value("until")
    if until is None or date.fromisoformat(until) > s.on:
        return None
    return s.no(P("最迟日期要在今天以后。"))


def classified(s: Situation) -> Refusal | None:
    if s.facts.classed:
        return None
    return s.no(P("还有诉求没有分类定性，不知道走哪个程序。"), P("请先“分类定性”，逐项确定类别。"), cite("xf2022", 31))


def competent_to_handle(s: Situation) -> Refusal | None:
    if at_other_organ(s):
        return None
    return s.no(
        P("信访部门负责转送、交办、督办，不代替有权处理的机关作决定。"),
        P("请转送或交办有权处理的机关。"),
        cite("xf2022", 22, 1),
    )


def serves_at_holder(s: Situation) -> Refusal | None:
    person = s.value("to_person")
    if person is None or s.world.organ_of(person) == s.facts.holder:
        if person is not None and person in s.facts.recused:
            return s.no(P("这个人已经回避，不能经办。"), None, cite("xf2022", 28, 3))
        return None
    return s.no(P("承办人要是本机关的工作人员。"))


def conference(s: Situation) -> int | None:
    """The joint conference common to the two organs in dispute (Art. 24 ¶1)."""
    if s.facts.sender is None:
        return None
    return s.world.chart.joint_conference_for(s.facts.sender, s.facts.holder)


def not_to_the_accused(s: Situation) -> Refusal | None:
    if s.value("to_organ") not in s.world.barred(s.facts):
        return None
    return s.no(P("这个机关是被举报的单位或它的下级，不能参与。"), None, cite("xf2022", 30, 3))


def not_invited_yet(s: Situation) -> Refusal | None:
    if s.value("to_organ") not in s.facts.co_handlers:
        return None
    return s.no(P("已经邀请过这个机关。"))


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
    last = due(clock, s.world.calendar).on
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
    if s.facts.repeat or s.facts.petitioners >= 5 or s.facts.round > 1 or s.facts.simple:
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
    if s.on > due(clock, s.world.calendar).on:
        return s.no(P("办理期限已经过了，不能补办延期。"), P("请尽快办结，并向信访人说明。"), article)
    days = s.value("days")
    if days is not None and days > period.longest_extension:
        return s.no(P("延期最多{n}日。", n=period.longest_extension), None, article)
    return None


def grievance(s: Situation) -> Refusal | None:
    if any(claim.kind is ClaimKind.GRIEVANCE for claim in s.facts.claims) and not s.facts.report:
        return None
    return s.no(P("只有申诉求决类事项可以调解。"))


def no_opinion_needed(s: Situation) -> Refusal | None:
    if not s.facts.needs_opinion:
        return None
    return s.no(
        P("适用信访程序的诉求要调查核实，出具信访处理意见书，不能直接答复。"),
        P("请接收办理，逐项拟定意见。"),
        cite("xf2022", 31, None, 6),
    )


ALLOWED_OUTCOMES: dict[ClaimKind, frozenset[Outcome]] = {
    ClaimKind.SUGGESTION: frozenset({Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.NOTED}),
    ClaimKind.ACCUSATION: frozenset({Outcome.HANDLED, Outcome.ANSWERED}),
    ClaimKind.GRIEVANCE: frozenset({Outcome.SUPPORTED, Outcome.EXPLAINED, Outcome.NOT_SUPPORTED}),
}
_DUTY_OUTCOMES = frozenset({Outcome.PERFORMED, Outcome.ANSWERED})


def allowed_outcomes(claim: ClaimFacts) -> frozenset[Outcome]:
    """The outcomes open to a claim by its class: Art. 29, 30, 31 (5), 32."""
    if claim.kind is None:
        return frozenset(Outcome)
    if claim.ground is Ground.DUTY:
        return _DUTY_OUTCOMES
    return ALLOWED_OUTCOMES[claim.kind]


def every_claim_answered(s: Situation) -> Refusal | None:
    outcomes = s.value("outcomes")
    if outcomes is None:
        return None
    for claim in s.facts.claims:
        row = outcomes.get(str(claim.id), {})
        if claim.route is None and not (row.get("outcome") and row.get("finding") and row.get("basis")):
            return s.no(P("第{n}项诉求还缺查明的事实、意见或法律依据。", n=claim.id), P("意见书要逐项答复，请补齐。"))
        if row.get("outcome") == Outcome.SUPPORTED and not row.get("execute_by"):
            return s.no(P("第{n}项诉求予以支持，要写明由谁、最迟哪天落实。", n=claim.id), None, cite("xf2022", 32, 2))
    return None


def outcomes_fit(s: Situation) -> Refusal | None:
    for claim in s.facts.claims:
        outcome = (s.value("outcomes") or {}).get(str(claim.id), {}).get("outcome")
        if outcome is not None and outcome not in allowed_outcomes(claim):
            known = "、".join(sorted(term.label for term in allowed_outcomes(claim)))
            return s.no(P("第{n}项诉求的意见只能是：{known}。", n=claim.id, known=known))
    return None


def redo_differs(s: Situation) -> Refusal | None:
    if not s.facts.book.options.redo_must_differ:
        return None
    for claim in s.facts.claims:
        row = (s.value("outcomes") or {}).get(str(claim.id), {})
        if claim.quashed and row.get("outcome") == claim.quashed[0] and not _new_ground(s, claim, row):
            return s.no(
                P("第{n}项诉求的原意见已被撤销，不能以同一事实和理由作出相同的意见。", n=claim.id),
                P("请重新调查，写明新查明的事实，或改变意见。"),
                cite("xf2022", 28, 1),
            )
    return None


def _new_ground(s: Situation, claim: ClaimFacts, row: Particulars) -> bool:
    """New facts are a new investigation since the revocation, and a finding that says something else."""
    assert claim.quashed is not None
    return s.facts.investigations > 0 and fingerprint(str(row.get("finding", ""))) != claim.quashed[1]


def fingerprint(text: str) -> str:
    """A finding without spaces and punctuation, so that a comma does not make new facts."""
    return "".join(char for char in text if char.isalnum())[:400]


# Service, execution, review -----------------------------------------------------------------------------------------


def not_in_future(s: Situation) -> Refusal | None:
    served = s.value("served_on")
    if served is None or date.fromisoformat(served) <= s.on:
        return None
    return s.no(P("送达日期不能在今天以后。"))


def assignment_running(s: Situation) -> Refusal | None:
    if s.facts.running(ClockKind.ASSIGNMENT):
        return None
    return s.no(P("这件事不是交办的，或办结报告已经提交。"))


def something_to_execute(s: Situation) -> Refusal | None:
    named = set(s.value("claims") or ())
    due_claims = {c.id for c in s.facts.claims if c.execution in (Execution.DUE, Execution.DENIED, Execution.DONE)}
    if due_claims and named <= due_claims:
        return None
    return s.no(P("没有需要落实的诉求，或所选的诉求不需要落实。"))


def execution_reported(s: Situation) -> Refusal | None:
    if s.facts.unconfirmed:
        return None
    return s.no(P("办理单位还没有报告落实情况。"), P("到期没有落实，您可以要求督办。"), cite("xf2022", 32, 2))


def _petition_only(s: Situation) -> Refusal | None:
    if s.facts.needs_opinion:
        return None
    return s.no(
        P("复查、复核只用于信访程序的处理意见。"),
        P("对履行职责或法定途径的结果不服，请走行政复议或诉讼。"),
        cite("xf2022", 31),
    )


def _window(s: Situation, kind: ClockKind, served: Phrase) -> Refusal | None:
    clock = s.facts.running(kind)
    citation = s.facts.book.periods[kind].citation
    if clock is None:
        return s.no(P("申请期限已经结束，或已经申请过一次。"), P("有新的事实，可以要求重新启动。"), citation)
    last = due(clock, s.world.calendar).on
    if s.on <= last:
        return None
    return s.no(P("申请期限到{last}为止，已经过了。", last=last), P("有新的事实，可以要求重新启动。"), citation)


def review_open(s: Situation) -> Refusal | None:
    return _petition_only(s) or _window(s, ClockKind.SEEK_REVIEW, P("处理意见"))


def rereview_open(s: Situation) -> Refusal | None:
    return _window(s, ClockKind.SEEK_REREVIEW, P("复查意见"))


def independent(s: Situation) -> Refusal | None:
    """A reviewer took no part before (Art. 35–36: the next higher organ; Art. 28 ¶3: recusal)."""
    for person in (s.by.person, s.value("to_person")):
        if person is not None and (person in s.facts.took_part or person in s.facts.recused):
            return s.no(
                P("参与过前面办理的人不能复查复核同一事项。"), P("请换一位没有经手过的人。"), cite("xf2022", 28, 3)
            )
    return None


def change_says_what(s: Situation) -> Refusal | None:
    ruling, outcomes = s.value("ruling"), s.value("outcomes")
    if ruling == Ruling.CHANGE and not outcomes:
        return s.no(P("变更原意见，要逐项写明变更后的意见。"))
    return None


# The end and the way back -------------------------------------------------------------------------------------------


def window_over(s: Situation) -> Refusal | None:
    for kind in (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW):
        clock = s.facts.running(kind)
        if clock is not None and due(clock, s.world.calendar).on < s.on:
            return None
    return s.no(P("申请期限还没有过。"))


def window_closed(s: Situation) -> Refusal | None:
    if s.facts.content:
        return None
    for kind in (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW):
        clock = s.facts.running(kind)
        if clock is not None and due(clock, s.world.calendar).on >= s.on:
            last = due(clock, s.world.calendar).on
            return s.no(
                P("信访人在{last}以前还可以申请复查或复核。", last=last),
                P("期限过后，或信访人确认认可，就可以办结。"),
                s.facts.book.periods[kind].citation,
            )
    return None


def nothing_outstanding(s: Situation) -> Refusal | None:
    facts = s.facts
    if facts.execution_outstanding:
        return s.no(
            P("答应的事还没有落实，不能办结。"), P("请先落实并记录；落实不了，要说明原因。"), cite("xf2022", 32, 2)
        )
    if facts.stage is Stage.AGREED and facts.executed_on is None:
        return s.no(P("调解协议还没有履行。"), P("请先记录履行情况。"), cite("xf2022", 33))
    if facts.running(ClockKind.ASSIGNMENT):
        return s.no(P("交办件还没有提交办结报告。"), P("请先提交办结报告。"), cite("xf2022", 22, 1, 3))
    return _still_to_confirm(s)


def _still_to_confirm(s: Situation) -> Refusal | None:
    days = s.facts.book.options.confirmation_days
    if s.facts.unconfirmed and s.facts.executed_on and (s.on - s.facts.executed_on).days <= days:
        return s.no(P("落实情况还在等信访人确认。"), P("信访人确认，或满{n}日没有异议，就可以办结。", n=days))
    return None


def may_come_back(s: Situation) -> Refusal | None:
    facts = s.facts
    if facts.closure is Closure.MERGED:
        return s.no(P("这件事已经并入另一件，请到那一件里补充。"))
    ended = facts.closure in facts.book.ends or facts.stage is Stage.REREVIEW_SERVED
    if ended and Role.PETITIONER in s.by.roles:
        return s.no(
            P("复核已经终结，同一事实和理由不再受理。"),
            P("有新的事实，请作为新的信访事项提出，我们会和原来的放在一起看。"),
            cite("xf2022", 36, 3),
        )
    if facts.stage in (Stage.SERVED, Stage.REVIEW_SERVED) and facts.needs_opinion and _reviewable(s):
        return s.no(P("对意见不服，现在可以申请复查或复核。"), P("请用“申请复查”或“申请复核”。"), cite("xf2022", 35))
    return None


def _reviewable(s: Situation) -> bool:
    kinds = (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW)
    return any(s.facts.running(kind) is not None for kind in kinds)


def no_clock_runs(s: Situation) -> Refusal | None:
    running = [clock for clock in s.facts.clocks if clock.running]
    if not running:
        return None
    return s.no(P("还有时限没有了结：{name}。", name=running[0].kind.label), P("请先了结，再归档。"))


# Supervision and the ledger -----------------------------------------------------------------------------------------


def supervised(s: Situation) -> Refusal | None:
    if s.facts.supervised:
        return None
    return s.no(P("现在没有要反馈的督办。"))


def not_supervised_now(s: Situation) -> Refusal | None:
    if not s.facts.supervised:
        return None
    return s.no(P("上一次督办还没有反馈。"), P("请等反馈，或在期限过后再督办。"))


def clock_ran_out(s: Situation) -> Refusal | None:
    name = s.value("clock")
    if name is None:
        return None
    clock = s.facts.running(ClockKind(name))
    if clock is not None and not clock.overdue and due(clock, s.world.calendar).on < s.on:
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
