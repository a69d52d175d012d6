"""When an order may be raised, sent, pressed, carried higher and laid to rest.

What the record knows of the matter (``prepare`` of the kind) comes with the particulars: ``found`` the causes that the
journal shows now, ``accused`` whom reports behind it are about, ``taken`` whether an open order has this cause.
"""

from __future__ import annotations

from huiyin.law.chart.organs import OVERSEEING_KINDS, OrganKind
from huiyin.law.frame.common import NO_SUCH_ORGAN
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.order.facts import OrderSituation
from huiyin.law.order.vocabulary import Cause, OrderClock
from huiyin.law.sources.articles import cite
from huiyin.law.words import P


def shown_by_the_record(s: OrderSituation) -> Refusal | None:
    """A cause that the record can show must be shown by it; what it cannot show, a person says and confirms."""
    if s.given is None or s.facts.cause is Cause.OTHER or s.facts.cause in (s.value("found") or ()):
        return None
    what = s.facts.cause.label
    return s.no(P("办理记录里现在没有“{what}”的情形。", what=what), P("记录看不出来的，请选“人工发现的其他情形”。"))


def not_ordered_twice(s: OrderSituation) -> Refusal | None:
    number = s.value("taken")
    if not number:
        return None
    why = P("这件事已经因为同一情形督办，编号{number}，还没有了结。", number=number)
    return s.no(why, P("请在那一件督办里继续。"))


def down_the_edges(s: OrderSituation) -> Refusal | None:
    """Nobody supervises an organ above or beside, nor their own (Art. 14, 40)."""
    here, there = s.world.standing(s.facts.coordinator), s.organ(s.facts.to_organ)
    if there is None:
        return s.no(*NO_SUCH_ORGAN)
    if here in s.world.chart.overseers(there.id) and not s.world.chart.is_below(here, there.id):
        return None
    return s.no(P("{organ}不归本机关督办。", organ=there.name), P("请提请它的上级机关或者信访部门督办。"))


def not_to_the_accused(s: OrderSituation) -> Refusal | None:
    """An order about a report never goes to whom it is about, nor below them (Art. 30 ¶3)."""
    barred = s.world.chart.barred(s.value("accused") or ())
    sent_to = {s.world.standing(s.facts.to_organ), s.world.standing(int(s.value("to_organ") or s.facts.to_organ))}
    if s.given is None or barred.isdisjoint(sent_to):
        return None
    return s.no(P("这个机关不能接收这份督办。"), P("请由有管理权限的上级机关督办。"), cite("xf2022", 30, 3))


def confirmed(s: OrderSituation) -> Refusal | None:
    """The facts of the breach are looked into before anybody is pressed for it (Art. 40 ¶1)."""
    if s.given is None or s.value("confirmed"):
        return None
    return s.no(P("督办要写明违反规定的事实，并且核实过。"), P("请核实以后再督办。"))


def grounded(s: OrderSituation) -> Refusal | None:
    """What the record does not show by itself needs its ground of Art. 40 ¶1 said."""
    if s.given is None or s.facts.cause is not Cause.OTHER or s.value("ground"):
        return None
    return s.no(P("请选督办情形。"))


def is_late(s: OrderSituation) -> Refusal | None:
    clock = s.facts.running(OrderClock.FEEDBACK)
    if clock is not None and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("还没有超过反馈的期限。"))


def noted_once(s: OrderSituation) -> Refusal | None:
    clock = s.facts.running(OrderClock.FEEDBACK)
    return s.no(P("这个时限没有逾期，或已经记录。")) if clock is not None and clock.overdue else is_late(s)


def silent_or_hollow(s: OrderSituation) -> Refusal | None:
    """Who answers late, or with nothing in it, is carried higher."""
    facts = s.facts
    if facts.returned or facts.pressed or facts.handed_up or is_late(s) is None:
        return None
    if facts.inspected_on is not None and not facts.seen_solved:
        return None
    return s.no(P("对方没有逾期，反馈也没有被退回过。"), P("请等反馈，或者到现场督查。"))


def higher_up(s: OrderSituation) -> Refusal | None:
    """To an office or organ above that oversees the supervised one; never back to where it came from."""
    if s.given is None:
        return None
    there, here = s.organ(s.value("to_organ")), s.world.standing(s.facts.coordinator)
    addressed, chart = s.world.standing(s.facts.to_organ), s.world.chart
    if there is None or there.id == here or there.id not in chart.overseers(addressed):
        return s.no(P("请选能督办对方的上级机关、上级信访部门或者联席会议办公室。"))
    own = s.organ(here)
    wider = own is None or len(there.area) < len(own.area) or chart.is_below(here, there.id)
    if wider or there.kind is OrganKind.JOINT_CONFERENCE:
        return None
    return s.no(P("{organ}不在本机关之上。", organ=there.name), P("请选上一级。"))


def at_the_conference(s: OrderSituation) -> Refusal | None:
    """Talks, circulars and public lists are for the joint conference (Art. 39 ¶3)."""
    here = s.organ(s.facts.coordinator)
    if here is not None and here.kind is OrganKind.JOINT_CONFERENCE:
        return None
    return s.no(P("约谈、通报、挂牌督办由信访工作联席会议进行。"), P("请先“提请上级督办”，选联席会议办公室。"))


def not_done_yet(s: OrderSituation) -> Refusal | None:
    if s.act not in s.facts.measures:
        return None
    return s.no(P("这一步已经做过。"))


def by_the_addressed(s: OrderSituation) -> Refusal | None:
    if s.by.organ == s.world.standing(s.facts.to_organ):
        return None
    return s.no(P("督办由被督办的机关反馈。"))


def solved_in_fact(s: OrderSituation) -> Refusal | None:
    """Not the answer but the record says that it is solved; where it cannot, an inspection on site does."""
    if s.given is None:
        return None
    if s.facts.cause is Cause.OTHER:
        if s.facts.seen_solved:
            return None
        return s.no(P("还没有到现场看过已经解决。"), P("请先“现场督查”，看到解决了再确认。"))
    if s.facts.cause not in (s.value("found") or ()):
        return None
    return s.no(P("办理记录里还有“{what}”的情形，反馈代替不了解决。", what=s.facts.cause.label), P("请继续跟踪。"))


def gone(s: OrderSituation) -> Refusal | None:
    """What nobody has sent yet falls away when the record no longer shows it."""
    if s.given is None or s.facts.cause not in (s.value("found") or ()):
        return None
    return s.no(P("情形还在。"))


def overseeing(by: Actor, world: World) -> bool:
    """Whether orders are raised at somebody's organ at all."""
    here = world.chart.organs.get(by.organ or 0)
    if here is None:
        return False
    return here.kind in OVERSEEING_KINDS or bool(world.chart.inferiors_of(here.id))
