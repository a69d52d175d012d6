"""When a claim may be kept as not yet possible, and when it is opened again.

It only stands beside an answer, and never ends a matter: the answer, its review and every period go on as before.
What the record knows of the matter (``prepare`` of the kind) comes with the particulars: ``matter_id``, ``report``
whether it is a report, ``answered`` whether the claim's answer was served, ``outcome`` what it says, ``executing``
whether something was promised for it, ``taken`` the record that already waits for it, ``accused`` whom it may
not reach.
"""

from __future__ import annotations

from huiyin.law.frame.deadlines import due, ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.notyet.facts import NotYetSituation
from huiyin.law.notyet.vocabulary import NoLonger, NotYetClock
from huiyin.law.reading import WORKERS
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Outcome, Role
from huiyin.law.words import P

#: What an answer says that finds a claim reasonable and cannot meet it now; what is supported is carried out.
REASONABLE = frozenset({Outcome.EXPLAINED, Outcome.PARTLY_ADOPTED, Outcome.NOTED})


def not_of_a_report(s: NotYetSituation) -> Refusal | None:
    """What wrongdoing was reported is investigated, and waits for no condition (Art. 30)."""
    if s.given is None or not s.value("report"):
        return None
    return s.no(P("检举控告不列入暂不具备条件。"), P("请依规依纪依法办理。"), cite("xf2022", 30, 3))


def beside_an_answer(s: NotYetSituation) -> Refusal | None:
    """It replaces neither the answer nor its service: the claim has been answered, and the person has it in hand."""
    if s.given is None or s.value("answered"):
        return None
    return s.no(
        P("这项请求还没有答复并送达，不能列入。"),
        P("请先依法作出处理意见、送达信访人；列入不代替答复，也不停止任何期限。"),
        cite("xf2022", 32, 2),
    )


def of_a_reasonable_claim(s: NotYetSituation) -> Refusal | None:
    """What was supported is carried out; what has no ground has none tomorrow either (Art. 32 (1), (3))."""
    if s.given is None or not s.value("answered"):
        return None
    if s.value("executing") or s.value("outcome") == Outcome.SUPPORTED:
        return s.no(P("这项请求已经支持，要落实。"), P("请在“落实事项”里办理。"), cite("xf2022", 32, 2))
    if s.value("outcome") in REASONABLE:
        return None
    return s.no(P("答复没有说这项请求合理，不能列入。"), P("答复有错的，请通过复查、复核改正。"), cite("xf2022", 35))


def not_kept_twice(s: NotYetSituation) -> Refusal | None:
    number = s.value("taken")
    if not number:
        return None
    return s.no(P("这项请求已经列入，编号{number}。", number=number), P("请在那一件里继续。"))


def looked_at_in_time(s: NotYetSituation) -> Refusal | None:
    most, every = s.facts.book.options.condition_months, s.facts.every
    if s.given is None or 1 <= every <= most:
        return None
    return s.no(P("至少每{n}个月看一次。", n=most))


def not_to_the_accused(s: NotYetSituation) -> Refusal | None:
    """What rests on a report never goes to whom it is about, nor below them (Art. 30 ¶3)."""
    barred = s.world.chart.barred(s.value("accused") or ())
    there = s.world.standing(int(s.value("to_organ") or s.facts.watcher))
    if s.given is None or there not in barred:
        return None
    return s.no(P("这个单位不能接收。"), None, cite("xf2022", 30, 3))


def to_another_organ(s: NotYetSituation) -> Refusal | None:
    to = s.value("to_organ")
    if to is None or s.world.standing(int(to)) != s.holder:
        return None
    return s.no(P("请选本单位以外的单位。"))


def to_one_above(s: NotYetSituation) -> Refusal | None:
    """Upward, along the edges or to an office that oversees whoever looks (Art. 14)."""
    there, here, chart = s.organ(s.value("to_organ")), s.holder, s.world.chart
    if s.given is None:
        return None
    if there is not None and there.id != here and (chart.is_below(here, there.id) or there.id in chart.overseers(here)):
        return None
    return s.no(P("请选上级机关，或者上级信访部门、联席会议办公室。"))


def proved(s: NotYetSituation) -> Refusal | None:
    """At a counter the person's word is taken down with proof."""
    if s.given is None or Role.PETITIONER in s.by.roles or s.value("proof"):
        return None
    return s.no(P("代信访人登记，要写本人说的凭证。"), P("可以写签名的字条，或者通话录音的编号。"))


def nothing_unanswered(s: NotYetSituation) -> Refusal | None:
    """What was said once is answered first; after its day it may be said again."""
    clock = s.facts.running(NotYetClock.SAID)
    if clock is None or ran_out(clock, s.world.calendar, s.on):
        return None
    last = due(clock, s.world.calendar).on
    return s.no(P("已经说过条件有变化，{day}以前去看了答复。", day=last), P("又有新的情况，可以补充材料。"))


def grounded(s: NotYetSituation) -> Refusal | None:
    """That the person waits no more is their own word; that the condition never comes, whoever leads the organ says."""
    if s.given is None:
        return None
    because = NoLonger(s.value("because"))
    if because is NoLonger.WITHDRAWN and not s.value("proof"):
        return s.no(P("信访人说不用再等的，要写凭证。"), P("可以写签名的字条，或者通话录音的编号。"))
    if because is NoLonger.NEVER and Role.HEAD not in s.by.roles:
        return s.no(P("条件确定不会再有，由单位负责人写明理由。"))
    return None


def ran_out_untold(s: NotYetSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    kind = NotYetClock(str(s.value("clock"))) if s.given is not None else None
    clock = s.facts.running(kind) if kind is not None else None
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))


def works_there(by: Actor, world: World) -> bool:
    return by.organ in world.chart.organs and not by.roles.isdisjoint(WORKERS)
