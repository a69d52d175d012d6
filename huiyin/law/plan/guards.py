"""When a plan may be drafted, agreed, carried out, answered from, measured and laid to rest.

What the record knows of the matters (``prepare`` of the kind) comes with the particulars: ``accused`` whom reports
behind them are about, ``ready`` which of them can be answered now and ``left`` which cannot, ``waiting`` how many
nobody has answered yet.
"""

from __future__ import annotations

from huiyin.law.chart.organs import OVERSEEING_KINDS
from huiyin.law.frame.common import NO_SUCH_ORGAN
from huiyin.law.frame.deadlines import due, ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.plan.facts import PlanSituation
from huiyin.law.plan.vocabulary import PlanClock
from huiyin.law.sources.articles import cite
from huiyin.law.words import P


def some_matters(s: PlanSituation) -> Refusal | None:
    if s.given is None or s.value("matter_ids"):
        return None
    return s.no(P("请写明这个方案是从哪些事项来的。"))


def for_oneself_or_below(s: PlanSituation) -> Refusal | None:
    """Nobody sets another organ to mend something unless they lead it, or oversee it as an office (Art. 14)."""
    here, there = s.world.standing(s.facts.coordinator), s.organ(int(s.value("to_organ") or s.facts.to_organ))
    if s.given is None:
        return None
    if there is None:
        return s.no(*NO_SUCH_ORGAN)
    chart = s.world.chart
    own = chart.organs.get(here)
    oversees = own is not None and own.kind in OVERSEEING_KINDS and here in chart.overseers(there.id)
    if there.id == here or chart.is_below(there.id, here) or (oversees and not chart.is_below(here, there.id)):
        return None
    why = P("只能请本单位、下级单位或者归本机关督办的单位整改。")
    return s.no(why, P("别的单位的问题，请用三项建议或者联席会议。"))


def not_to_the_accused(s: PlanSituation) -> Refusal | None:
    """What rests on a report never goes to whom it is about, nor below them (Art. 30 ¶3); matters that became one."""
    barred = s.world.chart.barred(s.value("accused") or ())
    if s.given is None or s.world.standing(int(s.value("to_organ") or s.facts.to_organ)) not in barred:
        return None
    return s.no(P("方案里有不能告诉这个机关的事项。"), P("请撤销，另外起草。"), cite("xf2022", 30, 3))


def by_the_owner(s: PlanSituation) -> Refusal | None:
    if s.by.organ == s.world.standing(s.facts.to_organ):
        return None
    return s.no(P("这一步由责任单位办理。"))


def of_another(s: PlanSituation) -> Refusal | None:
    if s.world.standing(s.facts.to_organ) != s.world.standing(s.facts.coordinator):
        return by_the_owner(s)
    return s.no(P("方案是本单位自己起草的。"), P("请修改方案。"))


def with_measures(s: PlanSituation) -> Refusal | None:
    if s.facts.next_measure is not None:
        return None
    return s.no(P("还没有一项有日子的措施。"), P("请先“定一项措施”。"))


def one_left_to_do(s: PlanSituation) -> Refusal | None:
    if s.facts.next_measure is None:
        return s.no(P("措施都已经完成。"))
    if s.given is None:
        return None
    named = s.facts.measure(s.value("measure"))
    if named is None or named.done_on is not None:
        return s.no(P("没有这一项措施，或者已经完成。"), P("请核对是第几项。"))
    return None


def answer_written(s: PlanSituation) -> Refusal | None:
    return None if s.facts.written else s.no(P("还没有共同答复。"), P("请先“起草共同答复”。"))


#: Of so many matters it is said why no opinion can be drafted.
MOST_SAID = 5


def some_ready(s: PlanSituation) -> Refusal | None:
    """Each goes by the law of its own: heard, looked into, competent; one that cannot keeps no other back."""
    if s.given is None or s.value("ready"):
        return None
    left = (s.value("left") or ())[:MOST_SAID]
    if left:
        (number, first), *more = left
        why = "；".join([first.rstrip("。"), *(f"{each}：{reason.rstrip('。')}" for each, reason in more)])
        return s.no(
            P("没有一件现在能拟定意见。{number}：{why}", number=number, why=f"{why}。"), P("请逐件办到这一步。")
        )
    return s.no(P("没有一件现在能拟定意见。"), P("请逐件办到这一步；由承办的单位拟定。"))


def all_carried_out(s: PlanSituation) -> Refusal | None:
    left = s.facts.next_measure
    if left is None:
        return None
    return s.no(P("第{n}项措施还没有完成：{what}", n=left.number, what=left.what))


def everybody_answered(s: PlanSituation) -> Refusal | None:
    """A plan is no answer: each person has one of their own before it is done."""
    waiting = s.value("waiting")
    if not waiting:
        return None
    return s.no(P("还有{n}件没有答复信访人。", n=waiting), P("整改代替不了答复，请逐件答复。"))


def time_has_passed(s: PlanSituation) -> Refusal | None:
    clock = s.facts.running(PlanClock.EFFECT)
    last = None if clock is None else due(clock, s.world.calendar).on
    if last is None or s.on >= last:
        return None
    return s.no(P("{day}才看效果，现在看不出来。", day=last))


def is_late(s: PlanSituation) -> Refusal | None:
    name = s.value("clock")
    clock = None if name is None else s.facts.running(PlanClock(name))
    if name is None or (clock and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
