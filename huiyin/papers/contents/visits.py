"""Papers of leaders' visits (领导接访): invitation, record, the leader's note, the result (xf2022 Art. 18 ¶2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, contact, paragraphs, sentence
from huiyin.papers.contents.plain_notices import by, call_us, go_to
from huiyin.papers.document import Block, Format, Paragraph, long_day, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument, Plain
from huiyin.papers.needs import ADDRESSEE, CONTACT, Need, said, xf

UNHINDERED = "来不来由您决定。不来，您的信访事项照常办理，期限也不变。"


def _about(facts: PaperFacts) -> str:
    return f"信访事项（编号{facts.word('matter')}）"


def _when(facts: PaperFacts) -> str:
    day = facts.day("on")
    return "，".join(part for part in (week_day(day) if day else "", facts.word("time")) if part)


def _invitation(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"您的{_about(facts)}，{facts.word('leader_name')}想当面听您说（{facts.law(18, 2)}），请您来谈。")
    yield Paragraph(f"{_when(facts)}。", lead="时间：")
    yield Paragraph(f"{facts.word('place')}。", lead="地点：")
    yield Paragraph("有关的材料、以前的答复；行动不便的，请提前告诉我们。可以请家人或者代理人一起来。", lead="请带上：")
    yield Paragraph(UNHINDERED)
    yield Paragraph("凭编号和查询码在网上答复，打电话、到窗口说，都可以。", lead="怎样答复：")
    yield contact(facts)


def _record(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"{facts.word('leader_name')}。", lead="接访的领导：")
    yield Paragraph(f"{'，'.join(part for part in (_held(facts), facts.word('place')) if part)}。", lead="时间和地点：")
    yield Paragraph(f"{_about(facts)}。", lead="反映的事：")
    if facts.word("present"):
        yield Paragraph(f"{facts.word('present')}。", lead="在场的人：")
    yield chapter(1, "来访人说的")
    yield from paragraphs(sentence(facts.word("said")))
    yield chapter(2, "领导的答复")
    yield from paragraphs(sentence(facts.word("answer")))
    if _what(facts):
        yield chapter(3, "交办的事")
        yield from _task(facts)
    read = "已经念给来访人听，本人认可。" if facts.word("read_back") else "来访人签名："
    yield Paragraph(read)


def _held(facts: PaperFacts) -> str:
    day = facts.day("held_on") or facts.day("on")
    return long_day(day) if day else ""


def _what(facts: PaperFacts) -> str:
    """What was set; earlier versions said it under another name."""
    return facts.word("promise") or facts.word("task_text")


def _until(facts: PaperFacts) -> date | None:
    return facts.day("promise_until") or facts.day("until")


def _task(facts: PaperFacts) -> Iterator[Block]:
    yield from paragraphs(sentence(_what(facts)))
    who = f"{facts.word('to_organ')}{facts.word('whose')}"
    day = _until(facts)
    yield Paragraph(f"由{who}承担，最迟{week_day(day)}办好。" if day else f"由{who}承担。")


def _instruction(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{facts.word('leader_name')}看了群众来信或者接待了来访（{facts.law(18, 2)}），就{_about(facts)}作了安排，"
        f"现通知{facts.you}办理。"
    )
    yield from paragraphs(sentence(facts.word("note")), lead="批示：")
    yield from paragraphs(sentence(_what(facts)), lead="要办的事：")
    if facts.word("whose"):
        yield Paragraph(f"{facts.word('whose')}。", lead="由谁负责：")
    day = _until(facts)
    if day:
        yield Paragraph(f"请在{week_day(day)}以前办好，书面报告结果和凭据；办不到的，提前说明原因。")
    yield Paragraph(f"信访人提出检举控告的，有关材料不得转给被反映的单位和人（{facts.law(30, 3)}）。")
    yield contact(facts)


def _result(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"您的{_about(facts)}，{facts.word('leader_name')}接访（阅信）时安排的事，结果如下。")
    yield from paragraphs(sentence(facts.word("result")), lead="结果：")
    yield Paragraph(f"觉得没有办好，可以凭编号和查询码说明；对处理意见不服，可以申请复查复核（{facts.law(35)}）。")
    yield contact(facts)


def _door(facts: PaperFacts) -> Iterator[Block]:
    there = facts.next_organ
    assert there is not None
    yield Paragraph(
        f"您到{facts.organ.name}来访，您的事已经登记（编号{facts.case_number}），收到的日子照样算数"
        f"（{facts.law(22, 1)}）。"
        f"按规定，这件事当面谈请到有权处理的本级或者上一级机关（{facts.law(20, 1)}）："
    )
    yield Paragraph(f"{there.name}。", lead="去哪里：")
    yield Paragraph(f"{'，'.join(part for part in (there.address, there.phone) if part)}。", lead="地址和电话：")
    if there.hours:
        yield Paragraph(f"{there.hours}。", lead="开门时间：")
    day = facts.day("come_on")
    yield Paragraph(f"{week_day(day)}。" if day else "", lead="哪天去：")
    yield from paragraphs(sentence(facts.word("bring")), lead="带什么：")
    yield from paragraphs(sentence(facts.word("why")), lead="为什么去那里：")
    yield Paragraph("不方便去的，不用去：在网上、打电话、写信说，办法一样算数，不影响您的事怎么办、什么时候办。")
    yield contact(facts)


def _go(facts: PaperFacts) -> Iterator[str]:
    yield "您的事我们登记了，没有白来。当面谈，请到这里："
    if facts.next_organ is not None:
        yield from go_to(facts.next_organ)
    yield f"带上：{sentence(facts.word('bring'))}"


def _because(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("why"))


def _or_not(facts: PaperFacts) -> Iterator[str]:
    yield "不方便去，可以在网上、打电话、写信说，一样算数。"
    yield call_us(facts)


def _on_the_day(facts: PaperFacts) -> Iterator[str]:
    day = facts.day("come_on")
    yield f"请{week_day(day)}去，那天开门。" if day else "去以前先打电话问开不开门。"


def _come(facts: PaperFacts) -> Iterator[str]:
    yield f"{facts.word('leader_name')}约您当面谈您反映的事。"
    yield f"时间：{_when(facts)}。地点：{facts.word('place')}。"


def _why(facts: PaperFacts) -> Iterator[str]:
    yield "领导干部要当面听群众说，把事情解决好。"


def _free(facts: PaperFacts) -> Iterator[str]:
    yield UNHINDERED
    yield call_us(facts)


def _by_the_day(facts: PaperFacts) -> Iterator[str]:
    yield f"请在{_when(facts)}以前答复我们来不来。"


def _came_of_it(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word("result"))


def _ring(facts: PaperFacts) -> Iterator[str]:
    yield "觉得没有办好，可以凭编号和查询码说明，我们再看。"
    yield call_us(facts)


_LEADER = said("leader_name", P("哪位领导"), xf(18, 2))
_DAY = said("on", P("哪一天"), xf(18, 2))
_PLACE = said("place", P("地点"), xf(18, 2))
_TASK = (
    Need(P("要办的事"), xf(18, 2), lambda facts: bool(_what(facts))),
    Need(P("最迟哪天"), xf(18, 2), lambda facts: _until(facts) is not None),
)
_NAMED = Need(P("请谁来"), xf(18, 2), lambda facts: facts.petitioner != "信访人")

_THERE = Need(P("该去的机关和它的地址"), xf(20, 1), lambda facts: bool(facts.next_organ and facts.next_organ.address))

VISITS = (
    Instrument(
        Paper.DOOR_NOTICE, "引导告知单", "信引门", Format.LETTER, xf(20, 1), _door,
        (_THERE, said("come_on", P("哪天去"), xf(20, 1)), said("bring", P("带什么"), xf(20, 1)), CONTACT),
        plain=Plain(_go, _because, _or_not, _on_the_day),
    ),
    Instrument(
        Paper.VISIT_INVITATION, "约访邀请函", "信邀", Format.LETTER, xf(18, 2), _invitation,
        (_LEADER, _DAY, _PLACE, _NAMED, CONTACT), plain=Plain(_come, _why, _free, _by_the_day),
    ),
    Instrument(
        Paper.VISIT_RECORD, "领导接访记录", "", Format.DOCUMENT, xf(18, 2), _record,
        (_LEADER, said("said", P("来访人说了什么"), xf(19, 1)), said("answer", P("领导怎样答复"), xf(18, 2))),
        to_nobody=True,
    ),
    Instrument(
        Paper.VISIT_INSTRUCTION, "批示办理通知", "信批", Format.LETTER, xf(18, 2), _instruction,
        (ADDRESSEE, _LEADER, *_TASK, CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.VISIT_RESULT, "接访结果告知书", "信访果", Format.LETTER, xf(18, 2), _result,
        (said("result", P("结果"), xf(18, 2)), CONTACT), plain=Plain(_came_of_it, _why, _ring, by),
    ),
)  # fmt: skip
