"""The conditions on merging, service, execution, review, the end of a matter and the way back, and on supervision."""

from __future__ import annotations

from datetime import date, timedelta

from huiyin.law.frame.deadlines import last_day, ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter import situation as q
from huiyin.law.matter.facts import REREVIEW_STAGES, REVIEW_STAGES, Facts
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import ClockKind, Closure, Execution, Role, Stage
from huiyin.law.words import P, Phrase

# Merged -------------------------------------------------------------------------------------------------------------


def whom_it_is_about_is_settled(s: Situation) -> Refusal | None:
    """A merged matter goes wherever the other one goes, and nobody says any more whom it was about (Art. 30 ¶3)."""
    if not s.facts.unsure:
        return None
    return s.no(
        P("还没有认定反映的是谁，不能并入别的事项。"),
        P("请先在“分类定性”里写明是哪个单位、哪个人；不在名录里，也请勾明。"),
        cite("xf2022", 30, 3),
    )


# Service, execution -------------------------------------------------------------------------------------------------


def service_after_decision(s: Situation) -> Refusal | None:
    """Served not before it was decided, and not in the future."""
    served = s.value("served_on")
    if served is None:
        return None
    day, decided = date.fromisoformat(served), s.facts.decided_on
    if day > s.on:
        return s.no(P("送达日期不能在今天以后。"))
    if decided is not None and day < decided:
        return s.no(P("送达日期不能早于作出意见的日期{day}。", day=decided))
    return None


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
    named = set(s.value("claims") or ())
    said = {claim.id for claim in s.facts.claims if claim.execution in (Execution.DONE, Execution.CONFIRMED)}
    if named <= said and (named or s.facts.unconfirmed):
        return None
    return s.no(P("办理单位还没有报告落实情况。"), P("到期没有落实，您可以要求督办。"), cite("xf2022", 32, 2))


def rating_until(facts: Facts) -> date | None:
    """The last day for a rating (评价): so many days after the newest answer, or after what was promised was reported
    done. Silence past it stays silence."""
    heard = [day for day in (facts.served_on, facts.executed_on) if day]
    last = max(heard, default=facts.moved_on)
    return None if last is None else last + timedelta(days=facts.book.options.rating_days)


def rating_open(s: Situation) -> Refusal | None:
    last = rating_until(s.facts)
    if last is None or s.on <= last:
        return None
    return s.no(P("评价到{last}为止，已经过了。", last=last), P("没有评价的就一直空着。没有解决，可以要求重新办。"))


def says_something(s: Situation) -> Refusal | None:
    if s.given is None or any(s.value(name) for name in RATED):
        return None
    return s.no(P("请至少评价一项，或者写一句话。"))


RATED = ("office", "office_service", "unit", "unit_service", "reason")


# Review -------------------------------------------------------------------------------------------------------------


def review_open(s: Situation) -> Refusal | None:
    if s.facts.needs_opinion:
        return _window(s, ClockKind.SEEK_REVIEW)
    return s.no(
        P("复查、复核只用于信访程序的处理意见。"),
        P("对履行职责或法定途径的结果不服，请走行政复议或诉讼。"),
        cite("xf2022", 31),
    )


def rereview_open(s: Situation) -> Refusal | None:
    return _window(s, ClockKind.SEEK_REREVIEW)


def _window(s: Situation, kind: ClockKind) -> Refusal | None:
    clock = s.facts.running(kind)
    citation = s.facts.book.periods[kind].citation
    if clock is None:
        return s.no(P("申请期限已经结束，或已经申请过一次。"), _NEW_FACTS, citation)
    last = last_day(clock, s.world.calendar)
    if s.on <= last:
        return None
    return s.no(P("申请期限到{last}为止，已经过了。", last=last), _NEW_FACTS, citation)


_NEW_FACTS: Phrase = P("有新的事实，可以要求重新启动。")


def independent(s: Situation) -> Refusal | None:
    """Nobody judges what they dealt with in another instance (Art. 28 ¶3, 35, 36)."""
    return _stranger(s, s.by.person) or independent_heir(s)


