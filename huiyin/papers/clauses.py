"""Clauses (条款) that several instruments share: greeting, claims, remedies, contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from huiyin.law.sources.articles import chinese_numeral
from huiyin.law.terms import ClaimKind, ClockKind, Outcome
from huiyin.papers.document import Block, Heading, Paragraph, long_day, week_day
from huiyin.papers.facts import ClaimText, OrganText, PaperFacts

ORDINALS = "一二三四五六七八九十"


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


def short(text: str, most: int = 40) -> str:
    """The first line, cut where it gets long."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= most else f"{line[: most - 1]}…"


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
    """What a petitioner may ask for at any time, with the article where the book lists it (zj2016 Art. 9)."""
    listed = facts.book.rights
    more = f"可以了解信访工作制度和处理程序，要求提供咨询（{listed.label()}）；" if listed else ""
    return Paragraph(
        f"{more}凭编号和查询码，网上、电话、窗口都能查询进度和结果；经办人与这件事有直接利害关系的，"
        "可以申请回避；可以委托代理人。",
        lead="您的权利：",
    )


# What was found and decided ----------------------------------------------------------------------------------------

OPINIONS = {
    Outcome.SUPPORTED: "支持。您的这项请求事实清楚，符合法律、法规、规章或者其他有关规定。",
    Outcome.EXPLAINED: "解释说明。您的这项请求合理，但现在缺乏法律依据。",
    Outcome.NOT_SUPPORTED: "不予支持。您的这项请求缺乏事实根据，或者不符合法律、法规、规章或者其他有关规定。",
    Outcome.ADOPTED: "采纳您的建议。",
    Outcome.PARTLY_ADOPTED: "部分采纳您的建议。",
    Outcome.NOTED: "留作今后工作的参考。",
    Outcome.PERFORMED: "已经依法履行职责。",
    Outcome.ANSWERED: "已经依法答复。",
    Outcome.HANDLED: "已经依规依纪依法处理。",
}


def answered(claims: Iterable[ClaimText], first: int = 1) -> Iterator[Block]:
    """Claim by claim: what is asked, what was found, what follows, on which law, who carries it out until when."""
    for at, claim in enumerate(claims, first):
        yield section(at, f"关于“{short(claim.request, 24)}”")
        if claim.route:
            yield Paragraph(f"这项请求通过{claim.route.name}解决，已经另行书面告知您（{claim.route.basis}）。")
            continue
        yield from paragraphs(sentence(claim.finding), lead="查明的事实：")
        yield from paragraphs(sentence(claim.basis), lead="依据：")
        if claim.outcome is not None:
            yield Paragraph(OPINIONS[claim.outcome], lead="处理意见：")
        yield from carried_out(claim)


def carried_out(claim: ClaimText) -> Iterator[Paragraph]:
    if claim.execute_by:
        by = f"由{claim.executor}" if claim.executor else "由本机关"
        yield Paragraph(f"{by}在{week_day(claim.execute_by)}以前办到，并把结果告诉您。", lead="落实：")


def requests_and_reasons(facts: PaperFacts) -> Iterator[Block]:
    """The claims in the petitioner's words, with the facts and reasons given."""
    for claim in facts.claims:
        number = f"{claim.number}." if len(facts.claims) > 1 else ""
        yield from paragraphs(f"{number}{sentence(claim.request)}")
        yield from paragraphs(sentence(claim.facts), lead="您说明的事实：")
        yield from paragraphs(sentence(claim.reasons), lead="您的理由：")


# Where to turn next ------------------------------------------------------------------------------------------------


def review_clause(facts: PaperFacts, clock: ClockKind, what: str) -> Iterator[Paragraph]:
    """The remedy: by when, from which day, which organ (xf2022 Art. 35, 36)."""
    article = facts.law(35) if clock is ClockKind.SEEK_REVIEW else facts.law(36, 1)
    if facts.next_organ is None:
        return
    yield Paragraph(
        f"您如果不服本意见，可以自收到本意见书之日起{facts.length(clock)}内，向{facts.next_organ.name}申请{what}"
        f"（{article}）。书面申请写明请求、事实和理由，附上本意见书的复印件。"
    )
    yield Paragraph(f"{where(facts.next_organ)}。", lead=f"申请{what}的地方：")
    yield Paragraph(f"过了这个期限，{what}申请不再受理。")


def from_duty(claim: ClaimText) -> bool:
    """Whether a grievance was answered in performance of a duty; a suggestion leaves nothing to sue for."""
    grievance = claim.kind.startswith(ClaimKind.GRIEVANCE.label)
    return grievance and claim.outcome in (Outcome.PERFORMED, Outcome.ANSWERED)


def suit_clause() -> Paragraph:
    """The remedy against an answer given in performance of a duty (行政复议法, 行政诉讼法)."""
    return Paragraph(
        "您如果认为本机关没有依法履行职责或者答复侵犯了您的合法权益，可以自知道本答复之日起60日内"
        "依照《行政复议法》第二十条申请行政复议，或者在6个月内依照《行政诉讼法》第四十六条第一款"
        "向人民法院提起行政诉讼。信访不会让这些期限停下来。"
    )
