"""When something may be promised, reported, put off, passed on, confirmed and denied.

What the record knows of the matter (``prepare`` of the kind) comes with the particulars: ``matter_id``, ``report``
whether the matter is a report, ``accused`` and ``unfit`` whom it may not reach; ``from_matter`` says that an act of
the matter does it, ``from_topic`` that the joint conference set it, ``from_visit`` a leader at a visit.
"""

from __future__ import annotations

from datetime import date

from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Role
from huiyin.law.undertaking.facts import UndertakingSituation
from huiyin.law.undertaking.vocabulary import FILED, Evidence, UndertakingClock
from huiyin.law.words import P


def said_what(s: UndertakingSituation) -> Refusal | None:
    """What the opinion says of a claim is the promise; beside that somebody says what was promised, and by when."""
    if s.given is None or s.value("from_matter"):
        return None
    if not s.value("what"):
        return s.no(P("请写明答应了什么。"))
    return _ahead(s, s.facts.by)


def _ahead(s: UndertakingSituation, day: date) -> Refusal | None:
    return s.no(P("答应的日子{day}已经过去了。", day=day)) if day < s.on else None


def not_of_a_report(s: UndertakingSituation) -> Refusal | None:
    """What is promised to who reported wrongdoing stands in its answer, which is sealed (Art. 30 ¶3)."""
    if s.given is None or s.value("from_matter") or not s.value("report"):
        return None
    return s.no(P("检举控告不另立落实事项。"), P("请在这件检举控告里办理和反馈。"), cite("xf2022", 30, 3))


def for_oneself_or_below(s: UndertakingSituation) -> Refusal | None:
    """Nobody promises what another organ has to do, unless they lead it, or the joint conference or a leader who met
    the person set it; what a leader promised, who leads does."""
    here, there = s.value("leads") or s.by.organ, s.world.standing(s.facts.to_organ)
    by_others = s.value("from_matter") or s.value("from_topic") or s.value("from_visit")
    if s.given is None or by_others or here is None:
        return None
    if here == there or s.world.chart.is_below(there, here):
        return None
    return s.no(P("只能替本单位或者下级单位答应。"), P("别的单位要做的事，请用转送、协办或者联席会议。"))


def not_to_the_accused(s: UndertakingSituation) -> Refusal | None:
    """A promise that rests on a report never goes to whom it is about, nor below them (Art. 30 ¶3)."""
    barred = s.world.chart.barred(s.value("accused") or ())
    there = s.world.standing(int(s.value("to_organ") or s.facts.to_organ))
    if s.given is None or there not in barred:
        return None
    return s.no(P("这个单位不能接收。"), None, cite("xf2022", 30, 3))


def to_another_organ(s: UndertakingSituation) -> Refusal | None:
    to = s.value("to_organ")
    if to is None or s.world.standing(int(to)) != s.holder:
        return None
    return s.no(P("请选本单位以外的单位。"))


def shows_what_it_names(s: UndertakingSituation) -> Refusal | None:
    """Who says that there is a photo or a slip hands it in."""
    kind = s.value("kind")
    if kind is None or Evidence(kind) not in FILED or s.value("files"):
        return None
    return s.no(P("说有{kind}，请附上。", kind=Evidence(kind)), P("没有留下凭据的，请照实选“没有留下凭据”。"))


def later_than_promised(s: UndertakingSituation) -> Refusal | None:
    until = s.value("until")
    if until is None or date.fromisoformat(until) > s.facts.by:
        return None
    return s.no(P("原来答应的是{day}，延期要比它晚。", day=s.facts.by))


def own_word_or_proved(s: UndertakingSituation) -> Refusal | None:
    """The person's own word; at a counter it is taken down with proof, and not by whoever says that it is done."""
    if s.given is None or Role.PETITIONER in s.by.roles:
        return None
    if s.by.person is not None and s.by.person in (s.facts.owner, s.facts.reporter):
        return s.no(P("报告落实的人不能替信访人确认。"), P("请让信访人自己在网上确认，或者换一位同事登记。"))
    if s.value("proof"):
        return None
    return s.no(P("代信访人登记，要写本人说的凭证。"), P("可以写签名的字条，或者通话录音的编号。"))


def beside_the_claims(s: UndertakingSituation) -> Refusal | None:
    """What an opinion promised falls with the opinion alone."""
    if not s.facts.claim:
        return None
    return s.no(P("意见、协议里答应的，意见还在就要落实。"), P("意见被撤销、协议没有履行的，会自动记在这里。"))


def by_the_matter(s: UndertakingSituation) -> Refusal | None:
    if s.given is None or s.value("from_matter"):
        return None
    return s.no(P("意见被撤销、协议没有履行的，会自动记在这里。"))


def is_late(s: UndertakingSituation) -> Refusal | None:
    name = s.value("clock")
    clock = None if name is None else s.facts.running(UndertakingClock(name))
    if name is None or (clock and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))


def time_to_say_is_over(s: UndertakingSituation) -> Refusal | None:
    clock = s.facts.running(UndertakingClock.CONFIRM)
    if clock is not None and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("还在等信访人确认。"))
