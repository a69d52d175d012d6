"""When a dispute may be registered, mediated, agreed on, looked after, and become a petition.

What the record knows of the petition behind it (``prepare`` of the kind) comes with the particulars: ``matter_id``, and
``matter_report`` whether it is a report of wrongdoing.
"""

from __future__ import annotations

from datetime import date

from huiyin.law.accused.heard import heard
from huiyin.law.chart.organs import Level, Organ, OrganKind
from huiyin.law.dispute.facts import DisputeSituation, promised
from huiyin.law.dispute.vocabulary import DisputeClock, Form, Side
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.situation import Situation
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.words import P

#: Where a village or township mediates; whoever is above, or of another trade, passes it on.
_NEAR = frozenset({Level.VILLAGE, Level.TOWNSHIP})
_MEDIATES = frozenset(OrganKind) - {OrganKind.DISCIPLINE}


def near_the_people(by: Actor, world: World) -> bool:
    """Whether disputes are registered at somebody's organ: in villages and townships (xf2022 Art. 15 ¶3)."""
    organ = world.chart.organs.get(by.organ or 0)
    return organ is not None and mediates(organ)


def mediates(organ: Organ) -> bool:
    return organ.level in _NEAR and organ.kind in _MEDIATES


def found_near(s: DisputeSituation) -> Refusal | None:
    if near_the_people(s.by, s.world):
        return None
    return s.no(P("纠纷由村（社区）和乡镇（街道）登记、调解。"), P("请转告当地的村委会或者乡镇。"))


def in_the_area(s: Situation) -> Refusal | None:
    here, place = s.organ(s.by.organ), s.facts.place  # type: ignore[attr-defined]
    if here is None or here.covers(place):
        return None
    return s.no(P("这个地方不归本机关。"), P("请选本村、本乡镇的地方。"))


def with_a_topic(s: DisputeSituation) -> Refusal | None:
    """Written by a topic of the joint conference that is about it, and by nobody."""
    if s.given is None or s.value("from"):
        return None
    return s.no(P("联席会议另提议题，研究以后自动记在这里。"), P("请在“联席会议”里提出议题。"))


def says_what(s: DisputeSituation) -> Refusal | None:
    if s.given is None or s.value("account"):
        return None
    return s.no(P("还没有写怎么回事。"), P("写一两句就行。"))


def no_report(s: Situation) -> Refusal | None:
    """What is registered here is read in the very village and township: a report of wrongdoing goes elsewhere."""
    if s.given is None:
        return None
    if s.value("matter_report"):
        return s.no(P("检举控告不能调解。"), None, cite("xf2022", 30, 3))
    if s.value("no_report") or not heard(str(s.value("account") or "")):
        return None
    return s.no(
        P("读起来像检举控告；登记在这里，本村、本乡镇都看得到。"),
        P("是的话，请告诉本人从“提出信访”里检举；不是，请勾明再登记。"),
        cite("xf2022", 30, 3),
    )


def matter_known(s: DisputeSituation) -> Refusal | None:
    if s.given is None or not s.value("matter") or s.value("matter_id"):
        return None
    return s.no(P("没有找到这件信访事项，或者您不能看它。"), P("请核对编号。"))


def to_who_mediates(s: DisputeSituation) -> Refusal | None:
    there = s.organ(s.value("to_organ"))
    if s.given is None or there is None:
        return None
    if there.id == s.holder:
        return s.no(P("已经在{organ}。", organ=there.name))
    if mediates(there) and (there.covers(s.facts.place) or there.level is Level.TOWNSHIP):
        return None
    return s.no(P("{organ}不调解这里的纠纷。", organ=there.name), P("请选本村、本乡镇的机关或者司法所。"))


def both_sides(s: DisputeSituation) -> Refusal | None:
    if {Side.FIRST, Side.SECOND} <= {Side(side) for side in s.facts.sides}:
        return None
    return s.no(P("还没有登记双方当事人。"), P("请先“补登当事人”，甲方、乙方都要有。"))


