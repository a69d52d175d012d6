"""The conditions on what other records write into a matter: leaders' visits and charges, topics of the conference,
claims that wait for a condition, supervision (xf2022 Art. 13, 18 ¶2, 24 ¶1, 32, 38–41)."""

from __future__ import annotations

from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.situation import Situation
from huiyin.law.sources.articles import cite
from huiyin.law.words import P


def through_an_order(s: Situation) -> Refusal | None:
    """Only a supervision order (huiyin.law.order) writes that it was sent, and only down the edges (Art. 14, 40)."""
    if s.given is not None and not s.value("ordered"):
        return s.no(P("督办另开督办单，发出以后自动记在这里。"), P("请在“督办”里提出。"))
    organ, addressed, chart = s.by.organ, int(s.value("addressed") or s.holder), s.world.chart
    if organ is None or not s.world.known(addressed):
        return s.no(P("没有这个机关，或者它已经撤销。"))
    watched = s.world.standing(addressed)
    if organ in chart.overseers(watched) and not chart.is_below(organ, watched):
        return None
    return s.no(P("{organ}不归本机关督办。", organ=chart.organ(watched).name))


def through_a_visit(s: Situation) -> Refusal | None:
    """Only a leader's visit (huiyin.law.visit) writes that a leader met the person, and what was said (Art. 18 ¶2)."""
    if s.given is None or s.value("visiting"):
        return None
    return s.no(P("接访另外安排，当面谈过以后自动记在这里。"), P("请在“领导接访”里安排。"))


def through_a_topic(s: Situation) -> Refusal | None:
    """Only a topic of the joint conference (huiyin.law.topic) writes that it was raised, and what was decided."""
    if s.given is None or s.value("conferred"):
        return None
    return s.no(P("联席会议另提议题，研究以后自动记在这里。"), P("请在“联席会议”里提出议题。"))


def decided_at_a_conference(s: Situation) -> Refusal | None:
    """While organs can still settle it among themselves, only a decision of the conference names one (Art. 24 ¶1)."""
    if s.value("conferred"):
        return None
    return s.no(P("由联席会议议定以后自动转去。"), P("请在“联席会议”里提出议题。"), cite("xf2022", 24, 1))


def through_a_charge(s: Situation) -> Refusal | None:
    """Only a leader's charge (huiyin.law.charge) writes that a leader answers for the matter (Art. 18 ¶2)."""
    if s.given is None or s.value("charged"):
        return None
    return s.no(P("领导包案另外登记，进展自动记在这里。"), P("请在“领导包案”里登记。"))


def through_a_waiting_claim(s: Situation) -> Refusal | None:
    """Only the record of a claim that waits for its condition (huiyin.law.notyet) writes what became of it."""
    if s.given is None or s.value("awaited"):
        return None
    return s.no(P("暂不具备条件的请求另外登记，查看的情况自动记在这里。"), P("请在“暂不具备条件”里登记。"))


def no_condition_is_awaited(s: Situation) -> Refusal | None:
    """What waits for a condition is opened again when it comes, and so is not put away (Art. 40 ¶1)."""
    number = s.value("condition_open")
    if not number:
        return None
    return s.no(
        P("有请求在等条件，编号{number}，不能归档。", number=number), P("条件具备的，重新启动；不再等的，先写明理由。")
    )


def breach_confirmed(s: Situation) -> Refusal | None:
    """The facts of the breach are looked into before anybody is pressed for it (Art. 40 ¶1)."""
    if s.given is None or s.value("confirmed"):
        return None
    return s.no(P("督办要写明违反规定的事实，并且核实过。"), P("请核实以后再督办。"))
