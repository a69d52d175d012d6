"""The opinions in plain words (大字简明版)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.chart.remedies import DUTY
from huiyin.law.papers import Paper
from huiyin.law.terms import ClockKind, Outcome, Ruling
from huiyin.papers.clauses import owes_reconsideration, sentence
from huiyin.papers.contents.plain_notices import call_us, go_to
from huiyin.papers.document import week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Plain

ANSWERS = {
    Outcome.SUPPORTED: "支持",
    Outcome.EXPLAINED: "有道理，但现在还没有办法办，给您说明",
    Outcome.NOT_SUPPORTED: "不支持",
    Outcome.ADOPTED: "采纳您的建议",
    Outcome.PARTLY_ADOPTED: "采纳您的一部分建议",
    Outcome.NOTED: "记下来，今后参考",
    Outcome.PERFORMED: "已经依法去办",
    Outcome.ANSWERED: "已经答复",
    Outcome.HANDLED: "已经依法处理",
}
RULINGS = {
    Ruling.UPHOLD: "{what}不变。",
    Ruling.CHANGE: "改了{what}。",
    Ruling.REDO: "{what}不算数了，由原来的机关重新办。",
}


def _decided(facts: PaperFacts) -> Iterator[str]:
    for claim in facts.claims:
        if claim.outcome:
            yield f"您的请求：{sentence(claim.request)}"
            yield f"我们的意见：{ANSWERS[claim.outcome]}。"
            if claim.execute_by:
                yield f"{claim.executor or facts.organ.name}在{week_day(claim.execute_by)}以前办到。"


def _why(facts: PaperFacts) -> Iterator[str]:
    for claim in facts.claims:
        if claim.finding:
            yield sentence(claim.finding)
            yield f"依据：{sentence(claim.basis)}"


def _review_at(facts: PaperFacts, what: str) -> Iterator[str]:
    if facts.next_organ:
        yield f"不同意，可以申请{what}，不收费。写清楚哪里不同意、为什么，到这里提出："
        yield from go_to(facts.next_organ)
    if any(claim.execute_by for claim in facts.claims):
        yield "没有办到的，随时告诉我们，我们去督促。"
    yield call_us(facts)


def _within(facts: PaperFacts, clock: ClockKind, what: str) -> Iterator[str]:
    yield f"从您收到意见书那天起，{facts.length(clock)}以内申请{what}。"


OPINION = Plain(
    _decided,
    _why,
    lambda facts: _review_at(facts, "复查"),
    lambda facts: _within(facts, ClockKind.SEEK_REVIEW, "复查"),
)


def _told(facts: PaperFacts) -> Iterator[str]:
    if facts.word("answer"):
        yield sentence(facts.word("answer"))
    else:
        yield from _decided(facts)


def _told_why(facts: PaperFacts) -> Iterator[str]:
    found = list(_why(facts))
    yield from found or ["这是机关依职责给您的答复。"]


def _reply_can(facts: PaperFacts) -> Iterator[str]:
    if owes_reconsideration(facts) and facts.next_organ:
        yield "认为机关没有依法履行职责的，先申请行政复议，不收费。到这里提出："
        yield from go_to(facts.next_organ)
        yield "对行政复议决定不服，再到法院起诉。"
    else:
        yield "还有想说的，可以补充，也可以评价我们办得怎么样。"
    yield call_us(facts)


def _reply_until(facts: PaperFacts) -> Iterator[str]:
    if not owes_reconsideration(facts):
        yield "没有要您遵守的期限。"
        return
    yield f"先申请行政复议：知道以后{DUTY.apply.amount}天以内。"
    yield f"再到法院起诉：收到复议决定书以后{DUTY.sue.amount}天以内。"


REPLY = Plain(_told, _told_why, _reply_can, _reply_until)


def _ruled(facts: PaperFacts) -> Iterator[str]:
    ruling = Ruling(facts.word("ruling"))
    what = "复查意见" if facts.kind is Paper.REREVIEW_OPINION else "原来的处理意见"
    yield RULINGS[ruling].format(what=what)
    if ruling is Ruling.CHANGE:
        yield from _decided(facts)


def _ruled_why(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("reason"))


def _after_review(facts: PaperFacts) -> Iterator[str]:
    if facts.word("ruling") == Ruling.REDO:
        yield "等原来的机关重新办。对新的意见不同意，还可以申请复查。"
        yield call_us(facts)
    else:
        yield from _review_at(facts, "复核")


def _after_review_until(facts: PaperFacts) -> Iterator[str]:
    if facts.word("ruling") == Ruling.REDO:
        yield f"原来的机关收到这份意见以后，{facts.length(ClockKind.HANDLE)}以内书面答复您。"
    else:
        yield from _within(facts, ClockKind.SEEK_REREVIEW, "复核")


REVIEW = Plain(_ruled, _ruled_why, _after_review, _after_review_until)


def _final(facts: PaperFacts) -> Iterator[str]:
    if facts.word("ruling") == Ruling.REDO:
        yield from _after_review(facts)
        return
    yield "信访的三步到这里走完了。有新的事实和理由，可以重新提出。"
    yield "意见书里答应的事没有办到，随时告诉我们。"
    yield call_us(facts)


def _no_more(facts: PaperFacts) -> Iterator[str]:
    if facts.word("ruling") == Ruling.REDO:
        yield from _after_review_until(facts)
        return
    yield "没有要您遵守的期限。"


REREVIEW = Plain(_ruled, _ruled_why, _final, _no_more)
