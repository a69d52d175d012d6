"""When a sample may be drawn, read, sent to the organ and laid to rest."""

from __future__ import annotations

from huiyin.law.check.facts import CheckSituation
from huiyin.law.check.vocabulary import CheckClock
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.order.guards import down_the_edges
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.words import P

#: Who reads: those who may read what the organs below hold (huiyin.law.reading, OVERSEERS).
READERS = (Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD)
MOST = 200
__all__ = ["READERS", "down_the_edges"]


# The draw -----------------------------------------------------------------------------------------------------------


def days_in_order(s: CheckSituation) -> Refusal | None:
    if s.given is None or s.facts.since <= s.facts.until <= s.on:
        return None
    return s.no(P("起止日期不对：起在止后，或者还没有到。"))


def a_sample_one_can_read(s: CheckSituation) -> Refusal | None:
    if s.given is None or (1 <= s.facts.chance <= MOST and s.facts.risk <= MOST):
        return None
    return s.no(P("随机至少抽1件，每样最多抽{n}件。", n=MOST))


def two_readers(s: CheckSituation) -> Refusal | None:
    """Four eyes: the second reader is somebody else of the same office who may read what is drawn."""
    second = s.value("to_person") or s.value("second")
    if second is None:
        return None
    if second in (s.facts.first, s.by.person) or not s.world.able(second, s.facts.coordinator, frozenset(READERS)):
        return s.no(P("第二评议人要是本机关另一位督查、分流人员或者负责人。"), P("请换一位。"))
    return None


def something_to_draw(s: CheckSituation) -> Refusal | None:
    if s.given is None or s.value("size"):
        return None
    return s.no(P("这段时间里没有可以抽的事项。"), P("请换时间、范围或者机关；刚刚发生的，稍后再试。"))


def seed_from_somewhere(s: CheckSituation) -> Refusal | None:
    """A seed that a person brings says where everybody can read it."""
    if s.value("typed") is None or s.value("seed_from"):
        return None
    return s.no(P("自己填的种子，要写明从哪里来，别人能查到。"), P("不填种子，由系统随机生成。"))


# Reading ------------------------------------------------------------------------------------------------------------


def by_a_reader(s: CheckSituation) -> Refusal | None:
    if s.by.person in (s.facts.first, s.facts.second):
        return None
    return s.no(P("由这次抽查的两位评议人评议。"))


def drawn_and_not_read(s: CheckSituation) -> Refusal | None:
    """Each reads what is theirs once; who reads second does so without seeing the first."""
    if s.given is None:
        return None
    matter, facts = s.value("matter_id"), s.facts
    mine = facts.twice if s.by.person == facts.second else facts.sample
    if matter not in mine:
        return s.no(P("这件事没有抽到，或者不用您评议。"), P("请核对编号。"))
    done = facts.read_again if s.by.person == facts.second else facts.read
    return s.no(P("这一件您已经评议过，不能再改。")) if matter in done else None


def of_no_own_hand(s: CheckSituation) -> Refusal | None:
    """Nobody reads what they dealt with themselves (Art. 28 ¶3)."""
    if not s.value("own_hand"):
        return None
    return s.no(P("这件事您经手过，不能评议。"), P("请换一位评议人。"), cite("xf2022", 28, 3))


def wholly_answered(s: CheckSituation) -> Refusal | None:
    if s.given is None or s.value("reading") is not None:
        return None
    return s.no(P("评议表上每一项都要选。"))


def seen_differently(s: CheckSituation) -> Refusal | None:
    if s.given is None or s.value("matter_id") in s.facts.differing:
        return None
    return s.no(P("这一件两个人看法一致，或者还没有都评议完。"))


def somewhere_seen_differently(s: CheckSituation) -> Refusal | None:
    return None if s.facts.differing else s.no(P("没有看法不同、还没有合议的。"))


def all_read(s: CheckSituation) -> Refusal | None:
    facts = s.facts
    left = len(facts.sample - facts.read) + len(facts.twice - facts.read_again)
    if left:
        return s.no(P("还有{n}份没有评议。", n=left))
    if facts.differing:
        return s.no(P("还有{n}件两个人看法不同，没有合议。", n=len(facts.differing)))
    return None


# Sending, answering, ending -----------------------------------------------------------------------------------------


def not_to_the_accused(s: CheckSituation) -> Refusal | None:
    """What rests on a report never goes to whom it is about, nor below them (Art. 30 ¶3); matters that became one."""
    barred = s.world.chart.barred(s.value("accused") or ())
    if s.given is None or s.world.standing(s.facts.to_organ) not in barred:
        return None
    return s.no(
        P("抽到的事项里有不能告诉这个机关的。"), P("请撤销这次抽查，另外再抽。"), cite("xf2022", 30, 3)
    )  # fmt: skip


def by_the_addressed(s: CheckSituation) -> Refusal | None:
    if s.by.organ == s.world.standing(s.facts.to_organ):
        return None
    return s.no(P("由被查的机关答复。"))


def found_wanting(s: CheckSituation) -> Refusal | None:
    if not s.facts.wanting:
        return s.no(P("没有查出问题的事项。"))
    if s.given is None or s.value("matter_id") in s.facts.wanting:
        return None
    return s.no(P("这一件没有查出问题。"), P("请选查出问题的那一件。"))


def heard_or_in_order(s: CheckSituation) -> Refusal | None:
    """What was found wanting is told to the organ, and it is heard, before the check ends."""
    if not s.facts.wanting:
        return None
    return s.no(P("查出了问题，还没有反馈给机关、听它说明。"), P("请先“反馈给机关”。"), cite("xf2022", 40, 4))


def is_late(s: CheckSituation) -> Refusal | None:
    clock = s.facts.running(CheckClock.ANSWER)
    if clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))
