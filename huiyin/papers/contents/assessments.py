"""Papers of an assessment (考核): results to check, the ruling on an objection, the circular (Art. 39 ¶1)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.appraisal.vocabulary import ObjectionRuling
from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import contact, paragraphs, sentence
from huiyin.papers.document import Block, Format, Paragraph, Table, long_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, Need, said, xf

NOT_RANKED = "件数少的单位只列区间，不评分；各单位按机关名录的顺序列出，不排名。"


def _to_check(facts: PaperFacts) -> Iterator[Block]:
    until = facts.day("until")
    yield Paragraph(f"根据{facts.law(39, 1)}，{facts.title}已经算出，现送{facts.you}核对。")
    yield Paragraph(f"{facts.you}的结果、每项指标和背后的每一件，可以在系统里“单位考核结果”查看，别的单位看不到。")
    if until is not None:
        last = long_day(until)
        yield Paragraph(f"有异议的，请在{last}以前写明指标、编号和理由；没有异议的，请确认。", lead="异议：")
    yield contact(facts)


def _ruling(facts: PaperFacts) -> Iterator[Block]:
    ruling = ObjectionRuling(facts.word("ruling")) if facts.word("ruling") else None
    yield Paragraph(f"{facts.you}对{facts.title}提出的异议收悉。根据{facts.law(39, 1)}，本机关决定：")
    yield Paragraph(f"{ruling.label}。" if ruling else "", lead="决定：")
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    if facts.word("left_out"):
        yield Paragraph("下列事项不计入：")
        yield from paragraphs(facts.word("left_out"))
    yield contact(facts)


def _circular(facts: PaperFacts) -> Iterator[Block]:
    again = "更正后的" if facts.act == "take_in" else ""
    yield Paragraph(f"根据{facts.law(39, 1)}，现将{facts.word('year')}年度信访工作考核{again}结果通报如下。")
    yield Table((5, 2), facts.figures.get("organs", ()), head=("单位", "得分"))
    yield Paragraph(f"按{facts.word('version')}版考核办法计算，满分100分。{NOT_RANKED}")
    yield from paragraphs(sentence(facts.word("note")))


_RESULTS = Need(P("各单位的结果"), xf(39, 1), lambda facts: bool(facts.figures.get("organs")))
ASSESSMENTS = (
    Instrument(
        Paper.ASSESSMENT_NOTICE, "关于核对信访工作考核结果的通知", "信考", Format.LETTER, xf(39, 1), _to_check,
        (ADDRESSEE, said("until", P("异议最迟哪天提出"), xf(39, 1)), CONTACT), to_organ=True, of_a_matter=False,
    ),
    Instrument(
        Paper.ASSESSMENT_RULING, "信访工作考核异议决定书", "信考决", Format.LETTER, xf(39, 1), _ruling,
        (ADDRESSEE, said("ruling", P("决定"), xf(39, 1)), said("reason", P("理由"), xf(39, 1)), CONTACT),
        to_organ=True, of_a_matter=False,
    ),
    Instrument(
        Paper.ASSESSMENT_CIRCULAR, "信访工作考核结果通报", "信考通", Format.DOCUMENT, xf(39, 1), _circular,
        (ADDRESSEE, said("year", P("考核哪一年"), xf(39, 1)), _RESULTS), to_organ=True, of_a_matter=False,
        of_a_year=True,
    ),
)  # fmt: skip
