"""The conditions on passing on, remit and whose hands a matter is in (Art. 22–24, 28)."""

from __future__ import annotations

from datetime import date

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.common import NO_SUCH_ORGAN
from huiyin.law.frame.deadlines import last_day
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter import situation as q
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Channel, ClockKind, Role
from huiyin.law.words import P


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
    return unknown_organ(s, to)


def unknown_organ(s: Situation, organ: int) -> Refusal | None:
    if s.world.known(organ):
        return None
    return s.no(*NO_SUCH_ORGAN)


def to_an_organ_that_decides(s: Situation) -> Refusal | None:
    """A superior or the conference names who accepts; an office that only passes on cannot be it."""
    to = s.value("to_organ")
    if to is None:
        return None
    organ = s.organ(to)
    if organ is not None and organ.kind in q.OFFICES:
        return s.no(P("要确定有权处理的机关，信访部门和联席会议办公室不能受理。"), P("请另选一个机关。"))
    return unknown_organ(s, to)


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
    """Nothing urgent is reported to whom a report is about, or may be (Art. 30 ¶3)."""
    to = s.value("department")
    if s.facts.unsure:
        return s.no(
            P("还没有认定反映的是谁，不能报告或者通报给别的机关。"),
            P("请先在“分类定性”里写明是哪个单位、哪个人；不在名录里，也请勾明。"),
            cite("xf2022", 30, 3),
        )
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


def came_in_person(s: Situation) -> Refusal | None:
    """Only who came to a counter can have come to a wrong one; it is registered all the same (Art. 20, 22)."""
    if s.facts.channel is Channel.VISIT:
        return None
    return s.no(P("引导告知是给走访来的人的。"), P("来信、来电、网上的，请转送有权处理的机关。"))


def another_door(s: Situation) -> Refusal | None:
    """The right door is another organ's, of the competent level or the one above it (Art. 20 ¶1)."""
    if s.given is None:
        return None
    there = s.organ(s.value("to_organ"))
    if there is None:
        return s.no(*NO_SUCH_ORGAN)
    return s.no(P("本机关就是该去的地方，不用再引导。")) if there.id == s.by.organ else None


def door_open_ahead(s: Situation) -> Refusal | None:
    """Nobody is sent to a closed door: the day named is a working day."""
    if s.given is None or s.world.calendar.is_workday(date.fromisoformat(s.value("come_on"))):
        return None
    return s.no(P("那一天不上班，不能让人白跑。"), P("请写一个工作日。"))


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
