"""Opinions (意见书) and replies: claim by claim, with the law, what will be done, and where to turn next."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.chart.remedies import DUTY
from huiyin.law.papers import Paper
from huiyin.law.terms import ClockKind, Outcome, Ruling
from huiyin.law.words import P
from huiyin.papers.clauses import (
    answered,
    brought,
    chapter,
    contact,
    duty_clause,
    owes_reconsideration,
    paragraphs,
    requests_and_reasons,
    review_clause,
    sentence,
)
from huiyin.papers.contents import plain_opinions as plain
from huiyin.papers.document import Block, Format, Paragraph, long_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import CONTACT, NEXT_ORGAN, REQUESTS, Need, each_claim, said, xf

#: What a review says of the opinion before it, by the name of that opinion.
RULINGS = {
    Ruling.UPHOLD: "维持{what}。",
    Ruling.CHANGE: "变更{what}，变更后的意见如下。",
    Ruling.REDO: "撤销{what}，由原办理机关重新办理。",
}


def _opinion(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），本机关已经调查核实，"
        f"现依照{facts.laws((32, 1), (34,))}答复如下。"
    )
    yield chapter(1, "您的请求和理由")
    yield from requests_and_reasons(facts)
    yield chapter(2, "查明的事实、处理意见和依据")
    yield from answered(facts, facts.claims)
    yield chapter(3, "您不同意怎么办")
    yield from paragraphs(sentence(facts.word("remedy")))
    yield from review_clause(facts, ClockKind.SEEK_REVIEW)
    yield contact(facts)


def _reply(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"{brought(facts)}信访事项（编号{facts.case_number}），现答复如下。")
    yield chapter(1, "您的请求和本机关的答复")
    if any(claim.finding for claim in facts.claims):
        yield from answered(facts, facts.claims)
    else:
        yield from _told(facts)
    if owes_reconsideration(facts):
        yield chapter(2, "您不同意怎么办")
        yield from duty_clause(facts)
    yield contact(facts)


def _told(facts: PaperFacts) -> Iterator[Block]:
    for claim in facts.claims:
        yield from paragraphs(sentence(claim.request), lead="您的请求：")
    yield from paragraphs(sentence(facts.word("answer")), lead="答复：")


def _reviewed(facts: PaperFacts, what: str, first: str, article: str) -> Iterator[Block]:
    asked_on = f"于{long_day(facts.received_on)}" if facts.received_on else ""
    yield Paragraph(f"您不服{first}，{asked_on}向本机关申请{what}。本机关依照{article}进行了{what}，现将意见告知如下。")
    yield chapter(1, "您的请求和理由")
    yield from requests_and_reasons(facts)
    for paper in facts.earlier:
        yield Paragraph(f"{paper.named}。", lead="原意见：")
    yield chapter(2, "查明的事实和理由")
    yield from paragraphs(sentence(facts.word("reason")))
    yield chapter(3, f"{what}意见")
    ruling = Ruling(facts.word("ruling"))
    both = f"{first}和信访处理意见" if what == "复核" and ruling is Ruling.REDO else first
    yield Paragraph(RULINGS[ruling].format(what=both), lead=f"{ruling.label}：")
    if ruling is Ruling.CHANGE:
        yield from answered(facts, [claim for claim in facts.claims if claim.outcome])


def _review(facts: PaperFacts) -> Iterator[Block]:
    yield from _reviewed(facts, "复查", "信访处理意见", facts.law(35))
    if facts.word("ruling") == Ruling.REDO:
        yield chapter(4, "接下来")
        yield Paragraph(f"{_again(facts)}您不服重新作出的意见，仍可以申请复查（{facts.law(35)}）。")
    else:
        yield chapter(4, "您不同意怎么办")
        yield from review_clause(facts, ClockKind.SEEK_REREVIEW)
    yield contact(facts)


def _again(facts: PaperFacts) -> str:
    handle = facts.book.periods[ClockKind.HANDLE]
    return f"原办理机关自收到本意见之日起{facts.length(ClockKind.HANDLE)}内重新办理并书面答复您（{handle.citation}）。"


def _rereview(facts: PaperFacts) -> Iterator[Block]:
    yield from _reviewed(facts, "复核", "复查意见", facts.law(36, 1))
    yield chapter(4, "本意见的效力")
    if facts.word("ruling") == Ruling.REDO:
        yield Paragraph(f"{_again(facts)}您不服重新作出的意见，仍可以申请复查（{facts.law(35)}）。")
        yield contact(facts)
        return
    yield Paragraph(
        f"本意见是信访程序的最后意见。您仍以同一事实和理由提出的，各级机关不再受理（{facts.law(36, 3)}）；"
        "有新的事实和理由，可以重新提出。本意见应当落实的，由原办理机关落实并告诉您结果。"
    )
    yield contact(facts)


_FINDING = each_claim(P("每项请求查明的事实和理由"), xf(32, 1), lambda claim: claim.route or claim.finding.strip())
_OUTCOME = each_claim(P("每项请求的处理意见"), xf(32, 1), lambda claim: claim.route or claim.outcome)
_BASIS = each_claim(P("每项处理意见的法律法规依据"), xf(32, 1), lambda claim: claim.route or claim.basis.strip())
_BY_WHEN = each_claim(
    P("支持的请求何时落实"), xf(32, 2), lambda claim: claim.outcome is not Outcome.SUPPORTED or claim.execute_by
)
_APPROVED = Need(P("签发的负责人"), xf(32, 1), lambda facts: bool(facts.approver))
_REREVIEWER = Need(
    NEXT_ORGAN.what,
    xf(36, 1),
    lambda facts: facts.word("ruling") == Ruling.REDO or NEXT_ORGAN.present(facts),
)
_ANSWER = Need(
    P("答复内容"),
    xf(29, 1),
    lambda facts: bool(facts.word("answer")) or any(claim.finding for claim in facts.claims),
)
#: 行政复议法 Art. 23 ¶2: where reconsideration comes first the answer says so, and to whom one turns.
_RECONSIDERS = Need(
    P("行政复议机关和它的地址"),
    DUTY.told,
    lambda facts: (bool(facts.claims) and not owes_reconsideration(facts)) or NEXT_ORGAN.present(facts),
)
_RULED = (
    REQUESTS,
    said("ruling", P("结论：维持、变更或者撤销重办"), xf(35)),
    said("reason", P("查明的事实和理由"), xf(35)),
)

OPINIONS = (
    Instrument(
        Paper.OPINION, "信访处理意见书", "信意", Format.DOCUMENT, xf(32, 1), _opinion,
        (REQUESTS, _FINDING, _OUTCOME, _BASIS, _BY_WHEN, _APPROVED, NEXT_ORGAN, CONTACT),
        plain=plain.OPINION,
    ),
    Instrument(
        Paper.REPLY_LETTER, "关于信访事项的答复", "信答", Format.LETTER, xf(29, 1), _reply,
        (REQUESTS, _ANSWER, _RECONSIDERS, CONTACT), plain=plain.REPLY,
    ),
    Instrument(
        Paper.REVIEW_OPINION, "信访事项复查意见书", "信查", Format.DOCUMENT, xf(35), _review,
        (*_RULED, _REREVIEWER, CONTACT), plain=plain.REVIEW,
    ),
    Instrument(
        Paper.REREVIEW_OPINION, "信访事项复核意见书", "信核", Format.DOCUMENT, xf(36, 1), _rereview,
        (*_RULED, CONTACT), plain=plain.REREVIEW,
    ),
)  # fmt: skip
