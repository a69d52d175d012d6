"""The conditions on duties and rights beside the main road: xf2022 Art. 22 ¶1 (1), 24 ¶1, 25, 28 ¶3, 29 ¶2–3, 30 ¶2,
36 ¶2 and 37 ¶2."""

from __future__ import annotations

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.deadlines import ran_out
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.situation import Situation
from huiyin.law.matter.waiting import binds
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, ClaimKind, ClockKind, Closure, Execution, Outcome, RecusalRuling
from huiyin.law.words import P

#: Acts that only a regulation knows which lets a matter end in that way (Shanghai Art. 42 ¶1 (2)).
ENDS_BY = {Act.CONCLUDE_CHECK: Closure.CHECKED}
_TO_CARRY_OUT = frozenset({Execution.DUE, Execution.DENIED})


def in_the_book(s: Situation) -> Refusal | None:
    """What the matter's own regulation does not know is not done under it."""
    book = s.facts.book
    ending = ENDS_BY.get(s.act)
    if s.act not in book.lacks and (ending is None or ending in book.ends):
        return None
    return s.no(P("{book}没有规定这一步。", book=s.facts.book.title))


def checked_matter(s: Situation) -> Refusal | None:
    """Verified to the end is a grievance that had an opinion, and has not ended in another way for good."""
    if s.facts.needs_opinion and s.facts.closure in (None, Closure.LAPSED, Closure.ACCEPTED):
        return None
    return s.no(P("核查终结只用于出过信访处理意见、还没有终结的事项。"))


def at_the_petition_office(s: Situation) -> Refusal | None:
    """The duties of Art. 22 ¶1 (1), 29 ¶3 and 30 ¶2 are the petition office's."""
    here = s.organ(s.by.organ)
    if here is not None and here.kind is OrganKind.PETITION_OFFICE:
        return None
    return s.no(P("这一步由信访部门办理。"))


def grave_or_urgent(s: Situation) -> Refusal | None:
    if s.facts.urgent:
        return None
    return s.no(
        P("只有重大、紧急的事项才报请本级党委和政府决定。"),
        P("情况重大、紧急的，请先“报告重大紧急”。"),
        cite("xf2022", 25, 1),
    )


def urgent_reported(s: Situation) -> Refusal | None:
    organ = s.value("from_organ")
    if s.facts.urgent_told and (organ is None or s.world.standing(organ) in s.facts.urgent_told):
        return None
    return s.no(P("没有向这个机关报告过，或者它已经批示反馈。"), None, cite("xf2022", 25, 1))


def consulted_first(s: Situation) -> Refusal | None:
    """A dispute is put to the common superior or the conference only after the organs have talked (Art. 24 ¶1)."""
    if s.given is None or not s.facts.objections or s.facts.consulted or s.value("consulted"):
        return None
    return s.no(
        P("受理有争议的，先由所涉及的机关协商。"),
        P("请先“协商受理”，或者写明怎样协商、为什么没有谈成。"),
        cite("xf2022", 24, 1),
    )


def recusal_asked(s: Situation) -> Refusal | None:
    if s.facts.recusal_asked:
        return None
    return s.no(P("现在没有要决定的回避申请。"))


def recusal_not_asked_twice(s: Situation) -> Refusal | None:
    if not s.facts.recusal_asked:
        return None
    return s.no(P("上一次的回避申请还没有决定。"), P("决定以后会书面告诉您。"))


def something_is_late(s: Situation) -> Refusal | None:
    """A reminder (催办) is for a period that binds an organ and has run out, or a promise that was not kept."""
    if any(binds(clock) and not clock.citizens and ran_out(clock, s.world.calendar, s.on) for clock in s.facts.clocks):
        return None
    promised = [claim.execute_by for claim in s.facts.claims if claim.execution in _TO_CARRY_OUT and claim.execute_by]
    if promised and min(promised) < s.on:
        return None
    return s.no(P("还没有到期，到期没有办的才催办。"), P("有新的情况，可以随时补充。"))


def not_urged_yet(s: Situation) -> Refusal | None:
    if s.facts.running(ClockKind.REMINDER) is None:
        return None
    return s.no(P("已经催办过了，正在等答复。"))


def was_urged(s: Situation) -> Refusal | None:
    if s.facts.running(ClockKind.REMINDER) is not None:
        return None
    return s.no(P("没有要答复的催办。"))


def decided_by_another(s: Situation) -> Refusal | None:
    """Nobody decides on their own recusal (zj2016 Art. 27 ¶2)."""
    if s.value("who") is None or s.value("who") != s.by.person:
        return None
    return s.no(P("申请回避的就是您，不能由您决定。"), P("请本机关的其他负责人决定。"))


def whom_it_concerns(s: Situation) -> Refusal | None:
    """Who leaves must be named, and a successor where the matter is in their hands."""
    if s.given is None or s.value("ruling") != RecusalRuling.GRANTED:
        return None
    who, heir = s.value("who"), s.value("to_person")
    if who is None:
        return s.no(P("同意回避，要写明是谁回避。"))
    if heir == who or (heir is None and who == s.facts.owner):
        return s.no(P("回避的是经办人，请指定接替的人。"))
    return None


def suggestion_adopted(s: Situation) -> Refusal | None:
    if any(claim.outcome in (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED) for claim in s.facts.claims):
        return None
    return s.no(P("只有采纳或者部分采纳的建议意见才给予奖励。"), None, cite("xf2022", 29, 2))


def holds_a_suggestion(s: Situation) -> Refusal | None:
    if any(claim.kind is ClaimKind.SUGGESTION for claim in s.facts.claims):
        return None
    return s.no(P("只有建议意见可以列入人民建议征集。"), None, cite("xf2022", 29, 3))


def is_a_report(s: Situation) -> Refusal | None:
    if s.facts.report:
        return None
    return s.no(P("只通报反映干部问题的信访情况。"), None, cite("xf2022", 30, 2))


def heard_in_rereview(s: Situation) -> Refusal | None:
    """Only a re-review opinion that went through a hearing is made public, and never a report (Art. 36 ¶2, 30 ¶3)."""
    if s.facts.report:
        return s.no(P("检举控告要保密，不能公示。"), None, cite("xf2022", 30, 3))
    if s.facts.heard_in_rereview and s.by.organ == s.world.standing(s.facts.rereviewer or 0):
        return None
    return s.no(P("只有经过听证的复核意见，才可以由复核机关公示。"))


def nobody_is_named(s: Situation) -> Refusal | None:
    if s.given is None or s.value("masked"):
        return None
    return s.no(P("公示的内容要隐去个人信息。"), P("请核对以后确认。"), cite("pipl2021", 25))


def relief_pending(s: Situation) -> Refusal | None:
    if s.facts.relief_open:
        return None
    return s.no(P("还没有告知或协助申请过救助，或者结果已经记录。"))