def independent_heir(s: Situation) -> Refusal | None:
    """The same of the person to whom the matter is given, so that the one who should not have it can pass it on."""
    return _stranger(s, s.value("to_person"))


def _stranger(s: Situation, person: int | None) -> Refusal | None:
    judging = s.facts.stage in REVIEW_STAGES or s.facts.stage in REREVIEW_STAGES
    if person is None or not judging or (person not in s.facts.judged_by and person not in s.facts.recused):
        return None
    return s.no(P("参与过前面办理的人不能复查复核同一事项。"), P("请换一位没有经手过的人。"), cite("xf2022", 28, 3))


# The end and the way back -------------------------------------------------------------------------------------------


def window_over(s: Situation) -> Refusal | None:
    running = [clock for kind in q.WINDOWS if (clock := s.facts.running(kind))]
    if running and not q.window(s):
        return None
    return s.no(P("申请期限还没有过。"))


def window_closed(s: Situation) -> Refusal | None:
    if s.facts.content:
        return None
    for kind in q.WINDOWS:
        clock = s.facts.running(kind)
        if clock is not None and (last := last_day(clock, s.world.calendar)) >= s.on:
            return s.no(
                P("信访人在{last}以前还可以申请复查或复核。", last=last),
                P("期限过后，或信访人确认认可，就可以办结。"),
                s.facts.book.periods[kind].citation,
            )
    return None


def nothing_outstanding(s: Situation) -> Refusal | None:
    facts = s.facts
    if any(claim.open for claim in facts.claims):
        return s.no(P("还有诉求没有答复，不能办结。"), P("请逐项答复。"), cite("xf2022", 32, 1))
    if facts.stage is Stage.AGREED and facts.execution_outstanding:
        return s.no(P("调解协议还没有履行。"), P("请先记录履行情况。"), cite("xf2022", 33))
    if facts.execution_outstanding:
        return s.no(
            P("答应的事还没有落实，不能办结。"), P("请先落实并记录；落实不了，要说明原因。"), cite("xf2022", 32, 2)
        )
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
            P("这件事已经终结，同一事实和理由不再受理。"),
            P("有新的事实，请作为新的信访事项提出，我们会和原来的放在一起看。"),
            cite("xf2022", 36, 3),
        )
    if q.window(s) and facts.stage is not Stage.CLOSED:
        return s.no(P("对意见不服，现在可以申请复查或复核。"), P("请用“申请复查”或“申请复核”。"), cite("xf2022", 35))
    if facts.execution_outstanding:
        return s.no(
            P("答应的事还没有落实，这份意见仍然有效。"),
            P("请督促落实；办理单位不落实，信访部门应当督办。"),
            cite("xf2022", 32, 2),
        )
    return None


def no_clock_runs(s: Situation) -> Refusal | None:
    running = [clock for clock in s.facts.clocks if clock.running]
    if not running:
        return None
    return s.no(P("还有时限没有了结：{name}。", name=running[0].kind), P("请先了结，再归档。"))


def no_order_open(s: Situation) -> Refusal | None:
    """What is supervised is not put away before it is solved (Art. 40)."""
    number = s.value("order_open")
    return s.no(P("督办{number}还没有了结。", number=number), P("请先了结督办，再归档。")) if number else None


# Supervision and the ledger -----------------------------------------------------------------------------------------


def supervised_before_orders(s: Situation) -> Refusal | None:
    """A supervision from before orders were records of their own is answered as it began, by whoever holds it."""
    if s.facts.running(ClockKind.FEEDBACK) is None:
        return s.no(P("现在没有要反馈的督办。"), P("督办单上的督办，请在督办单里反馈。"))
    return None if s.by.organ == s.holder else s.no(P("督办由被督办的机关反馈。"))


def clock_ran_out(s: Situation) -> Refusal | None:
    """An organ's clock; a petitioner who lets a period pass has done nothing wrong."""
    name = s.value("clock")
    if name is None:
        return None
    clock = s.facts.running(ClockKind(name))
    if clock and not clock.overdue and not clock.citizens and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