def a_side_named(s: DisputeSituation) -> Refusal | None:
    side = s.value("side")
    if side is None or side in s.facts.sides:
        return None
    return s.no(P("这一方还没有登记当事人。"), P("请先“补登当事人”。"))


def talked(s: DisputeSituation) -> Refusal | None:
    """An agreement comes out of a talk that was written down (tiaojie2010 Art. 27)."""
    return None if s.facts.talks else s.no(P("还没有调解记录。"), P("请先“记录调解”。"), cite("tiaojie2010", 27))


def of_free_will(s: DisputeSituation) -> Refusal | None:
    if s.given is None or s.value("consent"):
        return None
    return s.no(P("协议要各方自愿，内容不违反法律。"), None, cite("tiaojie2010", 3))


def dates_in_order(s: DisputeSituation) -> Refusal | None:
    if s.given is None:
        return None
    agreed = date.fromisoformat(s.value("agreed_on"))
    early = [each for each in promised(s.value("instalments") or ()) if each.on < agreed]
    if not early:
        return None
    return s.no(P("分期履行的日期不能早于签名那天{day}。", day=agreed))


def instalment_open(s: DisputeSituation) -> Refusal | None:
    which = s.value("which")
    if which is None:
        return None
    rows = s.facts.instalments
    if not 1 <= which <= len(rows):
        return s.no(P("没有第{n}期，一共{all}期。", n=which, all=len(rows)))
    done = rows[which - 1].done
    return None if done is None else s.no(P("第{n}期已经在{day}履行。", n=which, day=done))


def performed_after_agreement(s: DisputeSituation) -> Refusal | None:
    done = s.value("done_on")
    if done is None or s.facts.agreed_on is None or date.fromisoformat(done) >= s.facts.agreed_on:
        return None
    return s.no(P("履行不能早于签名那天{day}。", day=s.facts.agreed_on))


def last_one(s: DisputeSituation) -> bool:
    """Whether nothing of the agreement is left after this instalment."""
    return s.given is not None and len(s.facts.open_instalments) == 1


def nothing_promised(s: DisputeSituation) -> bool:
    """Whether all was done on the spot."""
    return s.given is not None and not s.value("instalments")


def in_writing(s: DisputeSituation) -> bool:
    return bool(s.value("form") == Form.WRITTEN.value)


def done_in_writing(s: DisputeSituation) -> bool:
    return nothing_promised(s) and in_writing(s)


def calm(s: DisputeSituation) -> Refusal | None:
    if s.given is None or s.value("calm"):
        return None
    return s.no(P("有反复的，请用“重新调解”。"), None)


def visited_before(s: DisputeSituation) -> bool:
    return s.facts.visits > 0


def consented(s: DisputeSituation) -> Refusal | None:
    """Nobody's trouble becomes a petition without their word (xf2022 Art. 19 ¶1)."""
    if s.given is None or s.value("read_back"):
        return None
    return s.no(P("要先读给本人听，本人同意，才能转为信访。"), None, cite("xf2022", 19, 1))


def no_matter_yet(s: DisputeSituation) -> Refusal | None:
    if s.facts.matter is None:
        return None
    return s.no(P("这件纠纷本来就从信访来，或者已经转过。"), P("请在那件信访事项里继续。"))


def has_agreement(s: DisputeSituation) -> Refusal | None:
    return None if s.facts.agreed_on else s.no(P("没有调解协议，不能申请司法确认。"))


def is_late(s: DisputeSituation) -> Refusal | None:
    late = [clock for clock in s.facts.clocks if clock.running and _binds(clock.kind) and not clock.overdue]
    if any(ran_out(clock, s.world.calendar, s.on) for clock in late):
        return None
    return s.no(P("没有超过的时限，或已经记录。"))


def _binds(kind: DisputeClock) -> bool:
    return kind is not DisputeClock.CONFIRM
