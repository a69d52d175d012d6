"""Reports upward (报告): the conclusion report of an assigned matter, the frame of the yearly report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huiyin.law.bulletin.vocabulary import Part
from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import answered, chapter, contact, paragraphs, sentence, the_matter
from huiyin.papers.document import Bars, Block, Format, Paragraph, Table, long_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, REQUESTS, Need, said, xf

NOT_SAID = "信访人还没有表示意见。"


def _conclusion(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"{facts.you}交办的{the_matter(facts)}已经办结，现依照{facts.law(22, 1, 3)}报告如下。")
    yield chapter(1, "办理过程")
    for line in facts.history:
        yield Paragraph(f"{long_day(line.on)}，{sentence(line.text)}")
    yield chapter(2, "查明的事实、处理意见和依据")
    if any(claim.outcome for claim in facts.claims):
        yield from answered(facts, [claim for claim in facts.claims if claim.outcome])
    yield chapter(3, "结果和落实情况")
    yield from paragraphs(sentence(facts.word("report")))
    for claim in facts.claims:
        if claim.execution:
            yield Paragraph(f"请求{claim.number}：{claim.execution}。")
    yield chapter(4, "信访人的意见")
    yield from paragraphs(sentence(facts.word("petitioners_view") or NOT_SAID))
    yield contact(facts)


#: The four parts of a yearly report (xf2022 Art. 41).
PARTS = (
    "信访事项的数据统计、信访事项涉及领域以及被投诉较多的机关",
    "党委和政府信访部门转送、交办、督办情况",
    "党委和政府信访部门提出改进工作、完善政策、追究责任建议以及被采纳情况",
    "其他应当报告的事项",
)


def _annual(facts: PaperFacts) -> Iterator[Block]:
    year = facts.word("year")
    yield Paragraph(f"根据{facts.law(41)}，现将{year}年信访工作情况报告如下。")
    for number, part in enumerate(PARTS, 1):
        yield chapter(number, part)
        rows = facts.figures.get(str(number), ())
        if rows:
            yield Table((5, 2), rows, head=("指标", "数值"))
        yield from paragraphs(sentence(facts.word(f"part{number}")))


def _bulletin(facts: PaperFacts) -> Iterator[Block]:
    """The parts that say something, each with its figures; where there are several, with their bars."""
    parts = [part for part in Part if facts.word(part.value) or facts.figures.get(part.value)]
    for number, part in enumerate(parts, 1):
        yield chapter(number, part.label)
        yield from paragraphs(sentence(facts.word(part.value)))
        yield from _figures(facts.figures.get(part.value, ()), drawn=part is not Part.OVERVIEW)
        if part is Part.OVERVIEW:
            yield from _figures(facts.figures.get("places", ()), drawn=True)
    counted = facts.day("counted_on")
    until = f"截至{long_day(counted)}，" if counted else ""
    yield Paragraph(f"（数字{until}不含检举控告。）")


def _figures(rows: Sequence[tuple[str, ...]], drawn: bool) -> Iterator[Block]:
    numbers = [float(number) if number else 0.0 for *_, number in rows]
    if not rows:
        return
    if drawn and sum(number > 0 for number in numbers) > 1:
        longest = max(numbers)
        bars = ((name, said, round(1000 * n / longest)) for (name, said, _), n in zip(rows, numbers, strict=True))
        yield Bars(("指标", "图", "数值"), tuple(bars))
    else:
        yield Table((3, 4), tuple((name, said) for name, said, _ in rows), head=("指标", "数值"))


_FOUR_PARTS = Need(
    P("年度报告的四个部分"),
    xf(41),
    lambda facts: all(facts.figures.get(str(part)) or facts.word(f"part{part}") for part in (1, 2, 3)),
)

REPORTS = (
    Instrument(
        Paper.CONCLUSION_REPORT, "信访事项办结报告", "信结", Format.DOCUMENT, xf(22, 1, 3), _conclusion,
        (
            ADDRESSEE,
            REQUESTS,
            said("report", P("办理过程、结果和落实情况"), xf(22, 1, 3)),
            Need(P("办理过程"), xf(22, 1, 3), lambda facts: bool(facts.history)),
            CONTACT,
        ),
        to_organ=True,
    ),
    Instrument(
        Paper.ANNUAL_REPORT, "信访情况年度报告", "信年", Format.DOCUMENT, xf(41), _annual,
        (ADDRESSEE, said("year", P("报告的年份"), xf(41)), _FOUR_PARTS), to_organ=True, of_a_matter=False,
        of_a_year=True,
    ),
    Instrument(
        Paper.BULLETIN, "信访信息", "信息", Format.BULLETIN, xf(25, 1), _bulletin,
        (said("overview", P("总体情况"), xf(25, 1)),), to_nobody=True, signed=False, of_a_matter=False,
    ),
)  # fmt: skip
