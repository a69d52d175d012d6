"""When a visit may be arranged, held, followed up and laid to rest (xf2022 Art. 18 ¶2).

What the record knows of the matter (``prepare`` of the kind) comes with the particulars: ``found`` the rules by which
it may be put before a leader today, ``secret`` whether it is a report of wrongdoing, ``unfit`` who may not touch it,
``open_tasks`` what was set at the visit and is not done.
"""

from __future__ import annotations

from huiyin.law.beside import Manner
from huiyin.law.frame.common import whole
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.visit.facts import VisitSituation
from huiyin.law.visit.vocabulary import Chosen, VisitClock
from huiyin.law.words import P


def about_no_report(s: VisitSituation) -> Refusal | None:
    """A report of wrongdoing is heard by the organ that may hold it, by that organ's own rules (Art. 22 ¶2, 30 ¶3)."""
    if s.given is None or not s.value("secret"):
        return None
    why = P("检举控告由有权机关按规定当面听取，不在这里安排。")
    return s.no(why, P("请按“分类定性”转有管理权限的机关。"), cite("xf2022", 30, 3))


def of_a_living_matter(s: VisitSituation) -> Refusal | None:
    if s.given is None or not s.value("archived"):
        return None
    return s.no(P("这件事已经归档。"), P("有新的事实，请先登记新的事项，注明原编号。"))


def leader_may_hear(s: VisitSituation) -> Refusal | None:
    """Whoever has withdrawn from the matter does not receive its petitioner either (Art. 28 ¶3)."""
    if s.given is None or s.facts.leader not in (s.value("unfit") or ()):
        return None
    return s.no(P("这位领导已经回避，不能接访这件事。"), P("请换一位领导。"), cite("xf2022", 28, 3))


def not_visited_twice(s: VisitSituation) -> Refusal | None:
    number = s.value("taken")
    if not number:
        return None
    return s.no(P("这件事已经安排了接访，编号{number}，还没有了结。", number=number), P("请在那一次里继续。"))


def chosen_by_rule(s: VisitSituation) -> Refusal | None:
    """Who is invited is chosen by a rule that the record bears out, or by a reason that somebody writes down."""
    facts = s.facts
    if s.given is None or facts.manner not in (Manner.INVITES, Manner.READS):
        return None
    if facts.cause is None:
        return s.no(P("约访、阅信要选为什么选这件事。"))
    if facts.cause is Chosen.OTHER:
        return None if s.value("why") else s.no(P("选“其他原因”的，要写明为什么。"))
    if facts.cause in (s.value("found") or ()):
        return None
    what = facts.cause.label
    return s.no(P("办理记录里现在没有“{what}”的情形。", what=what), P("记录看不出来的，请选“其他原因”，写明为什么。"))


def says_where(s: VisitSituation) -> Refusal | None:
    """Whoever is to come must know when and where."""
    if s.given is None or s.facts.manner is Manner.READS or (s.value("place") and s.value("time")):
        return None
    return s.no(P("请写明地点和几点，来访人要照着来。"))


task_is_whole = whole("promise", "promise_until")


def carried_out(s: VisitSituation) -> Refusal | None:
    """What came of it is told when what was set there was done, each an undertaking by its own number."""
    left = s.value("open_tasks") or ()
    if not left:
        return None
    return s.no(P("落实事项{left}还没有落实。", left=tuple(left)), P("请催办，落实了再告知。"), cite("xf2022", 32, 2))


def of_an_earlier_version(s: VisitSituation) -> Refusal | None:
    """Done by what carries records over to this version, which does not ask; by nobody else."""
    return s.no(P("交办的事记在“落实事项”里。"), P("请打开交办的那一件，在那里报告、确认。"))


def ran_out_untold(s: VisitSituation) -> Refusal | None:
    """Only a clock that has run out, and that nobody has noted yet."""
    kind = VisitClock(str(s.value("clock"))) if s.given is not None else None
    clock = s.facts.running(kind) if kind is not None else None
    if s.given is None or (clock is not None and not clock.overdue and ran_out(clock, s.world.calendar, s.on)):
        return None
    return s.no(P("这个时限没有逾期，或已经记录。"))


def receives_people(by: Actor, world: World) -> bool:
    """Every organ receives people; nobody without one does."""
    return by.organ in world.chart.organs
