"""Letters between organs (函): 转送, 交办, 异议, 督办 and the three kinds of advice (三项建议)."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.order.vocabulary import Cause
from huiyin.law.papers import Paper
from huiyin.law.terms import ClockKind, SupervisionGround
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, contact, paragraphs, sentence, the_matter
from huiyin.papers.document import Block, Format, Paragraph, long_day, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Body, Instrument
from huiyin.papers.kinds import Kind
from huiyin.papers.needs import ADDRESSEE, CONTACT, RECEIVED, REQUESTS, Need, said, xf


def _matter(facts: PaperFacts) -> Iterator[Block]:
    """The matter, its claims with their class, and the papers that go with it."""
    yield chapter(1, "信访事项")
    for person in facts.people:
        details = "，".join(part for part in (person.name, person.phone, person.address) if part)
        yield Paragraph(f"{details}。", lead=f"{person.capacity}：")
    if facts.received_on:
        yield Paragraph(f"{long_day(facts.received_on)}，{facts.channel or '信访'}。", lead="收到的日期和方式：")
    for claim in facts.claims:
        kind = f"（{claim.kind}）" if claim.kind else ""
        yield from paragraphs(f"{sentence(claim.request)}{kind}", lead=f"请求{claim.number}：")
        yield from paragraphs(sentence(claim.facts), lead="信访人说明的事实和理由：")
        yield from paragraphs(sentence(claim.reasons))
    if facts.materials:
        yield Paragraph("；".join(facts.materials) + "。", lead="材料：")


def _duties(facts: PaperFacts, number: int) -> Iterator[Block]:
    """What the receiver must do, with the day."""
    yield chapter(number, f"请{facts.you}办理")
    notify, objection = facts.due(ClockKind.NOTIFY), facts.due(ClockKind.OBJECT)
    if facts.word("own_rules"):
        yield Paragraph(f"请依规依纪依法接收、办理；对信访人的告知按照有关规定执行（{facts.law(23, 4)}）。")
    if notify:
        yield Paragraph(
            f"自收到之日起{facts.length(ClockKind.NOTIFY)}内，即{week_day(notify)}以前，书面告知信访人接收情况"
            f"以及处理途径和程序（{facts.law(23, 3)}）。"
        )
    if objection:
        yield Paragraph(
            f"认为不属于本单位职权的，在{facts.length(ClockKind.OBJECT)}内，即{week_day(objection)}以前，"
            f"书面提出异议并详细说明理由，经核实同意后交还相关材料；没有同意以前由{facts.you}负责。"
        )


def _transfer(facts: PaperFacts) -> Iterator[Block]:
    article = facts.law(22, 1) if facts.organ.petition_office else facts.law(23, 1)
    if facts.act in ("determine", "coordinate") and facts.article:
        article = facts.article.label()
    yield Paragraph(f"根据{article}，现将{the_matter(facts)}转送{facts.you}，请依法办理。")
    yield from _matter(facts)
    yield from paragraphs(sentence(facts.word("reason")), lead="转送理由：")
    yield from _duties(facts, 2)
    yield contact(facts)


def _assignment(facts: PaperFacts) -> Iterator[Block]:
    article = facts.law(22, 1, 3) if facts.organ.petition_office else facts.law(23, 1)
    yield Paragraph(f"根据{article}，现将{the_matter(facts)}交由{facts.you}办理。")
    yield from _matter(facts)
    yield from paragraphs(sentence(facts.word("reason")), lead="交办理由和要求：")
    yield from _duties(facts, 2)
    day = facts.day("until")
    if day:
        yield chapter(3, "办理期限和办结报告")
        yield Paragraph(
            f"请在{week_day(day)}以前办结并提交办结报告。报告写明办理过程、查明的事实、处理意见和依据、"
            "落实情况、信访人的意见，附处理意见书和送达凭证。"
        )
    yield contact(facts)


def _correction(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"本机关转给{facts.you}的{the_matter(facts)}，经核对，转送有误，{facts.you}尚未着手办理，现予更正，收回该事项。"
        "请交还全部材料，不留复制件；此前函件要求办理的事项不再办理。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="更正理由：")
    yield contact(facts)


def _objection(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{facts.you}转来的{the_matter(facts)}，经研究，不属于本机关职权，现依照{facts.law(23, 3)}提出异议。"
    )
    yield chapter(1, "理由")
    yield from paragraphs(sentence(facts.word("reason")))
    yield chapter(2, "职权依据")
    yield from paragraphs(sentence(facts.word("basis")))
    if facts.word("proper"):
        yield Paragraph(f"应由{facts.word('proper')}办理。", lead="建议：")
    yield Paragraph(f"请核实。{facts.you}同意以后，我们随即交还材料；没有同意以前，我们不停止对信访人的工作。")
    yield contact(facts)


RULINGS = {
    "agree_objection": "经核实，同意{you}的异议，收回该事项，由本机关重新确定办理单位。请交还全部材料。",
    "reject_objection": "经核实，不同意{you}的异议。该事项属于{you}职权，请继续办理。",
}


def _objection_ruling(facts: PaperFacts) -> Iterator[Block]:
    ruling = RULINGS.get(facts.act, RULINGS["reject_objection"]).format(you=facts.you)
    yield Paragraph(f"{facts.you}对{the_matter(facts)}提出的异议收悉。{ruling}")
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    notify = facts.due(ClockKind.NOTIFY)
    if facts.act != "agree_objection" and notify:
        yield Paragraph(f"请在{week_day(notify)}以前书面告知信访人（{facts.law(23, 3)}）。")
    yield contact(facts)


#: Whose matter it is, where it is not the addressed organ's now: what was called solved came to somebody again.
_WHOSE = {Cause.CAME_AGAIN.value: "反映的问题，原来由{you}按已经解决办结，信访人又来反映。经核查"}


def _supervision(facts: PaperFacts) -> Iterator[Block]:
    ground = facts.word("ground")
    label = SupervisionGround(ground).label if ground in list(SupervisionGround) else ground
    whose = _WHOSE.get(facts.word("cause"), "由{you}办理。经核查").format(you=facts.you)
    yield Paragraph(f"{the_matter(facts)}{whose}，存在以下情形，现依照{facts.law(40, 1)}督办。")
    yield from paragraphs(f"{sentence(label)}经核实，{sentence(facts.word('facts'))}", lead="督办情形：")
    for number, line in enumerate(facts.history):
        yield Paragraph(f"{long_day(line.on)}，{sentence(line.text)}", lead="" if number else "办理经过：")
    yield from paragraphs(sentence(facts.word("demand")), lead="要求：")
    day = facts.day("until")
    if day:
        yield Paragraph(
            f"请在{week_day(day)}以前书面反馈采纳和整改情况（{facts.law(40, 4)}），并继续依法办理，及时告知信访人。"
        )
    yield contact(facts)


def _urged(facts: PaperFacts, number: int) -> Iterator[Block]:
    """What is demanded after a measure, and by when it is answered."""
    yield chapter(number, "整改要求")
    yield from paragraphs(sentence(facts.word("demand")))
    day = facts.day("until")
    if day:
        yield Paragraph(f"请在{week_day(day)}以前书面反馈整改情况（{facts.law(40, 4)}）。")
    yield contact(facts)


def _summons(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"督办单{facts.case_number}督办的事项，经督办仍未解决。依照{facts.law(39, 3)}，"
        f"我们约谈了{facts.word('whom')}，现将约谈意见书面通知{facts.you}。"
    )
    yield chapter(1, "督办情形")
    yield from paragraphs(sentence(facts.word("account")))
    yield chapter(2, "约谈意见")
    yield from paragraphs(sentence(facts.word("said")))
    yield from _urged(facts, 3)


def _circular(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"督办单{facts.case_number}的办理情况，依照{facts.law(39, 3)}通报如下。")
    yield from paragraphs(sentence(facts.word("circular")))
    yield from _urged(facts, 1)


def _listing(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"督办单{facts.case_number}督办的事项，经督办仍未解决。依照{facts.law(39, 3)}，决定对该事项挂牌督办，"
        "整改完成并经核实以后摘牌。"
    )
    yield chapter(1, "挂牌督办的事项")
    yield from paragraphs(sentence(facts.word("listing")))
    yield from _urged(facts, 2)


_ADVICE = {
    Paper.ADVICE_ON_WORK: ("改进工作", 1),
    Paper.ADVICE_ON_POLICY: ("完善政策", 2),
    Paper.ADVICE_ON_LIABILITY: ("追究责任", 3),
}


def _advice(facts: PaperFacts) -> Iterator[Block]:
    what, paragraph = _ADVICE[Paper(facts.kind.value)]
    yield Paragraph(f"根据{facts.law(40, paragraph)}，现就以下情况向{facts.you}提出{what}的建议。")
    yield chapter(1, "事实")
    yield from paragraphs(sentence(facts.word("account")))
    yield chapter(2, "依据")
    yield from paragraphs(sentence(facts.word("basis")))
    yield chapter(3, "建议")
    yield from paragraphs(sentence(facts.word("demand")))
    day = facts.day("until")
    if day:
        yield Paragraph(f"请在{week_day(day)}以前书面反馈采纳情况（{facts.law(40, 4)}）。")
    yield contact(facts)


_REASON = said("reason", P("理由"), xf(22, 1))
_MATTER = (ADDRESSEE, REQUESTS, RECEIVED, _REASON, CONTACT)
_NOTIFY_BY = Need(
    P("书面告知信访人的最迟日期"),
    xf(23, 3),
    lambda facts: bool(facts.word("own_rules")) or ClockKind.NOTIFY in facts.dues,
)


def _advice_row(kind: Kind, word: str, paragraph: int) -> Instrument:
    needs = (
        ADDRESSEE,
        said("account", P("事实"), xf(40, paragraph)),
        said("basis", P("依据"), xf(40, paragraph)),
        said("demand", P("建议"), xf(40, paragraph)),
        said("until", P("反馈的最迟日期"), xf(40, 4)),
        CONTACT,
    )
    return Instrument(
        kind, kind.label, word, Format.LETTER, xf(40, paragraph), _advice, needs, to_organ=True, of_a_matter=False
    )


def _measure(kind: Kind, title: str, word: str, body: Body, *needs: Need) -> Instrument:
    """A paper of what the joint conference does about an order that nobody answers (Art. 39 ¶3)."""
    demands = (said("demand", P("整改要求"), xf(39, 3)), said("until", P("反馈的最迟日期"), xf(40, 4)))
    return Instrument(
        kind, title, word, Format.LETTER, xf(39, 3), body, (ADDRESSEE, *needs, *demands, CONTACT),
        to_organ=True, of_a_matter=False,
    )  # fmt: skip


LETTERS = (
    Instrument(
        Paper.TRANSFER_LETTER, "关于转送信访事项的函", "信转", Format.LETTER, xf(22, 1), _transfer,
        (*_MATTER, _NOTIFY_BY), to_organ=True,
    ),
    Instrument(
        Paper.ASSIGNMENT_LETTER, "关于交办信访事项的函", "信交", Format.LETTER, xf(22, 1, 3), _assignment,
        (*_MATTER, _NOTIFY_BY, said("until", P("办理期限"), xf(22, 1, 3))), to_organ=True,
    ),
    Instrument(
        Paper.CORRECTION_LETTER, "关于更正转送信访事项的函", "信更", Format.LETTER, xf(22, 1), _correction,
        (ADDRESSEE, said("reason", P("更正理由"), xf(22, 1)), CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.OBJECTION, "关于信访事项职权的异议书", "信异", Format.LETTER, xf(23, 3), _objection,
        (ADDRESSEE, said("reason", P("详细理由"), xf(23, 3)), said("basis", P("职权依据"), xf(23, 3)), CONTACT),
        to_organ=True,
    ),
    Instrument(
        Paper.OBJECTION_RULING, "关于异议的审核意见", "信审", Format.LETTER, xf(23, 3), _objection_ruling,
        (ADDRESSEE, said("reason", P("审核理由"), xf(23, 3)), CONTACT), to_organ=True,
    ),
    Instrument(
        Paper.SUPERVISION_LETTER, "关于督办信访事项的函", "信督", Format.LETTER, xf(40, 1), _supervision,
        (
            ADDRESSEE,
            said("ground", P("督办情形"), xf(40, 1)),
            said("facts", P("违反规定的事实"), xf(40, 1)),
            said("demand", P("督办要求"), xf(40, 1)),
            said("until", P("反馈的最迟日期"), xf(40, 4)),
            CONTACT,
        ),
        to_organ=True,
    ),
    _measure(
        Paper.SUMMONS, "约谈整改通知书", "信约", _summons,
        said("whom", P("约谈谁"), xf(39, 3)), said("said", P("约谈意见"), xf(39, 3)),
    ),
    _measure(
        Paper.CIRCULAR, "关于督办情况的通报", "信督通", _circular, said("circular", P("通报内容"), xf(39, 3)),
    ),
    _measure(
        Paper.LISTING, "挂牌督办通知书", "信挂", _listing, said("listing", P("挂牌督办的事项"), xf(39, 3)),
    ),
    _advice_row(Paper.ADVICE_ON_WORK, "信建", 1),
    _advice_row(Paper.ADVICE_ON_POLICY, "信策", 2),
    _advice_row(Paper.ADVICE_ON_LIABILITY, "信责", 3),
)  # fmt: skip
