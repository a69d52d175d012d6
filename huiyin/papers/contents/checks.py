"""What a superior writes to an organ after a sample check (抽查): what was found, or what it asks."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, contact, paragraphs, sentence
from huiyin.papers.document import Block, Format, Paragraph, Table, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, Need, said, xf


def _drawn(facts: PaperFacts, number: int) -> Iterator[Block]:
    """How the sample was drawn, so that whoever is checked can draw it again."""
    yield chapter(number, "怎样抽取的")
    yield Table((3, 5), facts.figures["drawn"], head=("事项", "内容"))


def _until(facts: PaperFacts) -> Iterator[Block]:
    day = facts.day("until")
    if day:
        yield Paragraph(f"请在{week_day(day)}以前书面答复（{facts.law(40, 4)}）。不认可的，写明事实和理由。")
    yield contact(facts)


def _letter(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"根据{facts.law(40, 1)}，我们对你单位办理的信访事项进行了抽查，现将情况反馈如下。")
    yield from _drawn(facts, 1)
    yield chapter(2, "总的情况")
    yield Table((5, 2), facts.figures["result"], head=("指标", "数值"))
    yield from paragraphs(sentence(facts.word("summary")))
    yield chapter(3, "查出问题的事项")
    if facts.figures.get("found"):
        yield Table((3, 5), facts.figures["found"], head=("编号", "问题"))
    else:
        yield Paragraph("没有查出问题的事项。")
    yield chapter(4, "要求")
    yield from paragraphs(sentence(facts.word("demand")))
    yield from _until(facts)


def _inquiry(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"根据{facts.law(40, 1)}，现就你单位办理的以下信访事项，向你单位了解情况。")
    yield from _drawn(facts, 1)
    yield chapter(2, "问的事项")
    yield Table((3, 5), facts.figures["found"], head=("编号", "办理记录里看到的"))
    yield chapter(3, "请说明")
    yield from paragraphs(sentence(facts.word("question")))
    yield from _until(facts)


_DRAWN = Need(P("怎样抽取的"), xf(40, 1), lambda facts: bool(facts.figures.get("drawn")))
_UNTIL = said("until", P("答复的最迟日期"), xf(40, 4))

CHECKS = (
    Instrument(
        Paper.CHECK_LETTER, "关于反馈信访事项抽查情况的函", "信抽", Format.LETTER, xf(40, 1), _letter,
        (ADDRESSEE, _DRAWN, said("demand", P("要求"), xf(40, 1)), _UNTIL, CONTACT),
        to_organ=True, of_a_matter=False,
    ),
    Instrument(
        Paper.CHECK_INQUIRY, "关于了解信访事项办理情况的函", "信询", Format.LETTER, xf(40, 1), _inquiry,
        (ADDRESSEE, _DRAWN, said("question", P("请说明什么"), xf(40, 1)), _UNTIL, CONTACT),
        to_organ=True, of_a_matter=False,
    ),
)  # fmt: skip
