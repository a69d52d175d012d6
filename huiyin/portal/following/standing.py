"""Where a matter stands, in the words its petitioner needs first: who has it, what next, by when, and the way out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from huiyin.law.chart.routes import ROUTES, Route
from huiyin.law.frame.deadlines import Clock, Due, due
from huiyin.law.matter.facts import ClaimFacts
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import ClaimKind, ClockKind, Execution, Ground, Outcome, Stage
from huiyin.law.words import P, Phrase
from huiyin.portal.following.matter import Contact, Matter

_NOW: Final[Mapping[Stage, Phrase]] = {
    Stage.REGISTERED: P("{organ}收到了，正在看该由谁办"),
    Stage.TRANSFERRED: P("已经转给{organ}，等它接收"),
    Stage.OBJECTED: P("{organ}正在核实该由哪个单位办"),
    Stage.DISPUTED: P("{organ}正在确定由哪个单位办"),
    Stage.CONFERENCE: P("{organ}正在协调由哪个单位办"),
    Stage.HANDLING: P("{organ}正在办理"),
    Stage.AGREED: P("协议已经达成，等着履行"),
    Stage.PROPOSED: P("{organ}写好了意见，负责人正在审"),
    Stage.DECIDED: P("{organ}已经作出意见，正在送给您"),
    Stage.SERVED: P("{organ}已经书面答复您"),
    Stage.REVIEW_SOUGHT: P("{organ}收到了您的复查申请"),
    Stage.REVIEWING: P("{organ}正在复查"),
    Stage.REVIEW_DECIDED: P("{organ}作出了复查意见，正在送给您"),
    Stage.REVIEW_SERVED: P("复查意见已经送到您手上"),
    Stage.REREVIEW_SOUGHT: P("{organ}收到了您的复核申请"),
    Stage.REREVIEWING: P("{organ}正在复核"),
    Stage.REREVIEW_DECIDED: P("{organ}作出了复核意见，正在送给您"),
    Stage.REREVIEW_SERVED: P("复核意见已经送到您手上，信访程序到此终结"),
    Stage.ARCHIVED: P("已经归档"),
}
_BY_WHEN: Final[Mapping[ClockKind, Phrase]] = {
    ClockKind.SORT: P("最迟这一天告诉您由谁办"),
    ClockKind.NOTIFY_DIRECT: P("最迟这一天书面告诉您收到了、怎么办"),
    ClockKind.NOTIFY: P("最迟这一天书面告诉您收到了、怎么办"),
    ClockKind.HANDLE: P("最迟这一天书面答复您"),
    ClockKind.ADMIT_REVIEW: P("最迟这一天决定受不受理您的复查申请"),
    ClockKind.ADMIT_REREVIEW: P("最迟这一天决定受不受理您的复核申请"),
    ClockKind.REVIEW: P("最迟这一天给您书面的复查意见"),
    ClockKind.REREVIEW: P("最迟这一天给您书面的复核意见"),
    ClockKind.SEEK_REVIEW: P("不服的话，最迟这一天申请复查"),
    ClockKind.SEEK_REREVIEW: P("不服的话，最迟这一天申请复核"),
    ClockKind.ASSIGNMENT: P("上级交办，最迟这一天报结果"),
    ClockKind.REMINDER: P("您催办了，最迟这一天告诉您办到哪一步"),
    ClockKind.FEEDBACK: P("正在督办，最迟这一天说明情况"),
}
# What is waited for, first to last; the objection clock is between organs and no business of the petitioner's.
_FIRST: Final = tuple(_BY_WHEN)


@dataclass(frozen=True, slots=True)
class Coming:
    """What must happen next, and by when; without a clock only the sentence."""

    sentence: Phrase
    due: Due | None = None
    citation: Citation | None = None
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way out that is open to the person: until when, and to whom."""

    title: Phrase
    sentence: Phrase
    citation: Citation
    due: Due | None = None
    to: Contact | None = None


def now_words(matter: Matter) -> Phrase:
    """The one sentence at the top of the page."""
    facts = matter.facts
    if facts.stage is Stage.CLOSED:
        return P("已经办结：{why}", why=facts.closure) if facts.closure else P("已经办结")
    return P(_NOW[facts.stage].text, organ=matter.organ_name(facts.holder))


def coming(matter: Matter) -> Coming:
    """The next day that counts for the person."""
    facts = matter.facts
    running = [clock for clock in facts.clocks if clock.running and clock.kind in _BY_WHEN]
    clock = min(running, key=lambda clock: _FIRST.index(clock.kind), default=None)
    if clock is not None:
        last = due(clock, matter.world.calendar)
        return Coming(_BY_WHEN[clock.kind], last, facts.book.periods[clock.kind].citation, clock)
    if promised := [claim.execute_by for claim in facts.claims if claim.execute_by and _to_execute(claim)]:
        return Coming(P("答应这一天前落实"), Due(min(promised), P("意见里写明的落实日期")), cite("xf2022", 32, 2))
    if any(claim.execution is Execution.DONE for claim in facts.claims):
        return _TO_CONFIRM
    return _WITHOUT_CLOCK.get(facts.stage, _NOTHING)


