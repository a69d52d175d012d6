"""Papers of destruction (档案销毁): the list that is approved, and the certificate that it was carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from huiyin.law.papers import Paper
from huiyin.law.sources.articles import cite
from huiyin.law.words import P
from huiyin.papers.clauses import paragraphs, sentence
from huiyin.papers.document import Block, Format, Paragraph, Table, ToSign
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import Need, said

LAW: Final = cite("dangan2020", 21)
_HEAD: Final = ("序", "编号", "归档", "保管到", "鉴定")


def _items(facts: PaperFacts) -> Iterator[Block]:
    # A number of nineteen digits stays on one line, and days as archives write them (2014.12.8).
    yield Table((7, 28, 15, 15, 13), facts.figures["items"], head=_HEAD)


def _list(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"以下{facts.word('count')}件案卷保管期限已满，逐件鉴定如下，报请审批。")
    yield from _items(facts)
    yield from paragraphs(sentence(facts.word("summary")), lead="鉴定小组的意见：")
    yield Paragraph(f"编制人：{facts.word('drawer')}。")
    yield ToSign(("负责人（批准）：", "档案监督（核准）："))


def _certificate(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"销毁清册{facts.word('list')}所列案卷中，{facts.word('gone')}件已经销毁：登记的文字、姓名和联系方式、材料、"
        "文书正文和检索词都已删除，不能恢复；办理日志只留下谁在哪天做了哪一步和摘要，仍可核验。"
    )
    yield from _items(facts)
    yield from paragraphs(sentence(facts.word("paper_files")), lead="纸质案卷：")
    yield ToSign((f"编制：{facts.word('drawer')}", f"批准：{facts.word('approver')}"))
    yield ToSign((f"档案监督：{facts.word('supervisor')}", f"监销：{facts.word('witness')}"))


_ITEMS = Need(P("清册里的案卷"), LAW, lambda facts: bool(facts.figures.get("items")))

KEEPING = (
    Instrument(
        Paper.DISPOSAL_LIST, "档案销毁清册", "", Format.RECORD, LAW, _list,
        (_ITEMS, said("summary", P("鉴定小组的意见"), LAW)), to_nobody=True, of_a_matter=False,
    ),
    Instrument(
        Paper.DESTRUCTION_CERTIFICATE, "档案销毁证明", "", Format.RECORD, LAW, _certificate,
        (_ITEMS, said("approver", P("谁批准的"), LAW), said("witness", P("监销人"), LAW)),
        to_nobody=True, of_a_matter=False,
    ),
)  # fmt: skip
