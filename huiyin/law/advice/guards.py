"""When an advice may be raised, issued, pressed and laid to rest."""

from __future__ import annotations

from huiyin.law.advice.accountability import SIGNS, Clause
from huiyin.law.advice.facts import AdviceSituation, periods
from huiyin.law.advice.vocabulary import Adoption, AdviceClock, AdviceKind
from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.common import NO_SUCH_ORGAN, at_an_office
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.words import P

_LEADING = frozenset({OrganKind.GOVERNMENT, OrganKind.PARTY_COMMITTEE})


def _to(s: AdviceSituation) -> int:
    return int(s.value("to_organ") or s.facts.to_organ)


def by_an_office(s: AdviceSituation) -> Refusal | None:
    if at_an_office(s.by, s.world):
        return None
    return s.no(P("三项建议由党委和政府信访部门提出。"), P("请把情况报给本级信访部门。"))


def rests_on_a_journal(s: AdviceSituation) -> Refusal | None:
    if s.given is None or s.value("links"):
        return None
    return s.no(P("建议要有依据：没有关联任何一件事。"), P("请写明依据哪一件、哪一步。"))


def reaches_whom_the_law_names(s: AdviceSituation) -> Refusal | None:
    """Policy goes to the Party committee and government of the same level (Art. 40 ¶2)."""
    if s.given is None:
        return None
    there, here = s.organ(_to(s)), s.organ(s.facts.coordinator)
    if there is None or here is None:
        return s.no(*NO_SUCH_ORGAN)
    if there.id == here.id:
        return s.no(P("不能向本机关提出建议。"))
    if s.facts.kind is not AdviceKind.POLICY or (there.kind in _LEADING and there.code == here.code):
        return None
    return s.no(P("完善政策的建议向本级党委和政府提出，{organ}不是。", organ=there.name), None, cite("xf2022", 40, 2))


def not_to_the_accused(s: AdviceSituation) -> Refusal | None:
    """An advice that rests on a report never goes to whom the report is about (Art. 30 ¶3).

    ``accused`` is what the record knows of the linked reports; it is asked anew at every step that sends.
    """
    barred = s.world.chart.barred(s.value("accused") or ())
    if s.given is None or s.world.standing(_to(s)) not in barred:
        return None
    return s.no(P("这个机关不能接收这份建议。"), P("请向有管理权限的上级机关提出。"), cite("xf2022", 30, 3))


def names_whom_and_why(s: AdviceSituation) -> Refusal | None:
    """Responsibility is advised against somebody, by a clause that the linked journals bear out, where they can."""
    if s.facts.kind is not AdviceKind.LIABILITY or s.given is None:
        return None
    whom, clause = s.value("whom") or "", s.value("clause") or ""
    if not whom or not clause:
        return s.no(P("追究责任，要写明追究谁的责任、依据哪一条。"), None, cite("xf2022", 40, 3))
    if Clause(clause) in SIGNS and clause not in (s.value("borne_out") or ()):
        what = Clause(clause).label
        return s.no(P("关联的记录里没有“{what}”的事实。", what=what), P("请关联有这个事实的那一步，或者选别的情形。"))
    return None


def heard_first(s: AdviceSituation) -> Refusal | None:
    if s.facts.kind is not AdviceKind.LIABILITY or s.facts.heard is not None:
        return None
    return s.no(P("还没有听取拟追责对象的陈述。"), P("请先听取并记下对方怎么说。"), cite("xf2022", 40, 3))


def for_liability(s: AdviceSituation) -> Refusal | None:
    return None if s.facts.kind is AdviceKind.LIABILITY else s.no(P("只有追究责任的建议要先听取陈述。"))


def has_a_last_day(s: AdviceSituation) -> Refusal | None:
    """Where the regulation has no period for the answer, the letter must set one."""
    if s.given is None or s.value("until") or periods(s.facts.book)[AdviceClock.ANSWER].length:
        return None
    return s.no(P("条例没有定反馈的期限。"), P("请写明请对方在哪天以前书面反馈。"), cite("xf2022", 40, 4))


def is_late(s: AdviceSituation) -> Refusal | None:
    clock = s.facts.running(AdviceClock.ANSWER)
    if clock is not None and ran_out(clock, s.world.calendar, s.on):
        return None
    return s.no(P("还没有超过反馈的期限。"))


def settled(s: AdviceSituation) -> Refusal | None:
    if s.facts.adoption is Adoption.NOT or s.facts.carried_out:
        return None
    return s.no(P("对方采纳了建议，还没有落实完。"), P("请先记录落实情况。"))
