"""Notices (告知书) to the petitioner: what happened with the matter, what comes next, by when, and what they can do."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.chart.remedies import review
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import chinese_numeral
from huiyin.law.terms import ClockKind, NonAcceptance
from huiyin.law.words import P
from huiyin.papers.clauses import (
    brought,
    chapter,
    claim_list,
    class_in_words,
    contact,
    paragraphs,
    rights,
    sentence,
    where,
)
from huiyin.papers.contents import plain_notices as plain
from huiyin.papers.document import Block, Format, Paragraph, Table, long_day, week_day
from huiyin.papers.facts import PaperFacts, RouteText
from huiyin.papers.instrument import Instrument
from huiyin.papers.needs import ADDRESSEE, CONTACT, RECEIVED, REQUESTS, Need, said, xf


def _first_due(facts: PaperFacts) -> str:
    day = facts.due(ClockKind.SORT) or facts.due(ClockKind.NOTIFY_DIRECT)
    return f"{week_day(day)}以前书面告诉您由谁办、怎么办" if day else "会书面告诉您由谁办、怎么办"


def _receipt(facts: PaperFacts) -> Iterator[Block]:
    received = f"{long_day(facts.received_on)}，{facts.channel}" if facts.received_on else facts.channel
    claims = "\n".join(f"{claim.number}. {sentence(claim.request)}" for claim in facts.claims)
    here = facts.organ
    yield Table(
        (2, 6),
        (
            ("编号", facts.case_number),
            ("查询码", f"{facts.query_code}（请收好，不要告诉别人）"),
            ("信访人", facts.petitioner),
            ("收到", received),
            ("登记机关", "\n".join(part for part in (here.name, here.address, here.hours) if part)),
            ("我们理解的\n您的请求", claims),
            ("收到的材料", "；".join(facts.materials) or "无"),
            ("现在由谁办", f"{facts.handler}，{facts.handler_phone or here.phone}\n{here.name}在{_first_due(facts)}。"),
            (
                "怎么查、怎么改",
                f"凭编号和查询码，{facts.where_to_query or '网上、打电话、到窗口'}都能查办到哪一步。\n"
                "写得不对、漏了的，打上面的电话或者到窗口，我们当场改。",
            ),
            ("请放心", f"登记不收费。任何单位和个人不得打击报复信访人（{facts.law(18, 4)}）。"),
        ),
        keyed=True,
    )


def _told_by(facts: PaperFacts) -> str:
    """A petition office passes on by Art. 22, every other organ by Art. 23 ¶1."""
    return facts.law(22, 1) if facts.organ.petition_office else facts.law(23, 1)


def _destination(facts: PaperFacts) -> Iterator[Block]:
    to = facts.to
    assert to is not None
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），属于{to.name}的职权，"
        f"我们已在{long_day(facts.on)}转给它办理（{_told_by(facts)}）。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield Paragraph(f"{where(to)}。", lead="去向：")
    notify = facts.due(ClockKind.NOTIFY)
    if facts.word("own_rules"):
        yield Paragraph(f"{to.name}按照它的有关规定告知您（{facts.law(23, 4)}）。", lead="接下来：")
    asked = "到时候没有收到，请找我们。您的事由我们负责问到底，不用您再跑一趟。"
    if notify:
        told = f"{to.name}在{week_day(notify)}以前书面告诉您接收情况、处理途径和程序。"
        yield Paragraph(told + asked, lead="接下来：")
    else:
        yield Paragraph(asked)
    yield rights(facts)
    yield contact(facts)


def _correction(facts: PaperFacts) -> Iterator[Block]:
    to = facts.to
    assert to is not None
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），我们曾告知您转给{to.name}。经核对，转送有误，"
        f"已在{long_day(facts.on)}收回。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="更正理由：")
    yield Paragraph("我们会尽快转给有权处理的机关，并再书面告诉您去向。给您添了麻烦，请您谅解。", lead="接下来：")
    yield rights(facts)
    yield contact(facts)


def _acceptance(facts: PaperFacts) -> Iterator[Block]:
    if facts.act == "admit_review":
        yield from _review_admitted(facts)
    else:
        yield from _accepted(facts)
    yield Paragraph("；".join(facts.materials) + "。" if facts.materials else "没有。", lead="收到的材料：")
    yield contact(facts)
    yield rights(facts)


def _accepted_by(facts: PaperFacts) -> str:
    """What was sent here is told by Art. 23 ¶3, what was brought here by its ¶1 and ¶2."""
    return facts.law(23, 3) if facts.passed_on else facts.laws((23, 1), (23, 2))


def _accepted(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），本机关已经接收，现依照{_accepted_by(facts)}告知您。"
    )
    yield Paragraph("", lead="您的请求：")
    yield from claim_list(facts.claims)
    kinds = dict.fromkeys(class_in_words(claim.kind) for claim in facts.claims if claim.kind)
    if kinds:
        yield Paragraph("；".join(kinds) + "。", lead="类别：")
    yield from paragraphs(sentence(facts.word("procedure")), lead="处理途径和程序：")
    due = facts.dues.get(ClockKind.HANDLE)
    if due:
        yield Paragraph(f"{week_day(due.on)}以前书面答复您（{due.article}）。", lead="办理期限：")


def _review_admitted(facts: PaperFacts) -> Iterator[Block]:
    clock = ClockKind.REREVIEW if ClockKind.REREVIEW in facts.dues else ClockKind.REVIEW
    article = facts.law(36, 1) if clock is ClockKind.REREVIEW else facts.law(35)
    yield Paragraph(
        f"您对信访事项（编号{facts.case_number}）提出的{clock.label}申请，本机关已经接收，现依照{article}告知您。"
    )
    yield Paragraph(
        "由没有参加过原来办理的人员进行，调阅全部案卷，必要时听取您的说明、举行听证，作出书面意见送达您。",
        lead="处理途径和程序：",
    )
    due = facts.dues.get(clock)
    if due:
        yield Paragraph(f"{week_day(due.on)}以前作出书面意见（{due.article}）。", lead="办理期限：")


def _guidance(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}）中，下列请求有法定的途径解决，现依照{facts.law(31)}告知您。"
    )
    guided = [(claim, claim.route) for claim in facts.claims if claim.route]
    for at, (claim, route) in enumerate(guided, 1):
        yield chapter(at, f"第{chinese_numeral(claim.number)}项请求")
        yield from paragraphs(sentence(claim.request), lead="您的请求：")
        yield from _route(route)
    yield from paragraphs(sentence(facts.word("explanation")))
    yield Paragraph("您已经向我们登记，不会因此影响您走这些途径；但是信访不会让这些期限停下来，请抓紧。")
    yield contact(facts)


def _route(route: RouteText) -> Iterator[Block]:
    yield Paragraph(f"{route.name}（{route.basis}）。", lead="途径：")
    yield Paragraph(f"{route.where}。", lead="到哪里：")
    yield Paragraph("；".join(route.limits) + "。" if route.limits else "没有统一的期限，请尽早提出。", lead="时限：")
    if route.missed:
        yield Paragraph(sentence(route.missed), lead="错过时限：")
    yield Paragraph(sentence(route.why), lead="为什么：")


def _done_by(facts: PaperFacts, otherwise: str) -> str:
    """The article of the act itself, which a book may place more exactly than the national one."""
    return facts.article.label() if facts.article else otherwise


def _non_acceptance(facts: PaperFacts) -> Iterator[Block]:
    ground = facts.word("ground")
    label = NonAcceptance(ground).label if ground in list(NonAcceptance) else ""
    if facts.act == "decline_review":
        yield from _review_declined(facts)
        return
    article = facts.law(19, 3) if ground == NonAcceptance.IN_PROGRESS else _done_by(facts, facts.law(23, 1))
    yield Paragraph(f"{brought(facts)}信访事项（编号{facts.case_number}），依照{article}，本机关不予受理。")
    if label:
        yield Paragraph(f"{label}。", lead="原因：")
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield from paragraphs(sentence(facts.word("where")), lead="您可以向这里提出：")
    yield Paragraph("我们已经如实登记您的来信来访。您有新的事实，可以随时再提出。")
    yield contact(facts)


def _review_declined(facts: PaperFacts) -> Iterator[Block]:
    """A refusal with its article, and the ways out: ask again within the period, or have the refusal looked into."""
    clock = ClockKind.SEEK_REREVIEW if ClockKind.SEEK_REREVIEW in facts.dues else ClockKind.SEEK_REVIEW
    remedy = review(facts.book, clock)
    yield Paragraph(
        f"您对信访事项（编号{facts.case_number}）提出的{remedy.name}申请，本机关依照{remedy.citation}审查，不予受理。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    due = facts.due(clock)
    until = f"在{week_day(due)}以前" if due else f"在收到意见书之日起{remedy.length}内"
    yield Paragraph(
        f"补正以后，{until}向{facts.organ.name}再次申请{remedy.name}（{remedy.citation}）；认为应当受理的，"
        f"可以向信访部门反映，由它依照{facts.law(40, 1)}核实、督办。",
        lead="您可以：",
    )
    yield contact(facts)


def _no_further(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），与已经办理终结的信访事项"
        f"（编号{facts.word('earlier')}）是同一事实和理由，依照{facts.law(36, 3)}不再受理。"
    )
    for paper in facts.earlier:
        yield Paragraph(f"{paper.named}。", lead="已经作出的意见：")
    yield from paragraphs(sentence(facts.word("reason")), lead="为什么是同一事实和理由：")
    yield Paragraph("您如果有新的事实、新的证据或者新的理由，请写明和原来有什么不同，我们重新登记办理。")
    yield contact(facts)


def _material(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"为了把{brought(facts)}信访事项（编号{facts.case_number}）办清楚，请您补充下面的情况或者材料。")
    yield from paragraphs(sentence(facts.word("what")), lead="请补充：")
    day = facts.day("until")
    if day:
        yield Paragraph(f"请在{week_day(day)}以前交给我们；来不及的，打个电话就行，我们等您。", lead="时间：")
    yield Paragraph(
        f"寄来、送来、网上传来都可以。写字、跑腿有困难的，请打电话，我们帮您记、上门取。{where(facts.organ)}。",
        lead="怎么交：",
    )
    yield contact(facts)


def _extension(facts: PaperFacts) -> Iterator[Block]:
    due = facts.due(ClockKind.HANDLE)
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），因情况复杂，依照{facts.law(34)}，"
        f"经本机关负责人{facts.approver}批准，办理期限延长{facts.word('days')}日。"
    )
    yield from paragraphs(sentence(facts.word("reason")), lead="延期理由：")
    if due:
        yield Paragraph(f"{week_day(due)}以前书面答复您。", lead="新的期限：")
    longest = facts.book.periods[ClockKind.HANDLE].longest_extension
    yield Paragraph(f"延长的期限不超过{longest}日（{facts.law(34)}）。耽误了您的时间，请您谅解。")
    yield contact(facts)


def _carried_out(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），意见、协议里答应的下面这些已经落实，现将落实情况告知您。"
    )
    for claim in facts.claims:
        yield from paragraphs(sentence(claim.request), lead=f"请求{claim.number}：")
    yield from paragraphs(sentence(facts.word("evidence")), lead="怎样落实的：")
    yield Paragraph(
        "请您看过现场、拿到东西，再说是不是真的：可以在网上凭编号和查询码点“已经落实了”或者“还没有落实”，"
        "也可以打下面的电话、到窗口说。您说没有落实的，我们接着落实。"
    )
    yield contact(facts)


def _promise_changed(facts: PaperFacts) -> Iterator[Block]:
    until, other = facts.day("until"), facts.word("to_organ")
    yield Paragraph(
        f"{brought(facts)}信访事项（编号{facts.case_number}），原来答应您的事，落实的安排有变更，现说明如下。"
    )
    if until:
        yield Paragraph(f"改到{week_day(until)}以前落实。", lead="新的日子：")
    if other:
        yield Paragraph(f"改由{other}落实。", lead="落实单位：")
    yield from paragraphs(sentence(facts.word("reason")), lead="理由：")
    yield Paragraph("耽误了您的时间，请您谅解。到时没有落实，您可以告诉我们，也可以告诉上级机关。")
    yield contact(facts)


def _hearing(facts: PaperFacts) -> Iterator[Block]:
    on = facts.day("on")
    article = _done_by(facts, facts.law(31, None, 6))
    yield Paragraph(
        f"就{brought(facts)}信访事项（编号{facts.case_number}），本机关依照{article}决定举行听证，请您参加。"
    )
    if on:
        hour = facts.word("hour")
        later = "" if hour else "。具体几点，联系人会提前告诉您"
        yield Paragraph(f"{week_day(on)}{hour}{later}。", lead="时间：")
    yield Paragraph(f"{facts.word('place')}。", lead="地点：")
    yield Paragraph(f"{facts.word('panel')}。", lead="主持人和听证员：")
    yield from paragraphs(sentence(facts.word("note")), lead="说明：")
    yield Paragraph(
        f"您可以在听证会上陈述事实和理由（{facts.law(31, None, 6)}），提交证据；认为主持人、听证员与这件事"
        f"有直接利害关系的，可以申请回避（{facts.law(28, 3)}）。",
        lead="您的权利：",
    )
    yield Paragraph("请带身份证件和证据。不能来的，请提前告诉我们。", lead="请您：")
    yield contact(facts)


_ROUTES = Need(P("每项引导的诉求的途径、地点和理由"), xf(31), lambda facts: any(claim.route for claim in facts.claims))
_QUERY = Need(P("查询码"), xf(21, 2), lambda facts: bool(facts.query_code))
_SORTED_BY = Need(
    P("下一步的日期"), xf(22, 1), lambda facts: bool({ClockKind.SORT, ClockKind.NOTIFY_DIRECT} & set(facts.dues))
)
_APPROVER = Need(P("批准延期的负责人"), xf(34), lambda facts: bool(facts.approver))
_NEW_DATE = Need(P("新的办理期限"), xf(34), lambda facts: ClockKind.HANDLE in facts.dues)
_PROCEDURE = Need(
    P("处理途径和程序"), xf(23, 3), lambda facts: bool(facts.word("procedure")) or facts.act == "admit_review"
)
_TO_WHERE = Need(
    P("应当向哪里提出"), xf(23, 1), lambda facts: bool(facts.word("where")) or facts.act == "decline_review"
)

NOTICES = (
    Instrument(
        Paper.RECEIPT, "信访事项登记回执", "信登", Format.RECORD, xf(21, 2), _receipt,
        (RECEIVED, REQUESTS, _QUERY, _SORTED_BY, CONTACT), to_nobody=True, plain=plain.RECEIPT,
    ),
    Instrument(
        Paper.DESTINATION_NOTICE, "信访事项去向告知书", "信去", Format.LETTER, xf(23, 1), _destination,
        (ADDRESSEE, RECEIVED, CONTACT), plain=plain.DESTINATION,
    ),
    Instrument(
        Paper.CORRECTION_NOTICE, "信访事项去向更正告知书", "信去更", Format.LETTER, xf(22, 1), _correction,
        (ADDRESSEE, said("reason", P("更正理由"), xf(22, 1)), CONTACT), plain=plain.CORRECTION,
    ),
    Instrument(
        Paper.ACCEPTANCE_NOTICE, "信访事项接收（受理）告知书", "信受", Format.LETTER, xf(23, 3), _acceptance,
        (RECEIVED, REQUESTS, _PROCEDURE, CONTACT), plain=plain.ACCEPTANCE,
    ),
    Instrument(
        Paper.GUIDANCE_NOTICE, "法定途径引导告知书", "信引", Format.LETTER, xf(31), _guidance,
        (RECEIVED, _ROUTES, said("explanation", P("告诉信访人怎么办"), xf(31)), CONTACT), plain=plain.GUIDANCE,
    ),
    Instrument(
        Paper.NON_ACCEPTANCE_NOTICE, "不予受理告知书", "信不受", Format.LETTER, xf(23, 1), _non_acceptance,
        (said("reason", P("不予受理的理由"), xf(23, 1)), _TO_WHERE, CONTACT), plain=plain.NON_ACCEPTANCE,
    ),
    Instrument(
        Paper.NO_FURTHER_NOTICE, "不再受理告知书", "信不再", Format.LETTER, xf(36, 3), _no_further,
        (
            said("earlier", P("原信访事项编号"), xf(36, 3)),
            said("reason", P("为什么是同一事实和理由"), xf(36, 3)),
            CONTACT,
        ),
        plain=plain.NO_FURTHER,
    ),
    Instrument(
        Paper.MATERIAL_NOTICE, "补充材料告知书", "信补", Format.LETTER, xf(19, 1), _material,
        (said("what", P("需要补充什么"), xf(19, 1)), said("until", P("补充的最迟日期"), xf(19, 1)), CONTACT),
        plain=plain.MATERIAL,
    ),
    Instrument(
        Paper.EXTENSION_NOTICE, "延期办理告知书", "信延", Format.LETTER, xf(34), _extension,
        (
            said("reason", P("延期理由"), xf(34)),
            said("days", P("延长几日"), xf(34)),
            _NEW_DATE,
            _APPROVER,
            CONTACT,
        ),
        plain=plain.EXTENSION,
    ),
    Instrument(
        Paper.EXECUTION_NOTICE, "落实情况告知书", "信落", Format.LETTER, xf(32, 2), _carried_out,
        (said("evidence", P("怎样落实的"), xf(32, 2)), CONTACT),
        plain=plain.CARRIED_OUT,
    ),
    Instrument(
        Paper.PROMISE_CHANGED, "落实安排变更告知书", "信落更", Format.LETTER, xf(32, 2), _promise_changed,
        (said("reason", P("变更的理由"), xf(32, 2)), CONTACT),
        plain=plain.PROMISE_CHANGED,
    ),
    Instrument(
        Paper.HEARING_NOTICE, "听证通知书", "信听", Format.LETTER, xf(31, None, 6), _hearing,
        (
            said("on", P("听证日期"), xf(31, None, 6)),
            said("place", P("听证地点"), xf(31, None, 6)),
            said("panel", P("主持人和听证员"), xf(31, None, 6)),
            CONTACT,
        ),
        plain=plain.HEARING,
    ),
)  # fmt: skip
