"""Rule books (规则书): the periods, articles and options of one regulation, as a value with dates in force.

A matter keeps the book it was lodged under. Parameters that no text of a law gives are options, off by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from huiyin.law.articles import Citation, cite
from huiyin.law.deadlines import Clock, Period
from huiyin.law.terms import Act, ClockKind, Closure, Unit


@dataclass(frozen=True, slots=True)
class Representatives:
    """How many representatives a group visit may send: ``few`` up to ``crowd`` people, ``many`` above."""

    few: int
    many: int
    crowd: int
    citation: Citation

    def limit(self, people: int) -> int:
        return self.few if people <= self.crowd else self.many


@dataclass(frozen=True, slots=True)
class Options:
    """What no text of a law fixes; an office may set it (docs/configuration.md).

    :param simplified: working days for simplified handling (简易办理), ``None`` = not offered.
    :param redo_must_differ: a redo may not repeat the quashed opinion on the same facts (local review rules).
    :param confirmation_days: silence after which a reported execution no longer keeps a matter open; it still
        never counts as confirmed.
    """

    simplified: int | None = None
    redo_must_differ: bool = True
    confirmation_days: int = 30


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One regulation as the software applies it.

    :param periods: the length of each clock, with its article.
    :param basis: the article of an act where it differs from the national table in lifecycle.py.
    :param ends: closures after which the same facts and reasons are not taken up again (C11).
    """

    key: str
    title: str
    in_force: date
    repealed_on: date | None
    periods: Mapping[ClockKind, Period]
    basis: Mapping[Act, Citation]
    representatives: Representatives
    ends: frozenset[Closure]
    options: Options = field(default_factory=Options)

    def in_force_on(self, day: date) -> bool:
        return self.in_force <= day and (self.repealed_on is None or day < self.repealed_on)

    def start(self, kind: ClockKind, on: date, *, until: date | None = None) -> Clock:
        """Open the clock ``kind`` on day ``on``; ``until`` is the date somebody set (交办、督办)."""
        period = self.periods[kind]
        return Clock(kind, on, period.length, period.unit, period.citizens, fixed=until)


def _days(length: int, citation: Citation, longest: int = 0, extension: Citation | None = None) -> Period:
    return Period(length, Unit.DAYS, citation, longest, extension)


def _workdays(length: int, citation: Citation) -> Period:
    return Period(length, Unit.WORKDAYS, citation)


def _citizens(length: int, citation: Citation) -> Period:
    return Period(length, Unit.DAYS, citation, citizens=True)


_XF = "xf2022"
_NATIONAL: Mapping[ClockKind, Period] = {
    ClockKind.SORT: _days(15, cite(_XF, 22, 1)),
    ClockKind.NOTIFY_DIRECT: _days(15, cite(_XF, 23, 2)),
    ClockKind.NOTIFY: _days(15, cite(_XF, 23, 3)),
    ClockKind.OBJECT: _workdays(5, cite(_XF, 23, 3)),
    ClockKind.HANDLE: _days(60, cite(_XF, 34), 30, cite(_XF, 34)),
    ClockKind.SEEK_REVIEW: _citizens(30, cite(_XF, 35)),
    ClockKind.REVIEW: _days(30, cite(_XF, 35)),
    ClockKind.SEEK_REREVIEW: _citizens(30, cite(_XF, 36, 1)),
    ClockKind.REREVIEW: _days(30, cite(_XF, 36, 1)),
    ClockKind.ASSIGNMENT: _days(0, cite(_XF, 22, 1, 3)),
    ClockKind.FEEDBACK: _days(0, cite(_XF, 40, 4)),
}

CN_2022 = RuleBook(
    key="cn-2022",
    title="信访工作条例（2022）",
    in_force=date(2022, 5, 1),
    repealed_on=None,
    periods=MappingProxyType(_NATIONAL),
    basis=MappingProxyType({}),
    representatives=Representatives(5, 5, 0, cite(_XF, 20, 3)),
    ends=frozenset({Closure.FINAL, Closure.NO_FURTHER}),
)

