"""Papers of the duties beside the main road: 紧急报告, 请示, 通报, 回避决定, 奖励, 救助, 公示 (xf2022 Art. 22–37)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.papers import Paper
from huiyin.law.terms import RecusalRuling, Relief
from huiyin.law.words import P
from huiyin.papers.clauses import brought, chapter, claim_list, contact, paragraphs, rights, sentence, the_matter
from huiyin.papers.contents import plain_duties as plain
from huiyin.papers.document import Block, Format, Paragraph, long_day, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, REQUESTS, said, xf


def _urgent(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"现将一件重大、紧急信访事项（编号{facts.case_number}）报告如下（{facts.law(25, 1)}）。")
    yield chapter(1, "情况")
    if facts.received_on:
        yield Paragraph(f"{long_day(facts.received_on)}，{facts.channel or '信访'}。", lead="收到的日期和方式：")
    if facts.word("at"):
        yield Paragraph(f"{facts.word('at')}。", lead="报告的时间：")
    yield from claim_list(facts.claims)
    yield from paragraphs(sentence(facts.word("reason")), lead="为什么重大紧急：")
    yield chapter(2, "已经采取的措施")
    yield from paragraphs(sentence(facts.word("measures")))
    yield Paragraph("请批示。后续情况随时续报。")
    yield contact(facts)


def _decision(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"{the_matter(facts)}，情况重大、紧急，现依照{facts.law(22, 1, 1)}提出建议，报请决定。")
    yield chapter(1, "情况")
    yield from claim_list(facts.claims)
    yield from paragraphs(sentence(facts.word("reason")))
    yield chapter(2, "处理建议")
    yield from paragraphs(sentence(facts.word("proposal")))
    yield Paragraph("妥否，请批示。")
    yield contact(facts)


def _personnel(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"现依照{facts.law(30, 2)}，将反映干部问题的信访情况通报如下。")
    yield from paragraphs(sentence(facts.word("account")))
    if facts.word("grave"):
        yield Paragraph("本件属于重大情况，同时报送党委主要负责同志和分管组织（人事）工作的负责同志。")
    yield Paragraph(
        "请按照干部选拔任用监督的有关规定办理。信访人的检举、揭发材料以及有关情况，"
        f"不得透露或者转给被检举、揭发的人员或者单位（{facts.law(30, 3)}）。"
    )
    yield contact(facts)


def _recusal(facts: PaperFacts) -> Iterator[Block]:
    granted = facts.word("ruling") == RecusalRuling.GRANTED
    yield Paragraph(
        f"您就信访事项（编号{facts.case_number}）申请有关人员回避。依照{facts.law(28, 3)}，现将决定告知您。"
    )
    # Of a hearing the act is another one, and whoever sits on its panel is no member of staff.
    hearing = facts.act == "rule"
    stays = "不同意您的申请，听证的人员不变。" if hearing else "不同意您的申请，该工作人员继续办理。"
    goes = "该工作人员不再参与这件事，由其他工作人员接替。"
    goes = f"{facts.word('whom') or '该人员'}不再参加这次听证，另由别人接替。" if hearing else goes
    done = f"同意您的申请，{goes}" if granted else stays
    yield Paragraph(done, lead="决定：")
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield contact(facts)
    yield rights(facts)


def _reward(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}建议（编号{facts.case_number}）已被采纳。依照{facts.law(29, 2)}，决定给予您奖励。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="您的贡献：")
    yield from paragraphs(sentence(facts.word("award")), lead="奖励：")
    yield from paragraphs(sentence(facts.word("basis")), lead="依据的规定：")
    yield Paragraph("感谢您关心公共事务，欢迎继续提出建议。")
    yield contact(facts)


def _relief(facts: PaperFacts) -> Iterator[Block]:
    relief = facts.word("relief")
    label = Relief(relief).label if relief in list(Relief) else relief
    yield Paragraph(f"您在信访中说明生活有困难。依照{facts.law(37, 2)}，告知您可以依法申请{label}。")
    yield Paragraph(f"{facts.word('where')}。", lead="向哪里申请：")
    yield from paragraphs(sentence(facts.word("account")), lead="怎样申请：")
    yield Paragraph("申请救助不影响您的信访事项，是否给予救助由受理申请的机关依法决定。写申请有困难的，我们帮您。")
    yield contact(facts)


def _publication(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"信访事项（编号{facts.case_number}）的复核意见经过听证，现依照{facts.law(36, 2)}向社会公示。")
    yield from paragraphs(sentence(facts.word("account")), lead="复核意见：")
    first, last = facts.day("on"), facts.day("until")
    if first and last:
        yield Paragraph(f"{week_day(first)}至{week_day(last)}。", lead="公示期：")
    yield Paragraph(f"{facts.word('place')}。", lead="公示地点：")
    yield contact(facts)


_PROPOSAL = said("proposal", P("处理建议"), xf(22, 1, 1))

DUTIES = (
    Instrument(
        Paper.URGENT_REPORT, "关于重大紧急信访事项的报告", "信急", Format.LETTER, xf(25, 1), _urgent,
        (
            ADDRESSEE, REQUESTS, said("reason", P("为什么重大紧急"), xf(25, 1)),
            said("measures", P("已经采取的措施"), xf(25, 1)), CONTACT,
        ),
        to_organ=True,
    ),
    Instrument(
        Paper.DECISION_REQUEST, "关于报请决定信访事项的请示", "信请", Format.LETTER, xf(22, 1, 1), _decision,
        (ADDRESSEE, REQUESTS, said("reason", P("为什么报请决定"), xf(22, 1, 1)), _PROPOSAL, CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.PERSONNEL_LETTER, "关于反映干部问题信访情况的通报", "信通", Format.LETTER, xf(30, 2), _personnel,
        (ADDRESSEE, said("account", P("通报的情况"), xf(30, 2)), CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.RECUSAL_DECISION, "回避申请决定书", "信避", Format.LETTER, xf(28, 3), _recusal,
        (said("ruling", P("决定"), xf(28, 3)), said("reason", P("理由"), xf(28, 3)), CONTACT), plain=plain.RECUSAL,
    ),
    Instrument(
        Paper.REWARD_NOTICE, "建议奖励通知书", "信奖", Format.LETTER, xf(29, 2), _reward,
        (said("award", P("奖励"), xf(29, 2)), said("basis", P("依据的规定"), xf(29, 2)), CONTACT), plain=plain.REWARD,
    ),
    Instrument(
        Paper.RELIEF_NOTICE, "救助申请告知书", "信助", Format.LETTER, xf(37, 2), _relief,
        (said("relief", P("哪种救助"), xf(37, 2)), said("where", P("向哪里申请"), xf(37, 2)), CONTACT),
        plain=plain.RELIEF,
    ),
    Instrument(
        Paper.PUBLICATION, "信访事项复核意见公示", "信示", Format.LETTER, xf(36, 2), _publication,
        (
            said("account", P("公示的内容"), xf(36, 2)), said("place", P("公示地点"), xf(36, 2)),
            said("on", P("公示起始日期"), xf(36, 2)), said("until", P("公示截止日期"), xf(36, 2)), CONTACT,
        ),
        to_nobody=True,
    ),
)  # fmt: skip
