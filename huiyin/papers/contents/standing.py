"""Papers of what stands beside a matter for long: a leader's charge (包案), and a claim that waits for its condition
(xf2022 Art. 18 ¶2, 32)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.charge.vocabulary import Unfinished
from huiyin.law.notyet.vocabulary import Lack, NoLonger
from huiyin.law.papers import Paper
from huiyin.law.words import P
from huiyin.papers.clauses import contact, paragraphs, sentence
from huiyin.papers.contents.plain_notices import call_us
from huiyin.papers.document import Block, Format, Paragraph, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument, Plain
from huiyin.papers.needs import ADDRESSEE, CONTACT, said, xf

#: What a person keeps whatever stands in these papers.
UNCHANGED = "您原来的权利都不变：期限照算，可以申请复查复核的，照样可以申请。"


def _about(facts: PaperFacts) -> str:
    return f"您的信访事项（编号{facts.word('matter')}）"


def _day(facts: PaperFacts, name: str) -> str:
    day = facts.day(name)
    return week_day(day) if day else ""


# A leader's charge ----------------------------------------------------------------------------------------------------


def _charge(facts: PaperFacts) -> Iterator[Block]:
    about, leader = _about(facts), facts.word("leader_name")
    if facts.act == "extend":
        yield Paragraph(f"{about}由{leader}包案，原来定的日子办不到，改到{_day(facts, 'until')}以前解决。")
        yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    elif facts.act == "solve":
        yield Paragraph(f"{about}由{leader}包案，办理记录表明已经解决，包案结束。")
        yield from paragraphs(sentence(facts.word("summary")), lead="怎样解决的：")
        yield Paragraph("您觉得没有解决，可以凭编号和查询码告诉我们，也可以打下面的电话，我们接着办。")
    elif facts.act == "end":
        yield Paragraph(f"{about}由{leader}包案，现在结束：{Unfinished(facts.word('because')).label}。")
        yield from paragraphs(sentence(facts.word("reason")), lead="说明：")
    else:
        again = "接着" if facts.word("after") else ""
        yield Paragraph(f"{about}由{leader}{again}包案（{facts.law(18, 2)}），负责到{_day(facts, 'until')}以前解决。")
        yield from paragraphs(sentence(facts.word("plan")), lead="打算怎样解决：")
        yield Paragraph("包案的领导会和您当面谈；办到哪一步，凭编号和查询码随时可以查。")
    yield Paragraph(UNCHANGED)
    yield contact(facts)


def _charge_said(facts: PaperFacts) -> Iterator[str]:
    leader = facts.word("leader_name")
    match facts.act:
        case "extend":
            yield f"{leader}管您的事，要多办些日子。"
        case "solve":
            yield "您的事办好了，请您看看是不是真的。"
        case "end":
            yield f"{leader}不再管您的事了：{Unfinished(facts.word('because')).label}。"
        case _:
            yield f"{leader}亲自管您反映的事。"


def _charge_why(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word({"extend": "reason", "solve": "summary", "end": "reason"}.get(facts.act, "plan")))


def _charge_can(facts: PaperFacts) -> Iterator[str]:
    yield "办得不对、没有办，可以凭编号和查询码告诉我们。"
    yield call_us(facts)


def _charge_until(facts: PaperFacts) -> Iterator[str]:
    over = facts.act in ("solve", "end")
    yield "您要申请复查复核的，期限不变。" if over else f"说好{_day(facts, 'until')}以前解决。"


# A claim that waits ---------------------------------------------------------------------------------------------------


def _condition(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"{_about(facts)}里的这项请求，{_condition_said(facts)}")
    yield from paragraphs(sentence(facts.word("request")), lead="您的请求：")
    words = sentence(facts.word(_CONDITION_WORDS[facts.act]))
    yield from paragraphs(words, lead="说明：")
    if facts.act not in ("reopen", "end"):
        yield from paragraphs(sentence(facts.word("condition")), lead="出现什么情况就重新启动：")
        yield Paragraph(
            f"由{facts.word('watcher')}看着，{_day(facts, 'look_on')}以前再看一次，看了告诉您。", lead="谁来看："
        )
        yield Paragraph("您知道条件有变化的，随时告诉我们，一个月以内我们去看。")
    yield Paragraph(UNCHANGED)
    yield contact(facts)


_CONDITION_WORDS = {
    "keep": "why", "look": "found", "entrust": "reason", "answer": "answer", "reopen": "come", "end": "reason",
}  # fmt: skip


def _condition_said(facts: PaperFacts) -> str:
    match facts.act:
        case "look":
            return "我们又去看了一次，条件还没有具备。"
        case "entrust":
            return f"改由{facts.word('watcher')}看着。"
        case "answer":
            return "我们报告了上级，上级答复了。"
        case "reopen":
            return "条件已经具备，重新启动办理。"
        case "end":
            return f"不再等条件：{NoLonger(facts.word('because')).label}。"
        case _:
            lack = Lack(facts.word("lack")).label
            return f"是合理的，现在还办不到（{lack}），我们记着，等条件具备就重新启动。"


def _condition_plain(facts: PaperFacts) -> Iterator[str]:
    yield f"您的请求：{sentence(facts.word('request'))}"
    yield f"这项请求{_condition_said(facts)}"


def _condition_why(facts: PaperFacts) -> Iterator[str]:
    yield sentence(facts.word(_CONDITION_WORDS[facts.act]))


def _condition_can(facts: PaperFacts) -> Iterator[str]:
    if facts.act not in ("reopen", "end"):
        yield "听说条件有变化，就告诉我们，我们去看。"
    yield call_us(facts)


def _condition_until(facts: PaperFacts) -> Iterator[str]:
    if facts.act in ("reopen", "end"):
        yield "您要申请复查复核的，期限不变。"
    else:
        yield f"{_day(facts, 'look_on')}以前，我们再看一次，看了告诉您。"


def _report(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"信访事项（编号{facts.word('matter')}）里有一项请求合理但暂不具备条件"
        f"（{Lack(facts.word('lack')).label}），现将情况报告如下。"
    )
    yield from paragraphs(sentence(facts.word("request")), lead="信访人的请求：")
    yield from paragraphs(sentence(facts.word("why")), lead="为什么现在办不到：")
    yield from paragraphs(sentence(facts.word("condition")), lead="需要的条件：")
    yield from paragraphs(sentence(facts.word("need")), lead="请求：")
    yield Paragraph("请予研究，并将结果告知我单位，以便答复信访人。")
    yield contact(facts)


_LEADER = said("leader_name", P("哪位领导"), xf(18, 2))
_REQUEST = said("request", P("信访人的请求"), xf(19, 1))

STANDING = (
    Instrument(
        Paper.CHARGE_NOTICE, "领导包案告知书", "信包", Format.LETTER, xf(18, 2), _charge, (_LEADER, CONTACT),
        plain=Plain(_charge_said, _charge_why, _charge_can, _charge_until),
    ),
    Instrument(
        Paper.CONDITION_NOTICE, "暂不具备条件告知书", "信候", Format.LETTER, xf(32, 2), _condition,
        (_REQUEST, CONTACT), plain=Plain(_condition_plain, _condition_why, _condition_can, _condition_until),
    ),
    Instrument(
        Paper.CONDITION_REPORT, "关于暂不具备条件事项的报告", "信候报", Format.LETTER, xf(32, 2), _report,
        (ADDRESSEE, _REQUEST, said("need", P("请上级做什么"), xf(32, 2)), CONTACT), to_organ=True,
    ),
)  # fmt: skip
