"""Records and forms (笔录、表格): 调查笔录, 听证, 送达回证, 调解协议, 归档表, 复查复核申请书."""

from __future__ import annotations

from collections.abc import Iterator

from huiyin.law.papers import Paper, Service, Signing
from huiyin.law.sources.articles import cite
from huiyin.law.terms import ClockKind
from huiyin.law.words import P
from huiyin.papers.clauses import chapter, paragraphs, sentence, where
from huiyin.papers.document import Blank, Block, Format, Paragraph, Table, ToSign, long_day, week_day
from huiyin.papers.facts import PaperFacts
from huiyin.papers.instrument import Instrument
from huiyin.papers.kinds import Extra
from huiyin.papers.needs import NEXT_ORGAN, REQUESTS, Need, said, xf

READ_BACK = "以上笔录已经给我看过（读给我听），和我说的一样。"


def _day_of(facts: PaperFacts, name: str) -> str:
    day = facts.day(name)
    return long_day(day) if day else ""


def _investigation(facts: PaperFacts) -> Iterator[Block]:
    yield Table(
        (2, 3, 2, 3),
        (
            ("信访事项", facts.case_number),
            ("时间", _day_of(facts, "on"), "地点", facts.word("place")),
            ("调查人", f"{facts.handler}（{facts.organ.name}）"),
            ("被调查人", facts.word("heard")),
        ),
        keyed=True,
    )
    yield chapter(1, "告知")
    yield Paragraph(
        "调查人已经出示证件，说明来意，告知：请如实说明；认为调查人与本事项有直接利害关系的，可以申请回避。"
    )
    yield chapter(2, "查明的情况")
    yield from paragraphs(sentence(facts.word("account")))
    yield Blank()
    yield Paragraph(READ_BACK)
    yield ToSign(("被调查人（签名）：", "日期："))
    yield ToSign(("调查人（签名）：", "记录人（签名）："))


def _field(facts: PaperFacts) -> Iterator[Block]:
    """现场核查记录: who went where when, what was seen, who was heard, pictures by their digests, the signature."""
    yield Table(
        (2, 3, 2, 3),
        (
            ("信访事项", facts.case_number),
            ("时间", f"{_day_of(facts, 'on')}{facts.word('hour')}", "地点", facts.word("place")),
            ("核查人", f"{facts.word('went')}（{facts.organ.name}）"),
            ("被调查人", facts.word("heard")),
        ),
        keyed=True,
    )
    yield chapter(1, "现场看到的和各方说明")
    yield from paragraphs(sentence(facts.word("account")))
    pictures = facts.figures.get("taken", ())
    yield chapter(2, "照片和签名图片")
    if pictures:
        yield Table((3, 7), pictures, head=("拍下的时间", "原件的 SHA-256"))
    else:
        yield Paragraph("没有拍照。")
    yield chapter(3, "核对")
    yield Paragraph(READ_BACK if facts.word("read_back") else "没有读给被调查人听。")
    signed = facts.word("signed")
    yield Paragraph(f"签名：{Signing(signed).label if signed in list(Signing) else signed}。")
    yield ToSign(("被调查人（签名）：", "日期："))
    yield ToSign(("核查人（签名）：", "记录人（签名）："))


def _hearing_record(facts: PaperFacts) -> Iterator[Block]:
    yield Table(
        (2, 3, 2, 3),
        (
            ("信访事项", facts.case_number),
            ("时间", _day_of(facts, "on"), "地点", facts.word("place")),
            ("主持人\n和听证员", facts.word("panel")),
            ("信访人", facts.petitioner),
            ("办理机关", facts.organ.name),
        ),
        keyed=True,
    )
    for number, part in enumerate(
        ("核对到场人员、告知权利", "信访人陈述", "办理机关说明", "举证和质证", "最后意见"), 1
    ):
        yield chapter(number, part)
        yield from paragraphs(facts.word(f"part{number}")) if facts.word(f"part{number}") else (Blank(2),)
    yield Paragraph(READ_BACK)
    yield ToSign(("信访人（签名）：", "办理机关（签名）："))
    yield ToSign(("主持人（签名）：", "记录人（签名）："))