_NOTHING: Final = Coming(P("没有在等的事。有新情况，随时可以告诉我们。"))
_TO_CONFIRM: Final = Coming(P("单位说已经落实，等您看过以后告诉我们是不是真的。"))
_SOON: Final = Coming(
    P("意见送到您手上那天，我们会记下来；您申请复查、复核的时间从那天起算。"), None, cite("xf2022", 35)
)
_WITHOUT_CLOCK: Final[Mapping[Stage, Coming]] = {
    Stage.DECIDED: _SOON,
    Stage.REVIEW_DECIDED: _SOON,
    Stage.REREVIEW_DECIDED: Coming(P("意见送到您手上，信访程序就终结了。"), None, cite("xf2022", 36, 3)),
    Stage.PROPOSED: Coming(P("负责人审签以后，书面送给您。"), None, cite("xf2022", 32, 1)),
    Stage.OBJECTED: Coming(P("核实清楚就接着办，不用您再跑。"), None, cite("xf2022", 23, 3)),
    Stage.DISPUTED: Coming(P("定下来就接着办，不用您再跑。"), None, cite("xf2022", 24, 1)),
    Stage.CONFERENCE: Coming(P("定下来就接着办，不用您再跑。"), None, cite("xf2022", 24, 1)),
}


def _to_execute(claim: ClaimFacts) -> bool:
    return claim.execution in (Execution.DUE, Execution.DENIED)


# The four that are always shown: time limit, procedure, result, person in charge --------------------------------------


def four(matter: Matter) -> dict[str, Any]:
    """时限、程序、结果、负责人, for the part that shows them."""
    following, owner = coming(matter), matter.owner
    return {
        "due": following.due,
        "citation": following.citation if following.due else None,
        "procedure": procedure(matter),
        "result": result(matter),
        "who": owner.name,
        "organ": owner.organ,
        "phone": owner.phone,
    }


def procedure(matter: Matter) -> Phrase:
    """By which procedure it is dealt with, as far as that is known."""
    claims = matter.facts.claims
    if matter.facts.report:
        return P("检举控告：由有权机关查处并反馈")
    if not matter.facts.classed:
        return P("登记 → 分清该走的程序 → 办理")
    if claims and all(claim.route for claim in claims):
        return P("法定途径：{routes}", routes=[ROUTES[key].name for key in _routes(matter)])
    if matter.facts.needs_opinion:
        return P("调查核实 → 书面意见 → 不服可以复查、复核")
    if any(claim.ground is Ground.DUTY for claim in claims):
        return P("依法履行职责 → 书面答复")
    if all(claim.kind is ClaimKind.SUGGESTION for claim in claims):
        return P("研究 → 采纳的告诉您")
    return P("走法定程序")


def result(matter: Matter) -> Phrase | list[Phrase] | None:
    """What has come of it, claim by claim; ``None`` while there is nothing."""
    facts = matter.facts
    said = [P("第{n}项{outcome}", n=claim.id, outcome=claim.outcome) for claim in facts.claims if claim.outcome]
    if said:
        return said
    return P("{closure}", closure=facts.closure) if facts.closure else None


VERDICT_STATE: Final = {
    Outcome.SUPPORTED: "ok", Outcome.ADOPTED: "ok", Outcome.PERFORMED: "ok", Outcome.PARTLY_ADOPTED: "ok",
    Outcome.HANDLED: "ok",
}  # fmt: skip


# Ways out ------------------------------------------------------------------------------------------------------------


def remedies(matter: Matter) -> list[Remedy]:
    """Until when one may ask for review or re-review, and whom; where the statutory routes lead; what is final."""
    facts = matter.facts
    found = [
        *_review(matter, ClockKind.SEEK_REVIEW, facts.responsible, P("不服这个答复？可以申请复查")),
        *_review(matter, ClockKind.SEEK_REREVIEW, facts.reviewer, P("不服复查意见？可以申请复核")),
    ]
    if facts.stage is Stage.REREVIEW_SERVED:
        found.append(
            Remedy(
                P("复核是最后一步"),
                P("同样的事实和理由，不再受理。有新的事实，可以作为新的事项提出。"),
                cite("xf2022", 36, 3),
            )
        )
    return [*found, *(_by_law(ROUTES[key]) for key in _routes(matter))]


def _review(matter: Matter, kind: ClockKind, decided_by: int | None, title: Phrase) -> list[Remedy]:
    clock = matter.facts.running(kind)
    if clock is None or decided_by is None:
        return []
    last = due(clock, matter.world.calendar)
    above = matter.world.chart.superior(decided_by)
    sentence = P("从收到书面意见那天算起 {n} 天内，向上一级机关提出。", n=clock.length)
    citation = matter.facts.book.periods[kind].citation
    return [Remedy(title, sentence, citation, last, matter.contact(None, above) if above else None)]


def _routes(matter: Matter) -> list[str]:
    return list(dict.fromkeys(c.route for c in matter.facts.claims if c.route and c.route in ROUTES))


def _by_law(route: Route) -> Remedy:
    first = route.limits[0].words if route.limits else route.explanation
    return Remedy(
        P("请走：{route}", route=route.name), P("{first}。去哪里：{where}", first=first, where=route.where), route.basis
    )
