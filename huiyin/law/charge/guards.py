"""When a leader may take a matter on, and when it counts as solved (xf2022 Art. 18 ¶2).

What the record knows of the matter (``prepare`` of the kind) comes with the particulars: ``found`` the level that each
rule asks for today, ``secret`` whether it is a report of wrongdoing, ``unfit`` who may not touch it, ``taken`` the
charge that runs, ``unsolved`` what still speaks against a solution.
"""

from __future__ import annotations

from datetime import date

from huiyin.law.charge.facts import ChargeSituation
from huiyin.law.charge.vocabulary import ChargeClock, Rule, Unsolved
from huiyin.law.chart.organs import Level
from huiyin.law.frame.deadlines import due, ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P


def about_no_report(s: ChargeSituation) -> Refusal | None:
    """A report of wrongdoing is handled by the organ that may hold it, by that organ's rules (Art. 22 ¶2, 30 ¶3)."""
    if s.given is None or not s.value("secret"):
        return None
    why = P("检举控告由有权机关按规定办理，不在这里包案。")
    return s.no(why, P("请按“分类定性”转有管理权限的机关。"), cite("xf2022", 30, 3))


def of_a_living_matter(s: ChargeSituation) -> Refusal | None:
    if s.given is None or not s.value("archived"):
        return None
    return s.no(P("这件事已经归档。"), P("有新的事实，请先登记新的事项，注明原编号。"))


def leader_is_known(s: ChargeSituation) -> Refusal | None:
    """Whoever answers for a matter is a leader of this organ or of one above it, so that their level is known."""
    if s.given is None or s.facts.leader:
        return None
    return s.no(P("没有找到这位领导。"), P("请写本单位或者上级单位现任负责人的姓名。"))


def leader_is_fit(s: ChargeSituation) -> Refusal | None:
    """Whoever has withdrawn from the matter does not answer for it either (Art. 28 ¶3)."""
    if s.given is None or s.facts.leader not in (s.value("unfit") or ()):
        return None
    return s.no(P("这位领导已经回避，不能包这件事。"), P("请换一位领导。"), cite("xf2022", 28, 3))


def not_taken_twice(s: ChargeSituation) -> Refusal | None:
    number = s.value("taken")
    if not number:
        return None
    return s.no(P("这件事已经有领导包案，编号{number}，还没有了结。", number=number), P("请在那一件包案里继续。"))


def shown_by_the_record(s: ChargeSituation) -> Refusal | None:
    """A rule that the record can show must be shown by it; any other reason is written down. Whoever comes after a
    leader answers for what that one took on."""
    if s.given is None or s.value("after"):
        return None
    if s.facts.rule is Rule.OTHER:
        return None if s.value("why") else s.no(P("选“其他原因”的，要写明为什么。"))
    if s.facts.rule.value in (s.value("found") or {}):
        return None
    what = s.facts.rule.label
    return s.no(P("办理记录里现在没有“{what}”的情形。", what=what), P("记录看不出来的，请选“其他原因”，写明为什么。"))


def high_enough(s: ChargeSituation) -> Refusal | None:
    """By the level rules; a leader who takes on more than they ask writes down why, and so does one who is lower."""
    if s.given is None or s.facts.rule is Rule.OTHER or not s.facts.asked or not s.facts.level:
        return None
    asked = Level(s.facts.asked)
    if Level(s.facts.level).height >= asked.height:
        return None
    return s.no(
        P("按分级包案的规则，这件事由{level}或者更高的领导包案。", level=asked.label), P("请提请上级的领导包案。")
    )


def later_than_said(s: ChargeSituation) -> Refusal | None:
    until = s.value("until")
    if until is None or date.fromisoformat(until) > s.facts.until:
        return None
    return s.no(P("原来定的是{day}，延期要比它晚。", day=s.facts.until))


def promise_is_whole(s: ChargeSituation) -> Refusal | None:
    """What is promised has a day."""
    if s.given is None or bool(s.value("promise")) == bool(s.value("promise_until")):
        return None
    return s.no(P("答应的事要写明什么事、哪天以前办到。"))


def another_leader(s: ChargeSituation) -> Refusal | None:
    if s.given is None or s.value("leader_id") != s.facts.leader:
        return None
    return s.no(P("接手的要是另一位领导。"))


def solved_in_fact(s: ChargeSituation) -> Refusal | None:
    """Not what was done but what the record shows: ended, carried out, confirmed, nothing left open."""
    if s.given is None:
        return None
    left = [Unsolved(each) for each in s.value("unsolved") or ()]
    if not left:
        return None
    why = P("记录还看不出已经解决：{what}。", what=left[0].label)
    return s.no(why, P("解决了再确认；解决不了的，用“没有解决，结束包案”，写明理由。"), cite("xf2022", 32, 2))


def nothing_unanswered(s: ChargeSituation) -> Refusal | None:
    """What was said once is answered first; after its day it may be said again."""
    clock = s.facts.running(ChargeClock.ANSWER)
    if clock is None or ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(
        P("已经说过没有兑现，{day}以前答复。", day=due(clock, s.world.calendar).on), P("又有新的情况，可以补充材料。")
    )


def something_to_answer(s: ChargeSituation) -> Refusal | None:
    if s.facts.running(ChargeClock.ANSWER) is not None:
        return None
    return s.no(P("信访人没有说包案没有兑现，没有要答复的。"))


def own_word_or_proved(s: ChargeSituation) -> Refusal | None:
    """At a counter the person's word is taken down with proof."""
    if s.given is None or Role.PETITIONER in s.by.roles or s.value("proof"):
        return None
    return s.no(P("代信访人登记，要写本人说的凭证。"), P("可以写签名的字条，或者通话录音的编号。"))


def leader_has_left(s: ChargeSituation) -> Refusal | None:
    """Only where the leader serves there no more."""
    if s.given is None or not s.world.serves(s.facts.leader, s.world.standing(s.facts.leader_organ)):
        return None
    return s.no(P("这位领导还在任。"))


def ran_out_untold(s: ChargeSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    kind = ChargeClock(str(s.value("clock"))) if s.given is not None else None
    clock = s.facts.running(kind) if kind is not None else None
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))


def has_leaders(by: Actor, world: World) -> bool:
    """Every organ has somebody who leads it; nobody without one does."""
    return by.organ in world.chart.organs