def _hearing_report(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"就信访事项（编号{facts.case_number}）举行的听证已经结束，现报告如下。")
    yield chapter(1, "听证的情况")
    on = facts.day("on")
    held = f"{week_day(on)}，在{facts.word('place')}举行；" if on else ""
    yield Paragraph(f"{held}主持人和听证员：{facts.word('panel')}。" if facts.word("panel") else sentence(held))
    yield chapter(2, "争议的请求")
    for claim in facts.claims:
        yield from paragraphs(f"{claim.number}.{sentence(claim.request)}")
    yield chapter(3, "听证结论")
    yield from paragraphs(sentence(facts.word("conclusion")))


def _where_served(facts: PaperFacts, method: str) -> str:
    """Where nobody said it: to the address of the person by post; where it was handed over is written by hand."""
    if method == Service.POST:
        return facts.people[0].address if facts.people else ""
    return "网上" if method == Service.ELECTRONIC else ""


def _proof(facts: PaperFacts) -> Iterator[Block]:
    method = facts.word("method")
    paper = facts.earlier[-1] if facts.earlier else None
    yield Table(
        (2, 3, 2, 3),
        (
            ("信访事项", facts.case_number),
            ("送达文书", f"{paper.label}　{paper.number}" if paper else ""),
            ("受送达人", facts.petitioner),
            (
                "送达方式", Service(method).label if method in list(Service) else method,
                "送达日期", _day_of(facts, "served_on"),
            ),
            ("送达地点", facts.word("place") or _where_served(facts, method)),
            ("签收人", facts.word("receiver"), "签名", ""),
            ("凭证", facts.word("proof")),
            ("拒签理由\n和见证人", facts.word("refusal")),
            ("送达人", facts.handler, "送达机关", facts.organ.name),
        ),
        keyed=True,
    )  # fmt: skip
    if paper and paper.opens_review:
        yield Paragraph(f"收到之日起，申请复查、复核的期限开始计算（{facts.laws((35,), (36, 1))}）。")
    yield Paragraph("代收的，写明与受送达人的关系。")


def _settlement(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"依照{facts.law(33)}，{_both(facts)}自愿就下列事项和解，{facts.organ.name}在场见证。")
    yield from _terms(facts)
    yield Paragraph("本协议各方各执一份，见证机关存一份，自各方签名、盖章之日起生效。")
    yield Blank()
    yield from _parties_sign(facts)
    yield ToSign(("见证人（签名）：", "日期："))


def _agreement(facts: PaperFacts) -> Iterator[Block]:
    yield Paragraph(f"依照{facts.law(33)}，经{facts.organ.name}主持，{_both(facts)}自愿就下列事项达成协议。")
    yield from _terms(facts)
    yield Paragraph("本协议各方各执一份，主持机关存一份，自各方签名、盖章之日起生效。")
    yield Blank()
    yield from _parties_sign(facts)
    yield ToSign(("主持人（签名）：", "日期："))


def _mediated(facts: PaperFacts) -> Iterator[Block]:
    """人民调解协议书: what tiaojie2010 Art. 29 ¶1 lists, then how it takes effect and who signs (Art. 29 ¶2, 33)."""
    yield chapter(1, "当事人")
    rows = ((p.capacity, p.name, p.id_number, "\n".join(filter(None, (p.phone, p.address)))) for p in facts.people)
    yield Table((2, 3, 5, 5), tuple(rows), head=("一方", "姓名", "证件号码", "电话和住址"))
    for number, (title, name) in enumerate(_MEDIATED, 2):
        yield chapter(number, title)
        yield from paragraphs(sentence(facts.word(name)))
    instalments = facts.figures.get("instalments", ())
    yield chapter(5, "履行的期限")
    if instalments:
        yield Table((3, 7), instalments, head=("最迟", "做什么"))
    else:
        yield Paragraph("已经当场履行完毕。")
    yield chapter(6, "其他")
    law = cite("tiaojie2010", 29, 2).label()
    yield Paragraph(f"本协议自各方签名、盖章或者按指印，人民调解员签名并加盖印章之日起生效（{law}）。")
    days, court = facts.word("confirmation"), cite("tiaojie2010", 33, 1).label()
    yield Paragraph(f"各方认为有必要的，可以自生效之日起{days}日内共同向人民法院申请司法确认（{court}）。")
    yield Paragraph(f"各方各执一份，{facts.word('committee')}存一份。调解不收费（{cite('tiaojie2010', 4).label()}）。")
    yield Paragraph(f"{facts.word('mediators')}。", lead="人民调解员：")
    yield Blank()
    yield from (ToSign((f"{p.capacity}{p.name}（签名、盖章或者按指印）：",)) for p in facts.people)
    yield ToSign(("人民调解员（签名）：", "日期："))
    yield ToSign((f"{facts.word('committee')}（印章）：",))


