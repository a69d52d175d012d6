"""Clauses (条款) that several instruments share: greeting, claims, remedies, contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiyin.law.chart import remedies
from huiyin.law.sources.articles import chinese_numeral
from huiyin.law.terms import ClaimKind, ClockKind, Outcome
from huiyin.papers.document import Block, Heading, Paragraph, long_day, week_day
from huiyin.papers.facts import ClaimText, OrganText, PaperFacts


def paragraphs(text: str, lead: str = "") -> Iterator[Paragraph]:
    """What somebody wrote, paragraph by paragraph; empty lines fall away."""
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(line.strip(), lead)
            lead = ""


def chapter(number: int, title: str) -> Heading:
    return Heading(f"{chinese_numeral(number)}、{title}")


def section(number: int, title: str) -> Heading:
    return Heading(f"（{chinese_numeral(number)}）{title}", level=2)


def sentence(text: str) -> str:
    """With a full stop at the end, and only one."""
    bare = text.strip()
    return bare if not bare or bare[-1] in "。！？；：…" else f"{bare}。"


def brought(facts: PaperFacts) -> str:
    """When and how it was brought, as a notice begins: 您于2026年11月2日通过来信提出的."""
    channel = f"通过{facts.channel}" if facts.channel else ""
    day = f"于{long_day(facts.received_on)}" if facts.received_on else ""
    return f"您{day}{channel}提出的"


def the_matter(facts: PaperFacts) -> str:
    """The matter as one organ names it to another."""
    return f"{facts.petitioner}反映的信访事项（编号{facts.case_number}）"


def claim_list(claims: Iterable[ClaimText]) -> Iterator[Paragraph]:
    """The claims, each with its number; a single one needs none."""
    rows = list(claims)
    for claim in rows:
        number = f"{claim.number}." if len(rows) > 1 else ""
        yield from paragraphs(f"{number}{sentence(claim.request)}")


def where(organ: OrganText) -> str:
    """Name, address and telephone in one breath."""
    inside = "，".join(part for part in (organ.address, organ.phone) if part)
    return f"{organ.name}（{inside}）" if inside else organ.name


def contact(facts: PaperFacts) -> Paragraph:
    phone = facts.handler_phone or facts.organ.phone
    return Paragraph(f"{facts.handler}，{phone}。" if phone else f"{facts.handler}。", lead="联系人：")


def rights(facts: PaperFacts) -> Paragraph:
    """What a petitioner may ask for at any time, each with its article (zj2016 lists more, Art. 9)."""
    listed = facts.book.rights
    more = f"可以了解信访工作制度和处理程序，要求提供咨询（{listed.label()}）；" if listed else ""
    return Paragraph(
        f"{more}凭编号和查询码，网上、电话、窗口都能查询进度和结果（{facts.law(21, 2)}）；"
        f"经办人与这件事有直接利害关系的，可以申请回避（{facts.law(28, 3)}）。",
        lead="您的权利：",
    )


# What was found and decided ----------------------------------------------------------------------------------------

OPINIONS = {
    Outcome.ADOPTED: "采纳您的建议。",
    Outcome.PARTLY_ADOPTED: "部分采纳您的建议。",
    Outcome.NOTED: "留作今后工作的参考。",
    Outcome.PERFORMED: "已经依法履行职责。",
    Outcome.ANSWERED: "已经依法答复。",
    Outcome.HANDLED: "已经依规依纪依法处理。",
}


def opinion(facts: PaperFacts, claim: ClaimText) -> str:
    """What is decided on a claim: of the three kinds of Art. 32 each with its item, a refusal with its own ground."""
    match claim.outcome:
        case Outcome.SUPPORTED:
            why, item = "事实清楚，符合法律、法规、规章或者其他有关规定", 1
        case Outcome.EXPLAINED:
            why, item = "事由合理，但缺乏法律依据，现作出解释说明", 2
        case Outcome.NOT_SUPPORTED:
            why, item = claim.lacking.label if claim.lacking else "因上述查明的事实和依据，不能支持", 3
        case None:
            return ""
        case outcome:
            return OPINIONS[outcome]
    return f"{claim.outcome.label}。这项请求{why}（{facts.law(32, 1, item)}）。"


def answered(facts: PaperFacts, claims: Iterable[ClaimText]) -> Iterator[Block]:
    """Claim by claim: what is asked, what was found, what follows, on which law, who carries it out until when."""
    for at, claim in enumerate(claims, 1):
        yield section(at, f"关于第{chinese_numeral(claim.number)}项请求")
        yield from paragraphs(sentence(claim.request), lead="请求：")
        if claim.route:
            yield Paragraph(f"这项请求通过{claim.route.name}解决，已经另行书面告知您（{claim.route.basis}）。")
            continue
        yield from paragraphs(sentence(claim.finding), lead="查明的事实：")
        yield from paragraphs(sentence(claim.basis), lead="依据：")
        yield from paragraphs(opinion(facts, claim), lead="处理意见：")
        yield from carried_out(facts, claim)


def carried_out(facts: PaperFacts, claim: ClaimText) -> Iterator[Paragraph]:
    if claim.execute_by:
        by = f"由{claim.executor}" if claim.executor else "由本机关"
        whom = "信访人" if facts.to else "您"
        yield Paragraph(f"{by}在{week_day(claim.execute_by)}以前办到，并把结果告诉{whom}。", lead="落实：")


def class_in_words(kind: str) -> str:
    """The class of a claim for whoever made it, without the number of an item that only clerks know."""
    head, _, way = kind.replace("）", "（").partition("（")
    way = way.rpartition("（")[2]
    return f"{head}类（{way}）" if way else f"{head}类"


def requests_and_reasons(facts: PaperFacts) -> Iterator[Block]:
    """The claims in the petitioner's words, with the facts and reasons given."""
    for claim in facts.claims:
        number = f"{claim.number}." if len(facts.claims) > 1 else ""
        yield from paragraphs(f"{number}{sentence(claim.request)}")
        yield from paragraphs(sentence(claim.facts), lead="您说明的事实：")
        yield from paragraphs(sentence(claim.reasons), lead="您的理由：")


