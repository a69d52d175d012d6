"""What the rule book of a place says to whoever petitions there, in plain words: the way, rights, duties, limits.

The page, the leaflet and the poster all take it from here, so that none of them can say another number of days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from huiyin.law.frame.deadlines import Period
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.books import RuleBook
from huiyin.law.sources.meanings import MEANINGS
from huiyin.law.terms import Act, ClockKind, Unit
from huiyin.law.words import P, Phrase

Said = tuple[Phrase, Citation]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One step of the way: who does what, within which period, under which article."""

    title: Phrase
    period: Phrase
    citation: Citation
    more: Phrase | None = None


def _length(period: Period) -> Phrase:
    if period.unit is Unit.WORKDAYS:
        return P("{n} 个工作日内", n=period.length)
    return P("{n} 天内", n=period.length)


def steps(book: RuleBook) -> list[Stretch]:
    """The way of a petition, each step with its period."""
    kinds = (
        (ClockKind.SORT, P("信访部门登记，转给有权处理的单位")),
        (ClockKind.NOTIFY, P("办理单位书面告诉您：收到了，走什么程序")),
        (ClockKind.HANDLE, P("办理单位调查核实，逐项书面答复您")),
        (ClockKind.SEEK_REVIEW, P("不服答复，您可以向上一级申请复查")),
        (ClockKind.REVIEW, P("复查机关给您书面复查意见")),
        (ClockKind.SEEK_REREVIEW, P("不服复查意见，您可以再向上一级申请复核")),
        (ClockKind.REREVIEW, P("复核机关给您书面复核意见，程序到此终结")),
    )
    return [_stretch(title, book.periods[kind]) for kind, title in kinds]


def _stretch(title: Phrase, period: Period) -> Stretch:
    more = P("事情复杂的，负责人批准可以延长，最多 {n} 天，理由要告诉您", n=period.longest_extension)
    return Stretch(title, _length(period), period.citation, more if period.longest_extension else None)


def _own(book: RuleBook) -> Callable[..., Citation]:
    """Places of the national regulation as this book has them, so that the page speaks of one law."""
    return lambda *place: book.own(cite("xf2022", *place))


def rights(book: RuleBook) -> list[Said]:
    """What one may ask for, each with its article in this book."""
    own, hearing = _own(book), book.basis.get(Act.OPEN_HEARING)
    handle, review = book.periods[ClockKind.HANDLE], book.periods[ClockKind.SEEK_REVIEW]
    return [
        (P("网上、写信、打电话、当面，哪样方便用哪样，办法一样算数"), own(17, 1)),
        (P("不会写的可以当面说，工作人员要照实记下来"), own(19, 1)),
        (P("随时查询办到哪一步，对办理作评价"), own(21, 2)),
        (P("收到书面答复，写明事实、意见和依据；最迟 {n} 天", n=handle.length), handle.citation),
        (P("和经办人有利害关系的，可以要求他回避"), own(28, 3)),
        (P("事情重大、复杂的，可以要求听证"), hearing or own(31, None, 6)),
        (P("愿意的话可以先调解，谁也不能强迫您"), own(33)),
        (P("不服答复，{n} 天内可以申请复查，再不服可以申请复核", n=review.length), review.citation),
        (P("举报的内容不会转给被举报的单位和人"), own(30, 3)),
        (P("谁都不许因为您信访而打击报复"), own(18, 4)),
    ]


def duties(book: RuleBook) -> list[Said]:
    """What is asked of whoever petitions."""
    own, rule = _own(book), book.representatives
    limit = (
        P("多人走访要推选代表，最多 {n} 人", n=rule.many)
        if rule.few == rule.many
        else P(
            "多人走访要推选代表：{crowd} 人以内最多 {few} 人，超过的最多 {many} 人",
            crowd=rule.crowd,
            few=rule.few,
            many=rule.many,
        )
    )
    return [
        (P("写明姓名、住址，说清请求、事实和理由"), own(19, 1)),
        (P("说的要真实，不编造，不诬告"), own(19, 2)),
        (P("当面反映，请到有权处理的本级或上一级机关的接待场所"), own(20, 1)),
        (limit, rule.citation),
        (P("同一件事正在期限内办理，上级不会另外再收一次"), own(19, 3)),
    ]


FORBIDDEN: Final = (
    P("围堵、冲击机关，拦车堵路"),
    P("带危险物品、管制刀具"),
    P("侮辱、殴打、威胁工作人员，限制他人自由"),
    P("在接待场所滞留、滋事，把生活不能自理的人留在那里"),
    P("煽动、串联、出钱雇人上访，或者借机敛财"),
    P("其他扰乱公共秩序、妨害公共安全的事"),
)


def limits(book: RuleBook) -> tuple[Citation, Citation]:
    """Where this book forbids :data:`FORBIDDEN`, and where it wants persuasion before anything else."""
    return book.own(MEANINGS["prohibited_acts"]), book.own(MEANINGS["persuasion_first"])
