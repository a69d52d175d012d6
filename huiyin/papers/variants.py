"""Every instrument in each of its legal variants (样张): class, outcome, ruling, ground, route, receipt and book.

Invented facts; :mod:`huiyin.papers.proof` prints them for a lawyer to read, and a test walks them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from huiyin.law.chart.organs import OrganKind
from huiyin.law.chart.routes import ROUTES
from huiyin.law.matter.competence import Cell, ask
from huiyin.law.papers import Paper, Service
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.terms import (
    Act,
    ClaimKind,
    Class,
    ClockKind,
    Ground,
    Lacking,
    NonAcceptance,
    Outcome,
    RecusalRuling,
    Relief,
    Ruling,
    Side,
    SupervisionGround,
)
from huiyin.papers.facts import PaperFacts, route_text
from huiyin.papers.kinds import KINDS, Kind
from huiyin.papers.sample_matter import CITY, COUNTY, DUES, OFFICE, due_text
from huiyin.papers.samples import sample


@dataclass(frozen=True, slots=True)
class Variant:
    """One instrument in one variant. ``name`` says which, in the words of the law."""

    kind: Kind
    name: str
    facts: PaperFacts


Change = tuple[str, Mapping[str, Any]]

#: Acts of the national regulation that owe these papers; a book without the act has no such paper.
_OWED_BY: Final[Mapping[Kind, Act]] = {
    Paper.RELIEF_NOTICE: Act.OFFER_RELIEF,
    Paper.PERSONNEL_LETTER: Act.INFORM_PERSONNEL,
}


def variants(book: RuleBook) -> Iterator[Variant]:
    """All of them under one book."""
    for kind in KINDS:
        if kind in _OWED_BY and _OWED_BY[kind] in book.lacks:
            continue
        changes = _CHANGES.get(kind, _only)
        for name, values in changes(sample(kind), book):
            yield Variant(kind, name, _under(book, replace(sample(kind), **values)))


def everything() -> Iterator[tuple[RuleBook, Variant]]:
    """All of them under every book."""
    for book in BOOKS.values():
        yield from ((book, each) for each in variants(book))


def _under(book: RuleBook, facts: PaperFacts) -> PaperFacts:
    """The same matter under another book: its periods are as long as that book says, and stand where it says."""
    longer = int(facts.word("days") or 0) if facts.kind is Paper.EXTENSION_NOTICE else 0
    dues = {
        clock: due_text(book, clock, longer if clock is ClockKind.HANDLE else 0)
        for clock in facts.dues
        if clock in book.periods
    }
    return replace(facts, book_key=book.key, dues=dues)


def _only(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "", {}


def _said(facts: PaperFacts, **words: str) -> Mapping[str, Any]:
    return {"said": {**facts.said, **words}}


def _claims(facts: PaperFacts, *rows: Mapping[str, Any]) -> Mapping[str, Any]:
    base = facts.claims[0]
    return {"claims": tuple(replace(base, number=at, **row) for at, row in enumerate(rows, 1))}


def _opinions(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    nothing = {"execute_by": None, "executor": ""}
    yield "支持", _claims(facts, {"outcome": Outcome.SUPPORTED})
    yield "解释说明", _claims(facts, {"outcome": Outcome.EXPLAINED, **nothing})
    for lacking in Lacking:
        row = {"outcome": Outcome.NOT_SUPPORTED, "lacking": lacking, **nothing}
        yield f"不予支持：{lacking.label}", _claims(facts, row)
    guided = {"route": route_text(ROUTES["civil_suit"], book), "outcome": None, "finding": "", "basis": "", **nothing}
    yield "两项请求，一项引导", _claims(facts, {"outcome": Outcome.SUPPORTED}, guided)


#: Which answers each class of claim may have in a reply (Art. 29, 30, 31 (5)).
_REPLIES: Final = (
    (ClaimKind.SUGGESTION.label, (Outcome.ADOPTED, Outcome.PARTLY_ADOPTED, Outcome.NOTED)),
    (ClaimKind.ACCUSATION.label, (Outcome.HANDLED, Outcome.ANSWERED)),
    (f"{ClaimKind.GRIEVANCE.label}{Ground.DUTY.label}", (Outcome.PERFORMED, Outcome.ANSWERED)),
)


def _replies(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for kind, outcomes in _REPLIES:
        for outcome in outcomes:
            row = {"kind": kind, "outcome": outcome, "execute_by": None, "executor": ""}
            yield f"{kind}：{outcome.label}", _claims(facts, row)
    spoken = {"kind": ClaimKind.SUGGESTION.label, "outcome": Outcome.NOTED, "finding": "", "basis": ""}
    yield (
        "当场答复",
        {**_claims(facts, {**spoken, "execute_by": None}), **_said(facts, answer="窗口周六上午也开，已经贴出告示")},
    )


def _reviews(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for ruling in Ruling:
        yield ruling.label, _said(facts, ruling=ruling.value)


def _acceptances(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "别的机关转来", {"passed_on": True}
    yield "直接收到", {"passed_on": False}
    for kind, _ in _REPLIES:
        row = {"kind": kind, "outcome": None, "finding": "", "execute_by": None, "executor": ""}
        # Only what calls for an opinion has the period of Art. 34.
        yield f"直接收到，{kind}", {"passed_on": False, "dues": {}, **_claims(facts, row)}
    for clock, organ in ((ClockKind.REVIEW, COUNTY), (ClockKind.REREVIEW, CITY)):
        due = DUES[ClockKind.REVIEW]
        yield f"{clock.label}申请", {"act": Act.ADMIT_REVIEW.value, "said": {}, "dues": {clock: due}, "organ": organ}


def _senders(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "信访部门发出", {"organ": OFFICE}
    yield "其他机关向本系统下级发出", {"organ": replace(OFFICE, name="青川市水利局", kind=OrganKind.DEPARTMENT)}
    if book.own_rules:
        yield "收件机关按自己的规定告知", {"organ": OFFICE, "dues": {}, **_said(facts, own_rules="是")}


def _refusals(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    article = book.basis.get(Act.DIRECT_ELSEWHERE) or book.own(cite("xf2022", 23, 1))
    for ground in NonAcceptance:
        yield ground.label, {"article": article, **_said(facts, ground=ground.value)}
    for clock, organ in ((ClockKind.SEEK_REVIEW, COUNTY), (ClockKind.SEEK_REREVIEW, CITY)):
        said = {"reason": "申请书没有写明对哪一份意见不服"}
        values = {"act": Act.DECLINE_REVIEW.value, "organ": organ, "said": said, "dues": {clock: DUES[clock]}}
        yield f"{clock.label}不予受理", values


def _led_into(ground: Ground, book: RuleBook) -> bool:
    """Whether anybody may guide a claim of this ground: whose duty it is must do it, and guides nobody away."""
    return ask(Cell(Act.GUIDE, Side.UNIT, Class(ground.value), book=book.key)).allowed


def _guidances(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for route in ROUTES.values():
        if route.ground is not None and _led_into(route.ground, book):
            row = {"route": route_text(route, book), "outcome": None, "finding": "", "execute_by": None}
            yield str(route.name), _claims(facts, row)


def _hearings(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    first = book.basis.get(Act.OPEN_HEARING) or book.own(cite("xf2022", 31, None, 6))
    yield "办理、复查", {"article": first}
    yield "复核", {"article": book.own(cite("xf2022", 36, 2)), "organ": CITY}


def _services(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for method in Service:
        yield method.label, _said(facts, method=method.value)


def _supervisions(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for ground in SupervisionGround:
        yield ground.label, _said(facts, ground=ground.value)


def _rulings_on_objection(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "同意", {"act": Act.AGREE_OBJECTION.value}
    yield "不同意", {"act": Act.REJECT_OBJECTION.value}


def _recusals(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for ruling in RecusalRuling:
        yield ruling.label, _said(facts, ruling=ruling.value)
        yield f"听证：{ruling.label}", {**_said(facts, ruling=ruling.value, whom="李静"), "act": "rule"}


def _reliefs(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    for relief in Relief:
        yield relief.label, _said(facts, relief=relief.value)


def _promises(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "延期", {}
    other = {"to_organ": "柳溪县水利工程管护中心", "reason": "这条渠从明年起归管护中心管，由它接着挖通"}
    yield "改由别的单位", {"said": other}


def _charges(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "包案", {}
    yield "由另一位领导接着包", _said(facts, after="B9901212026110200017", leader_name="章华（副县长）")
    yield "延期", {**_said(facts, reason="十二月连日下雨，渠底没法施工"), "act": "extend"}
    yield "已解决", {**_said(facts, summary="四十二米渠道已经挖通，三组的田里有水"), "act": "solve"}
    ended = {"because": "final", "reason": "复核维持了原来的意见，没有新的事实"}
    yield "没有解决", {**_said(facts, **ended), "act": "end"}


def _conditions(facts: PaperFacts, book: RuleBook) -> Iterator[Change]:
    yield "列入", {}
    yield "查看", {**_said(facts, found="今年第一批计划没有这一段，第二批十月申报"), "act": "look"}
    yield "改由别的单位看", {**_said(facts, reason="这条渠归管护中心管了"), "act": "entrust"}
    yield "上级答复", {**_said(facts, answer="列入下一批申报，明年三月有结果"), "act": "answer"}
    yield "条件具备", {**_said(facts, come="第二批计划已经下达，包括三组到四组"), "act": "reopen"}
    yield "不再等", {**_said(facts, because="solved", reason="村里用集体资金修好了"), "act": "end"}


_CHANGES: Final[Mapping[Kind, Callable[[PaperFacts, RuleBook], Iterator[Change]]]] = {
    Paper.OPINION: _opinions,
    Paper.REPLY_LETTER: _replies,
    Paper.REVIEW_OPINION: _reviews,
    Paper.REREVIEW_OPINION: _reviews,
    Paper.ACCEPTANCE_NOTICE: _acceptances,
    Paper.TRANSFER_LETTER: _senders,
    Paper.ASSIGNMENT_LETTER: _senders,
    Paper.DESTINATION_NOTICE: _senders,
    Paper.NON_ACCEPTANCE_NOTICE: _refusals,
    Paper.GUIDANCE_NOTICE: _guidances,
    Paper.HEARING_NOTICE: _hearings,
    Paper.HEARING_REFUSAL: _hearings,
    Paper.PROOF_OF_SERVICE: _services,
    Paper.SUPERVISION_LETTER: _supervisions,
    Paper.PROMISE_CHANGED: _promises,
    Paper.OBJECTION_RULING: _rulings_on_objection,
    Paper.RECUSAL_DECISION: _recusals,
    Paper.RELIEF_NOTICE: _reliefs,
    Paper.CHARGE_NOTICE: _charges,
    Paper.CONDITION_NOTICE: _conditions,
}