# Where to turn next ------------------------------------------------------------------------------------------------


def review_clause(facts: PaperFacts, clock: ClockKind) -> Iterator[Paragraph]:
    """Review or re-review: by when, from which day, which organ, on which article."""
    if facts.next_organ is None:
        return
    remedy = remedies.review(facts.book, clock)
    yield Paragraph(
        f"您如果不服本意见，可以自收到本意见书之日起{remedy.length}内，向{facts.next_organ.name}申请{remedy.name}"
        f"（{remedy.citation}）。申请请写明请求、事实和理由，并带上本意见书。"
    )
    yield Paragraph(f"{where(facts.next_organ)}。", lead=f"申请{remedy.name}的地方：")


def from_duty(claim: ClaimText) -> bool:
    """Whether a grievance was answered in performance of a duty; a suggestion leaves nothing to sue for."""
    grievance = claim.kind.startswith(ClaimKind.GRIEVANCE.label)
    return grievance and claim.outcome in (Outcome.PERFORMED, Outcome.ANSWERED)


def owes_reconsideration(facts: PaperFacts) -> bool:
    """Whether the answer must say that reconsideration comes first: an organ of the administration performed a duty."""
    return remedies.reviewable(facts.organ.kind) and any(from_duty(claim) for claim in facts.claims)


def duty_clause(facts: PaperFacts) -> Iterator[Paragraph]:
    """The remedy against an answer given in performance of a duty: reconsideration first, by which organ, then suit."""
    if facts.next_organ is None:
        return
    duty = remedies.DUTY
    yield Paragraph(
        f"您如果认为本机关没有依法履行职责，应当先申请行政复议（{duty.first}）：自知道或者应当知道之日起"
        f"{duty.apply.amount}日内，向{facts.next_organ.name}提出（{duty.apply.citation}）。申请行政复议不收费。"
    )
    yield Paragraph(f"{where(facts.next_organ)}。", lead="申请行政复议的地方：")
    yield Paragraph(
        f"对行政复议决定不服的，自收到行政复议决定书之日起{duty.sue.amount}日内，可以向人民法院提起行政诉讼"
        f"（{duty.sue.citation}）。信访不会让这些期限停下来。现依照{duty.told}告知您。"
    )