_OLD = "xf2005"
CN_2005 = RuleBook(
    key="cn-2005",
    title="信访条例（2005）",
    in_force=date(2005, 5, 1),
    repealed_on=date(2022, 5, 1),
    periods=MappingProxyType(
        {
            ClockKind.SORT: _days(15, cite(_OLD, 21, 1)),
            ClockKind.NOTIFY_DIRECT: _days(15, cite(_OLD, 22, 2)),
            ClockKind.NOTIFY: _days(15, cite(_OLD, 21)),
            ClockKind.OBJECT: _days(15, cite(_OLD, 21)),
            ClockKind.HANDLE: _days(60, cite(_OLD, 33), 30, cite(_OLD, 33)),
            ClockKind.SEEK_REVIEW: _citizens(30, cite(_OLD, 34)),
            ClockKind.REVIEW: _days(30, cite(_OLD, 34)),
            ClockKind.SEEK_REREVIEW: _citizens(30, cite(_OLD, 35, 1)),
            ClockKind.REREVIEW: _days(30, cite(_OLD, 35, 1)),
            ClockKind.ASSIGNMENT: _days(0, cite(_OLD, 21, 1, 4)),
            ClockKind.FEEDBACK: _days(30, cite(_OLD, 36, 2)),
        }
    ),
    basis=MappingProxyType(
        {
            Act.LODGE: cite(_OLD, 21, 1),
            Act.TRANSFER: cite(_OLD, 21, 1, 2),
            Act.ASSIGN: cite(_OLD, 21, 1, 4),
            Act.ACCEPT: cite(_OLD, 22, 2),
            Act.OBJECT: cite(_OLD, 24),
            Act.DETERMINE: cite(_OLD, 24),
            Act.INVESTIGATE: cite(_OLD, 31, 1),
            Act.OPEN_HEARING: cite(_OLD, 31, 2),
            Act.PROPOSE: cite(_OLD, 32, 1),
            Act.SIGN: cite(_OLD, 32, 1),
            Act.REPLY: cite(_OLD, 32, 1),
            Act.SERVE: cite(_OLD, 32, 1),
            Act.EXECUTE: cite(_OLD, 32, 2),
            Act.ASK_EXTENSION: cite(_OLD, 33),
            Act.EXTEND: cite(_OLD, 33),
            Act.SEEK_REVIEW: cite(_OLD, 34),
            Act.SEEK_REREVIEW: cite(_OLD, 35, 1),
            Act.NO_FURTHER: cite(_OLD, 35, 3),
            Act.SUPERVISE: cite(_OLD, 36, 1),
            Act.ANSWER_SUPERVISION: cite(_OLD, 36, 2),
            Act.RECUSE: cite(_OLD, 30),
        }
    ),
    representatives=Representatives(5, 5, 0, cite(_OLD, 18, 2)),
    ends=frozenset({Closure.FINAL, Closure.NO_FURTHER}),
)

_ZJ = "zj2016"
ZHEJIANG_2016 = RuleBook(
    key="zhejiang-2016",
    title="浙江省信访条例（2016）",
    in_force=date(2016, 8, 1),
    repealed_on=None,
    periods=MappingProxyType(
        {
            **_NATIONAL,
            ClockKind.SORT: _workdays(5, cite(_ZJ, 20, 1)),
            ClockKind.NOTIFY_DIRECT: _workdays(5, cite(_ZJ, 20, 1)),
            ClockKind.NOTIFY: _workdays(5, cite(_ZJ, 20, 2)),
            ClockKind.OBJECT: _workdays(5, cite(_ZJ, 20, 2)),
            ClockKind.HANDLE: _days(30, cite(_ZJ, 23, 1), 60, cite(_ZJ, 23, 1)),
            ClockKind.ASSIGNMENT: _days(0, cite(_ZJ, 29)),
        }
    ),
    basis=MappingProxyType(
        {
            Act.LODGE: cite(_ZJ, 20, 1),
            Act.ANSWER_ON_SPOT: cite(_ZJ, 20, 1),
            Act.DIRECT_ELSEWHERE: cite(_ZJ, 20, 1, 3),
            Act.GUIDE: cite(_ZJ, 19),
            Act.TRANSFER: cite(_ZJ, 20, 1, 4),
            Act.ASSIGN: cite(_ZJ, 29),
            Act.ACCEPT: cite(_ZJ, 20, 2),
            Act.OBJECT: cite(_ZJ, 20, 2),
            Act.DETERMINE: cite(_ZJ, 21, 1),
            Act.ASK_EXTENSION: cite(_ZJ, 23, 1),
            Act.EXTEND: cite(_ZJ, 23, 1),
            Act.OPEN_HEARING: cite(_ZJ, 23, 2),
            Act.SERVE: cite(_ZJ, 23, 3),
            Act.MEDIATE: cite(_ZJ, 28, 1),
            Act.RECUSE: cite(_ZJ, 27, 1),
            Act.NO_FURTHER: cite(_ZJ, 25, 2),
            Act.SUPERVISE: cite(_ZJ, 29),
        }
    ),
    representatives=Representatives(3, 5, 10, cite(_ZJ, 15, 2)),
    ends=frozenset({Closure.FINAL, Closure.NO_FURTHER, Closure.LAPSED, Closure.AGREEMENT}),
)

BOOKS: Mapping[str, RuleBook] = MappingProxyType({book.key: book for book in (CN_2022, CN_2005, ZHEJIANG_2016)})


def book_for(day: date, preferred: str = CN_2022.key) -> RuleBook:
    """The book a matter lodged on ``day`` falls under: the preferred one if in force, else the national one.

    :raises LookupError: no book was in force on that day.
    """
    for book in (BOOKS[preferred], CN_2022, CN_2005):
        if book.in_force_on(day):
            return book
    raise LookupError(f"no rule book was in force on {day}")