_MEDIATED = (("主要事实和争议", "facts"), ("各方的责任", "duties"), ("协议内容和怎样履行", "terms"))


def _both(facts: PaperFacts) -> str:
    """The parties by name: 陈大山和柳溪县宏利砂石厂."""
    *others, last = facts.parties or ("争议双方",)
    return f"{'、'.join(others)}和{last}" if others else last


def _parties_sign(facts: PaperFacts) -> Iterator[Block]:
    """A line for each party to sign on, under its own name."""
    yield from (ToSign((f"{name}（签名、盖章）：",)) for name in facts.parties)


def _terms(facts: PaperFacts) -> Iterator[Block]:
    yield chapter(1, "各方")
    yield from paragraphs(sentence(facts.word("parties")))
    yield chapter(2, "事实和争议")
    for claim in facts.claims:
        yield from paragraphs(sentence(claim.request))
        yield from paragraphs(sentence(claim.facts))
    yield chapter(3, "协议内容和各方的责任")
    yield from paragraphs(sentence(facts.word("terms")))
    yield chapter(4, "履行")
    day = facts.day("until")
    if day:
        yield Paragraph(f"{week_day(day)}以前履行完毕。")


def _archive(facts: PaperFacts) -> Iterator[Block]:
    received = long_day(facts.received_on) if facts.received_on else ""
    claims = "\n".join(
        f"{claim.number}. {claim.request.strip()}" + (f"：{claim.outcome.label}" if claim.outcome else "")
        for claim in facts.claims
    )
    carried = "\n".join(f"{claim.number}. {claim.execution}" for claim in facts.claims if claim.execution)
    papers = "\n".join(paper.named for paper in facts.earlier)
    steps = "\n".join(f"{long_day(line.on)}　{line.text}" for line in facts.history)
    yield Table(
        (2, 3, 2, 3),
        (
            ("编号", facts.case_number),
            ("标题", facts.title),
            ("信访人", facts.petitioner),
            ("收到日期", received, "形式", facts.channel),
            ("请求和意见", claims),
            ("落实情况", carried or "无须落实"),
            ("办结理由", facts.word("closure"), "归档日期", long_day(facts.on)),
            ("办理经过", steps),
            ("卷内文书", papers or "见电子卷"),
            ("保管期限", facts.word("retention") or "按档案管理规定", "立卷人", facts.handler),
        ),
        keyed=True,
    )


def _application(facts: PaperFacts) -> Iterator[Block]:
    clock = ClockKind.SEEK_REVIEW if facts.kind is Extra.REVIEW_APPLICATION else ClockKind.SEEK_REREVIEW
    what = "复查" if clock is ClockKind.SEEK_REVIEW else "复核"
    paper = facts.earlier[-1] if facts.earlier else None
    person = facts.people[0] if facts.people else None
    yield Table(
        (2, 3, 2, 3),
        (
            ("申请人", facts.petitioner, "电话", person.phone if person else ""),
            ("地址", person.address if person else ""),
            ("信访事项", facts.case_number),
            ("原意见", f"{paper.label}　{paper.number}" if paper else ""),
            ("收到原意见", _day_of(facts, "served_on")),
            ("最迟申请日", _last_day(facts, clock)),
        ),
        keyed=True,
    )
    yield Paragraph(f"我不服上面的意见，请求{what}。")
    yield Paragraph("", lead="我的请求：")
    for claim in facts.claims:
        yield from paragraphs(f"{claim.number}.{sentence(claim.request)}")
    yield Paragraph(facts.word("reason"), lead="哪里不服、为什么：")
    if not facts.word("reason"):
        yield Blank(4)
    yield ToSign(("申请人（签名）：", "日期："))
    if facts.next_organ:
        yield Paragraph(f"交到{where(facts.next_organ)}，当面、邮寄、网上都可以，不收费。")


def _last_day(facts: PaperFacts, clock: ClockKind) -> str:
    day = facts.due(clock)
    return week_day(day) if day else "收到之日起30日"


def _both_sides(facts: PaperFacts) -> bool:
    return len({person.capacity for person in facts.people}) > 1


_SERVED_PAPER = Need(P("送达的文书和文号"), xf(35), lambda facts: bool(facts.earlier))
_TIME = xf(31, None, 6)

