"""Papers of hearings and of the joint conference."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.papers import Paper
from huiyin.law.topic.vocabulary import Way
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, contact, paragraphs, sentence
from huiyin.papers.contents import plain_notices as plain
from huiyin.papers.document import Block, Format, Paragraph, long_day, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, said, xf


def _no_hearing(facts: PaperFacts) -> Iterator[Block]:
    article = facts.article.label() if facts.article else facts.law(31, None, 6)
    yield Paragraph(
        f"您就信访事项（编号{facts.case_number}）申请举行听证。依照{article}，经研究，不举行听证，现将理由告知您。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield Paragraph("这件事照常办理。您可以继续当面或者书面陈述事实和理由，提交证据。", lead="您可以：")
    yield contact(facts)


# The joint conference ------------------------------------------------------------------------------------------------


def _when(facts: PaperFacts) -> str:
    day = facts.day("day")
    return f"{week_day(day)}{facts.word('hour')}" if day else facts.word("hour")


def _call(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"依照{facts.law(13)}，定于近日召开{facts.word('meeting_title')}，现将有关事项通知如下。")
    yield Paragraph(f"{_when(facts)}。", lead="时间：")
    yield Paragraph(f"{facts.word('place')}。", lead="地点：")
    yield Paragraph(f"{facts.word('chair')}。", lead="主持：")
    yield chapter(1, "议程")
    yield from paragraphs(facts.word("agenda"))
    yield chapter(2, "要求")
    yield from paragraphs(sentence(facts.word("note")))
    yield Paragraph("请成员本人参加；不能参加的，由代理人参加并说明原因，或者会前书面提出意见。请在会前答复参会人员。")
    yield Paragraph(f"检举控告不列入议程；会上材料不得转给被反映的单位和人（{facts.law(30, 3)}）。")
    yield contact(facts)


def _minutes(facts: PaperFacts) -> Iterator[Block]:
    day = facts.day("day")
    yield Paragraph(f"{long_day(day) if day else ''}，{facts.word('chair')}主持召开{facts.word('meeting_title')}。")
    yield Paragraph(f"{facts.word('came')}。", lead="到会的单位：")
    if facts.word("absent"):
        yield Paragraph(sentence(facts.word("absent")), lead="没有到会的：")
    # A meeting begins with what became of the ones before it.
    before = facts.word("followed")
    if before:
        yield chapter(1, "以前议定事项的落实")
        yield from paragraphs(before)
    yield chapter(2 if before else 1, "讨论的情况")
    yield from paragraphs(sentence(facts.word("talk")))
    yield chapter(3 if before else 2, "议定的事项")
    yield from paragraphs(facts.word("decided") or "本次会议没有议定事项。")
    yield Paragraph("议定的事项由牵头单位抓紧落实，办不到的提前说明；下一次会议逐件回头看。")


def _subject(facts: PaperFacts) -> str:
    """A matter, unless it is said that it is about something else."""
    return f"{facts.word('about') or '信访事项'}（编号{facts.word('matter')}）"


def _resolution(facts: PaperFacts) -> Iterator[Block]:
    day, until = facts.day("day"), facts.day("until")
    held = f"{long_day(day)}召开的{facts.word('meeting_title')}" if day else "联席会议"
    yield Paragraph(f"{held}研究了{_subject(facts)}。依照{facts.law(24, 1)}，现将议定的事交{facts.you}办理。")
    yield from paragraphs(sentence(facts.word("resolution")), lead="议定：")
    if facts.word("competent"):
        yield Paragraph(f"{facts.word('competent')}。", lead="由谁受理：")
    if facts.word("lead"):
        yield Paragraph(f"{facts.word('lead')}。", lead="牵头单位：")
    yield from paragraphs(sentence(facts.word("task")), lead="要办的事：")
    if facts.word("helper"):
        yield from paragraphs(sentence(facts.word("part")), lead=f"{facts.word('helper')}配合：")
    if until:
        report = "把结果书面告知本办公室" if facts.word("about") else "在“落实事项”里报告结果和凭据"
        yield Paragraph(f"请在{week_day(until)}以前办好，{report}；办不到的，提前说明原因。")
    yield contact(facts)


def _referral(facts: PaperFacts) -> Iterator[Block]:
    until = facts.day("until")
    yield Paragraph(
        f"{_subject(facts)}涉及法律程序。依照{facts.law(28, 2)}，诉讼权利救济的事项从普通信访中"
        f"分出来，由政法单位依法处理，现转{facts.you}。"
    )
    yield from paragraphs(sentence(facts.word("account")), lead="涉及的情况：")
    if until:
        yield Paragraph(f"请在{week_day(until)}以前出具回执，写明进了哪个程序、案号；不属于本单位的，写明理由退回。")
    yield Paragraph("结果请告知本办公室，由我们告诉信访人。")
    yield contact(facts)


def _receipt(facts: PaperFacts) -> Iterator[Block]:
    taken, until = facts.day("taken_on"), facts.day("until")
    day = f"于{long_day(taken)}" if taken else ""
    yield Paragraph(f"转来的{_subject(facts)}，本单位{day}接收，依法办理。")
    yield Paragraph(f"{Way(facts.word('way')).label}。", lead="程序：")
    yield Paragraph(f"{facts.word('file')}。", lead="案号（受理编号）：")
    if until:
        yield Paragraph(f"{week_day(until)}以前告知进展或者结果。", lead="下一步：")
    if facts.word("contact"):
        yield Paragraph(f"{facts.word('contact')}。", lead="承办人：")


_AGENDA = said("agenda", P("议程"), xf(13))
_DAY = said("day", P("哪天开会"), xf(13))
_ABOUT = said("matter", P("信访事项编号"), xf(21, 2))

MEETINGS = (
    Instrument(
        Paper.CONFERENCE_NOTICE, "关于召开信访工作联席会议的通知", "信联通", Format.LETTER, xf(13), _call,
        (ADDRESSEE, _DAY, said("place", P("地点"), xf(13)), _AGENDA, CONTACT), to_organ=True, of_a_matter=False,
    ),
    Instrument(
        Paper.CONFERENCE_MINUTES, "信访工作联席会议纪要", "信联纪", Format.LETTER, xf(13), _minutes,
        (ADDRESSEE, _DAY, said("came", P("到会的单位"), xf(13)), said("talk", P("讨论的情况"), xf(13))),
        to_organ=True, of_a_matter=False,
    ),
    Instrument(
        Paper.RESOLUTION_LETTER, "联席会议议定事项交办通知", "信联办", Format.LETTER, xf(24, 1), _resolution,
        (ADDRESSEE, _ABOUT, said("task", P("要办的事"), xf(24, 1)), said("until", P("最迟哪天"), xf(24, 1)), CONTACT),
        to_organ=True,
    ),
    Instrument(
        Paper.LAW_REFERRAL, "关于转交涉法涉诉事项的函", "信联法", Format.LETTER, xf(28, 2), _referral,
        (ADDRESSEE, _ABOUT, said("account", P("涉及的情况"), xf(28, 2)), CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.LAW_RECEIPT, "涉法涉诉事项接收回执", "信法收", Format.LETTER, xf(28, 2), _receipt,
        (ADDRESSEE, _ABOUT, said("way", P("进了哪个程序"), xf(28, 2)), said("file", P("案号"), xf(28, 2))),
        to_organ=True,
    ),
    Instrument(
        Paper.HEARING_REFUSAL, "不予听证告知书", "信不听", Format.LETTER, xf(31, None, 6), _no_hearing,
        (said("reason", P("不举行听证的理由"), xf(31, None, 6)), CONTACT), plain=plain.NO_HEARING,
    ),
)  # fmt: skip
