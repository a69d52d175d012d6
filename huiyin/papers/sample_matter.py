"""The invented matter of the samples: its organs, claims, days and history. No such place, nobody of that name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.papers import Paper
from huiyin.law.sources.books import BOOKS, NATIONAL_BOOKS, RuleBook
from huiyin.law.terms import ClockKind, Outcome
from huiyin.papers.facts import (
    ClaimText,
    DueText,
    EarlierPaper,
    Line,
    OrganText,
    PaperFacts,
    PersonText,
    RouteText,
)

HOURS: Final = "周一至周五 8:30–12:00，14:30–17:30"
OFFICE: Final = OrganText(
    "青川市信访局", "青川市云河区人民路3号 人民来访接待中心", "0999-0000019", HOURS, OrganKind.PETITION_OFFICE
)
WATER: Final = OrganText("柳溪县水利局", "柳溪县城关镇河滨路8号", "0999-0000061", HOURS)
COUNTY: Final = OrganText("柳溪县人民政府", "柳溪县城关镇府前街1号", "0999-0000051", HOURS, OrganKind.GOVERNMENT)
CITY: Final = OrganText("青川市人民政府", "青川市云河区人民路2号", "0999-0000018", HOURS, OrganKind.GOVERNMENT)
#: What is passed on to the water bureau.
TO_WATER: Final = {"organ": OFFICE, "to": WATER, "on": date(2026, 11, 3), "handler": "陈浩"}

CLAIMS: Final = (
    ClaimText(
        1,
        "恢复柳溪村三组被占的灌溉渠四十二米，保证明年春耕能放水",
        "去年十月，隔壁砂石厂修路，把三组的灌溉渠填了四十二米。",
        "渠道是集体出工修的，一直在用。",
        "申诉求决（六）信访程序",
        Outcome.SUPPORTED,
        "2026年11月10日，本机关两名工作人员到现场丈量，听取了您、村民委员会和砂石厂的说明，查阅了1998年的"
        "渠系图：砂石厂修路确实填占灌溉渠四十二米，没有办理手续，三组六十八亩水田受影响",
        "《农田水利条例》第二十三条",
        "柳溪县水利局",
        date(2027, 1, 29),
        "待落实",
    ),
    ClaimText(
        2,
        "赔偿去年冬小麦减产的损失三千六百元",
        "去年冬天浇不上水，六亩小麦每亩少收三百斤。",
        "是砂石厂造成的，应该赔。",
        "申诉求决（六）信访程序",
        Outcome.EXPLAINED,
        "您家六亩小麦减产属实，县农业农村局测产每亩减产约二百八十斤；减产的损失是您和砂石厂之间的民事"
        "争议，行政机关没有裁决的职权",
        "《中华人民共和国水法》第五十七条；《信访工作条例》第三十二条第一款",
    ),
)
ROUTE: Final = RouteText(
    "民事诉讼",
    "柳溪县人民法院立案庭；可以先到县法律援助中心咨询",
    "个人、单位之间的损害赔偿纠纷，由法院判断谁对谁错，也只有法院能强制执行",
    "《信访工作条例》第三十一条第（一）项",
    ("知道或应当知道权利受到损害之日起3年内",),
    "过了时效再起诉，对方提出这一点，法院一般就不支持您的请求",
)
#: The day on which each period of the sample matter begins; the last days follow from the book.
STARTED: Final[Mapping[ClockKind, date]] = {
    ClockKind.SORT: date(2026, 11, 2),
    ClockKind.NOTIFY: date(2026, 11, 3),
    ClockKind.OBJECT: date(2026, 11, 3),
    ClockKind.HANDLE: date(2026, 11, 6),
    ClockKind.SEEK_REVIEW: date(2026, 11, 24),
    ClockKind.REVIEW: date(2026, 11, 30),
    ClockKind.SEEK_REREVIEW: date(2026, 12, 25),
    ClockKind.REREVIEW: date(2026, 11, 30),
}
#: A calendar of weekends alone: no holiday falls into these weeks.
_WEEKENDS: Final = WorkCalendar("weekends", frozenset(), frozenset(), frozenset({2026, 2027}))


def due_text(book: RuleBook, kind: ClockKind, extended: int = 0) -> DueText:
    """The last day of a period of the sample matter under a book, with its article."""
    end = due(book.start(kind, STARTED[kind]).changed(extended=extended), _WEEKENDS)
    return DueText(end.on, str(end.why), book.periods[kind].citation.label())


NATIONAL_BOOK: Final = BOOKS[NATIONAL_BOOKS[0]]
DUES: Final[Mapping[ClockKind, DueText]] = {
    kind: due_text(NATIONAL_BOOK, kind) for kind in STARTED if kind is not ClockKind.REREVIEW
}
HISTORY: Final = (
    Line(date(2026, 11, 2), "青川市信访局收到来信并登记"),
    Line(date(2026, 11, 3), "转送柳溪县水利局"),
    Line(date(2026, 11, 6), "柳溪县水利局接收并告知信访人"),
    Line(date(2026, 11, 10), "到现场丈量，听取各方说明"),
)
EARLIER: Final = (EarlierPaper("信访处理意见书", "柳水信意〔2026〕3号", date(2026, 11, 24)),)
REVIEWED: Final = (*EARLIER, EarlierPaper("信访事项复查意见书", "柳政信查〔2026〕2号", date(2026, 12, 25)))

BASE: Final = PaperFacts(
    kind=Paper.RECEIPT,
    organ=WATER,
    on=date(2026, 11, 24),
    case_number="9901212026110200017",
    title="恢复柳溪村三组被占的灌溉渠",
    received_on=date(2026, 11, 2),
    channel="来信",
    people=(PersonText("陈大山", phone="13200007710", address="青川市柳溪县柳溪镇柳溪村三组"),),
    claims=CLAIMS,
    handler="林晓",
    handler_phone="0999-0000061",
    approver="周启明",
    dues=DUES,
    next_organ=COUNTY,
    materials=("1998年渠系图复印件1张", "现场照片3张"),
    history=HISTORY,
)