RECORDS = (
    Instrument(
        Paper.INVESTIGATION_RECORD, "调查笔录", "", Format.RECORD, _TIME, _investigation,
        (
            said("on", P("调查日期"), _TIME),
            said("place", P("调查地点"), _TIME),
            said("heard", P("听取了谁的说明"), _TIME),
            said("account", P("查明的情况"), _TIME),
            Need(P("调查人"), _TIME, lambda facts: bool(facts.handler)),
        ),
        to_nobody=True, signed=False,
    ),
    Instrument(
        Paper.FIELD_RECORD, "现场核查记录", "", Format.RECORD, _TIME, _field,
        (
            said("on", P("核查日期"), _TIME),
            said("place", P("核查地点"), _TIME),
            said("went", P("谁去的"), _TIME),
            said("account", P("现场看到的情况"), _TIME),
            said("signed", P("怎样签名"), _TIME),
        ),
        to_nobody=True, signed=False,
    ),
    Instrument(
        Paper.HEARING_RECORD, "听证笔录", "", Format.RECORD, _TIME, _hearing_record,
        (
            said("on", P("听证日期"), _TIME),
            said("place", P("听证地点"), _TIME),
            said("panel", P("主持人和听证员"), _TIME),
        ),
        to_nobody=True, signed=False,
    ),
    Instrument(
        Paper.HEARING_REPORT, "听证报告", "信听报", Format.RECORD, _TIME, _hearing_report,
        (REQUESTS, said("conclusion", P("听证结论"), _TIME)), to_nobody=True,
    ),
    Instrument(
        Paper.PROOF_OF_SERVICE, "送达回证", "", Format.RECORD, xf(35), _proof,
        (
            _SERVED_PAPER,
            said("method", P("送达方式"), xf(35)),
            said("receiver", P("签收人"), xf(35)),
            said("served_on", P("送达日期"), xf(35)),
            said("proof", P("送达凭证"), xf(35)),
        ),
        to_nobody=True,
    ),
    Instrument(
        Paper.AGREEMENT, "调解协议书", "", Format.RECORD, xf(33), _agreement,
        (
            REQUESTS,
            said("parties", P("当事各方"), xf(33)),
            said("terms", P("协议内容"), cite("tiaojie2010", 29)),
            said("until", P("履行期限"), cite("tiaojie2010", 29)),
            said("consent", P("各方自愿同意"), xf(33)),
        ),
        to_nobody=True,
    ),
    Instrument(
        Paper.MEDIATION_AGREEMENT, "人民调解协议书", "", Format.RECORD, cite("tiaojie2010", 29), _mediated,
        (
            Need(P("双方当事人"), cite("tiaojie2010", 29, 1), _both_sides),
            said("facts", P("主要事实和争议"), cite("tiaojie2010", 29, 1)),
            said("duties", P("各方的责任"), cite("tiaojie2010", 29, 1)),
            said("terms", P("协议内容"), cite("tiaojie2010", 29, 1)),
            said("agreed_on", P("签名的日期"), cite("tiaojie2010", 29, 2)),
            said("mediators", P("人民调解员"), cite("tiaojie2010", 19)),
        ),
        to_nobody=True, signed=False,
    ),
    Instrument(
        Paper.SETTLEMENT, "和解协议书", "", Format.RECORD, xf(33), _settlement,
        (
            REQUESTS,
            said("parties", P("当事各方"), xf(33)),
            said("terms", P("协议内容"), cite("tiaojie2010", 29)),
            said("until", P("履行期限"), cite("tiaojie2010", 29)),
            said("consent", P("各方自愿同意"), xf(33)),
        ),
        to_nobody=True,
    ),
    Instrument(
        Paper.ARCHIVE_FORM, "信访事项终结与归档表", "", Format.RECORD, cite("dangan2020", 14), _archive,
        (REQUESTS, Need(P("办结理由"), cite("dangan2020", 14), lambda facts: bool(facts.word("closure")))),
        to_nobody=True,
    ),
    Instrument(
        Extra.REVIEW_APPLICATION, "信访事项复查申请书", "", Format.RECORD, xf(35), _application,
        (REQUESTS, _SERVED_PAPER, NEXT_ORGAN), to_nobody=True, signed=False,
    ),
    Instrument(
        Extra.REREVIEW_APPLICATION, "信访事项复核申请书", "", Format.RECORD, xf(36, 1), _application,
        (REQUESTS, _SERVED_PAPER, NEXT_ORGAN), to_nobody=True, signed=False,
    ),
)  # fmt: skip
