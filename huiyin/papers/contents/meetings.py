"""Papers of hearings and of the joint conference."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.terms import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import contact, paragraphs, sentence
from huiyin.papers.contents import plain_notices as plain
from huiyin.papers.document import Block, Format, Paragraph
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import CONTACT, said, xf


def _no_hearing(facts: PaperFacts) -> Iterator[Block]:
    article = facts.article.label() if facts.article else facts.law(31, None, 6)
    yield Paragraph(
        f"您就信访事项（编号{facts.case_number}）申请举行听证。依照{article}，经研究，不举行听证，现将理由告知您。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield Paragraph("这件事照常办理。您可以继续当面或者书面陈述事实和理由，提交证据。", lead="您可以：")
    yield contact(facts)


MEETINGS = (
    Instrument(
        Paper.HEARING_REFUSAL, "不予听证告知书", "信不听", Format.LETTER, xf(31, None, 6), _no_hearing,
        (said("reason", P("不举行听证的理由"), xf(31, None, 6)), CONTACT), plain=plain.NO_HEARING,
    ),
)  # fmt: skip
