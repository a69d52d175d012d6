"""What two rule books say differently, in words: for whoever decides which of them an office works by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from huiyin.law.frame.deadlines import Period
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import Options, Power, RuleBook
from huiyin.law.sources.meanings import MEANINGS
from huiyin.law.sources.summaries import summary
from huiyin.law.terms import Act, ClockKind
from huiyin.law.words import P, Phrase

NOTHING = P("没有规定")
_OPTIONS = {
    "simplified": P("简易办理的工作日"),
    "objection_restarts": P("异议不成立以后，告知期限重新计算"),
    "hearing_from_notice": P("听证时间从通知之日起不计算"),
    "hearing_notice": P("听证通知提前的天数"),
    "hearing_panel": P("听证员最少几名"),
    "hearing_answer": P("决定是否听证的天数"),
    "hearing_conclusion": P("作出听证结论的天数"),
    "redo_must_differ": P("重新办理不得作出相同的意见"),
    "confirmation_days": P("等信访人确认落实的天数"),
    "rating_days": P("可以评价的天数"),
    "denied_days": P("信访人说没有落实，再落实的天数"),
    "conduct_kept": P("现场秩序的记录保留的天数"),
    "conduct_told": P("现场秩序几天内告知本人"),
    "conduct_answer": P("现场秩序的异议几天内答复"),
    "condition_months": P("暂不具备条件的请求，最多几个月看一次"),
    "condition_answer": P("暂不具备条件的报告，上级几天内答复"),
    "condition_said": P("信访人说条件变了，几天内去看了答复"),
    "reminder": P("几个工作日内答复催办"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two say differently, and what each of them says of it."""

    what: Phrase
    before: Phrase
    after: Phrase


@dataclass(frozen=True, slots=True)
class Group:
    title: Phrase
    rows: tuple[Difference, ...]


def differences(before: RuleBook, after: RuleBook) -> tuple[Group, ...]:
    """Every difference, group by group; a group in which they agree is left out."""
    groups = (
        Group(P("施行"), tuple(_days(before, after))),
        Group(P("期限"), tuple(_periods(before, after))),
        Group(P("行为和权限"), tuple(_powers(before, after))),
        Group(P("条文上没有、由机关选定的"), tuple(_options(before.options, after.options))),
        Group(P("条文对照"), tuple(_places(before, after))),
    )
    return tuple(group for group in groups if group.rows)


def _differ(what: Phrase, before: Phrase, after: Phrase) -> Iterator[Difference]:
    if str(before) != str(after):
        yield Difference(what, before, after)


def _days(before: RuleBook, after: RuleBook) -> Iterator[Difference]:
    yield from _differ(P("名称"), P("{title}", title=P(before.title)), P("{title}", title=P(after.title)))
    yield from _differ(P("登记在什么时候的事项适用"), _in_force(before), _in_force(after))


def _in_force(book: RuleBook) -> Phrase:
    if book.repealed_on is None:
        return P("{day}起", day=book.in_force)
    return P("{day}起，到{end}前一天为止", day=book.in_force, end=book.repealed_on)


def _periods(before: RuleBook, after: RuleBook) -> Iterator[Difference]:
    for kind in (each for each in ClockKind if each is not ClockKind.REMINDER):  # an option
        yield from _differ(P("{kind}", kind=kind), *(_length(book.periods.get(kind)) for book in (before, after)))
    yield from _differ(P("多人走访的代表"), _representatives(before), _representatives(after))


def _length(period: Period | None) -> Phrase:
    if period is None:
        return NOTHING
    if not period.length:
        return P("由指定的机关定日子，{article}", article=period.citation)
    said = {"n": period.length, "unit": period.unit, "article": period.citation}
    if period.longest_extension:
        return P("{n}{unit}，负责人批准最多延长{more}日，{article}", more=period.longest_extension, **said)
    return P("{n}{unit}，{article}", **said)


def _representatives(book: RuleBook) -> Phrase:
    rule = book.representatives
    if rule.few == rule.many:
        return P("最多{most}人，{article}", most=rule.many, article=rule.citation)
    return P(
        "{crowd}人以内最多{few}人，超过的最多{most}人，{article}",
        crowd=rule.crowd, few=rule.few, most=rule.many, article=rule.citation,
    )  # fmt: skip


def _powers(before: RuleBook, after: RuleBook) -> Iterator[Difference]:
    for act in Act:
        has = [P("没有这一步") if act in book.lacks else P("有这一步") for book in (before, after)]
        yield from _differ(P("{act}", act=act), *has)
    yield from _differ(P("哪些结果以后不再受理"), *(_ends(book) for book in (before, after)))
    for name, what in (
        ("own_rules", P("政法、纪检机关按自己的规定告知")),
        ("visitors_document", P("走访要带的证件")),
        ("rights", P("信访人权利的专条")),
    ):
        yield from _differ(what, *(_place(getattr(book, name)) for book in (before, after)))
    for paper in Paper:
        yield from _differ(P("{paper}叫什么", paper=paper), *(_called(book, paper) for book in (before, after)))
    gone, come = (set(one.powers) - set(other.powers) for one, other in ((before, after), (after, before)))
    for power in sorted(gone | come, key=lambda each: each.article.key):
        said = _power(power)
        known, new = (said, NOTHING) if power in gone else (NOTHING, said)
        yield Difference(P("谁可以怎么办：{acts}", acts=_sorted(power.acts)), known, new)


def _called(book: RuleBook, paper: Paper) -> Phrase:
    return P("{name}", name=P(book.papers[paper])) if paper in book.papers else P("{name}", name=paper)


def _ends(book: RuleBook) -> Phrase:
    return P("{closures}", closures=_sorted(book.ends))


def _place(place: Citation | None) -> Phrase:
    return P("{article}", article=place) if place else NOTHING


def _power(power: Power) -> Phrase:
    whom = _sorted(power.sides) or (P("各类机关"),)
    what = _sorted(power.classes) or (P("各类诉求"),)
    said = {"whom": whom, "what": what, "article": power.article}
    only = (*_sorted(power.channels), *_sorted(power.ways), *_sorted(power.grounds))
    if only:
        said["only"] = only
        return (
            P("{whom}对{what}可以（{only}），{article}", **said)
            if power.may
            else P("{whom}对{what}不可以（{only}），{article}", **said)
        )
    return P("{whom}对{what}可以，{article}", **said) if power.may else P("{whom}对{what}不可以，{article}", **said)


def _sorted(terms: frozenset[Act] | frozenset[object]) -> tuple[object, ...]:
    return tuple(sorted(terms, key=lambda term: list(type(term)).index(term)))  # type: ignore[call-overload]


def _options(before: Options, after: Options) -> Iterator[Difference]:
    for each in fields(Options):
        was, now = getattr(before, each.name), getattr(after, each.name)
        yield from _differ(_OPTIONS[each.name], _option(was), _option(now))


def _option(value: int | bool | None) -> Phrase:
    if value is None or isinstance(value, bool):
        return P("是") if value else P("否")
    return P("{n}", n=value)


def _places(before: RuleBook, after: RuleBook) -> Iterator[Difference]:
    for place in MEANINGS.values():
        yield from _differ(_meaning(place), *(_place(book.own(place)) for book in (before, after)))


def _meaning(place: Citation) -> Phrase:
    return summary(place) or P("{article}", article=place)
