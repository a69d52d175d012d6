"""The correction plan (整改方案，举一反三) as it was adopted: the root, who mends it, with what and by when."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, contact, paragraphs, sentence
from huiyin.papers.document import Block, Format, Paragraph, Table
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import CONTACT, Need, said, xf


def _plan(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"办理信访事项中发现同类问题接连出现。根据{facts.law(40, 1)}，制定本方案，一件一件解决，"
        "同时改掉产生问题的做法。"
    )
    yield chapter(1, "问题和症结")
    yield from paragraphs(sentence(facts.word("title")), lead="问题：")
    yield from paragraphs(sentence(facts.word("root")), lead="症结：")
    if facts.word("rule"):
        yield from paragraphs(sentence(facts.word("rule")), lead="涉及的规定、做法：")
    yield from paragraphs(sentence(facts.word("account")), lead="为什么一件接一件：")
    yield chapter(2, "要改什么")
    yield from paragraphs(sentence(facts.word("demand")))
    yield Paragraph(f"{facts.word('to_organ')}。", lead="责任单位：")
    yield chapter(3, "措施")
    yield Table((5, 3, 3), facts.figures["measures"], head=("做什么", "谁负责", "最迟哪天"))
    yield chapter(4, "信访人的答复")
    yield Paragraph(
        "本方案所列信访事项，每一件分别出具意见书、分别送达，各有编号和复查期限；共同查明的事实只写一次，"
        "不代替逐件办理，也不影响信访人的权利。检举控告不列入本方案，依规依纪依法另行办理"
        f"（{facts.law(30, 3)}）。"
    )
    yield chapter(5, "看效果")
    yield Paragraph("措施做完、信访人都答复以后，看同类问题是不是减少；没有减少的，重新整改。")
    yield contact(facts)


_MEASURES = Need(P("措施"), xf(40, 1), lambda facts: bool(facts.figures.get("measures")))

PLANS = (
    Instrument(
        Paper.CORRECTION_PLAN, "信访问题整改方案", "信整", Format.DOCUMENT, xf(40, 1), _plan,
        (said("root", P("症结"), xf(40, 1)), said("demand", P("要改什么"), xf(40, 1)), _MEASURES, CONTACT),
        to_organ=True, of_a_matter=False,
    ),
)  # fmt: skip
