"""Rule books (规则书): the periods, articles and options of one regulation, as a value with dates in force.

A matter keeps the book it was lodged under, by its key. Parameters that no text of a law gives are options; a book
with other options is another book and says so in its key: ``cn-2022+simplified=10``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from huiyin.law.frame.deadlines import Clock, Period
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.sources.equivalents import NATIONAL, equivalents_of, refuse_gaps
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
    :param objection_restarts: after a rejected objection the receiver has the whole periods of Art. 23 ¶3 again; else
        what was left of them runs on.
    :param hearing_from_notice: the time of a hearing (Art. 36 ¶2) is left out from its notice on, not from its day.
    :param redo_must_differ: a redo may not repeat the quashed opinion on the same facts (local review rules).
    :param confirmation_days: silence after which a reported execution no longer keeps a matter open; it still
        never counts as confirmed.
    :param rating_days: days after an answer, or after a reported execution, in which the person may rate and change
        the rating.
    """

    simplified: int | None = None
    objection_restarts: bool = False
    hearing_from_notice: bool = False
    redo_must_differ: bool = True
    confirmation_days: int = 30
    rating_days: int = 30


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One regulation as the software applies it.

    :param periods: the length of each clock, with its article.
    :param basis: the article of an act's first row where it differs from the national table.
    :param ends: closures after which the same facts and reasons are not taken up again (C11).
    :param own_rules: where it says that political-legal and discipline organs notify by rules of their own, if it does.
    :param visitors_document: where it asks a visitor for a document; ``rights`` where it lists the petitioner's rights.
    :param lacks: acts of the national table that this regulation does not know.
    :param equivalents: for an article of the national table, the one that says the same in this regulation.
    :param law: the key of the regulation; one that is not the national one has an equivalent for every place cited.
    :raises huiyin.law.sources.equivalents.Incomplete: it has not.
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
    equivalents: Mapping[Citation, Citation] = field(default_factory=dict)
    law: str = NATIONAL
    own_rules: Citation | None = None
    lacks: frozenset[Act] = frozenset()
    visitors_document: Citation | None = None
    rights: Citation | None = None

    def __post_init__(self) -> None:
        if self.law != NATIONAL:
            refuse_gaps(self.title, self.equivalents)

    def in_force_on(self, day: date) -> bool:
        return self.in_force <= day and (self.repealed_on is None or day < self.repealed_on)

    def start(self, kind: ClockKind, on: date, *, until: date | None = None) -> Clock:
        """Open the clock ``kind`` on day ``on``; ``until`` is the date somebody set (交办、督办)."""
        return self.periods[kind].start(kind, on, until)

    def own(self, citation: Citation) -> Citation:
        """Where this regulation says what the national one says at ``citation``."""
        return self.equivalents.get(citation, citation) if self.equivalents else citation

    def cited(self, clock: Clock) -> tuple[Citation, ...]:
        """The articles behind the last day of ``clock``: its period, then what lengthened it."""
        period = self.periods[clock.kind]
        longer = [period.extension_citation] if clock.extended and period.extension_citation else []
        excluded = [self.own(cite("xf2022", 36, 2))] if clock.excluded else []
        return (period.citation, *(place for place in longer if place != period.citation), *excluded)

    def with_options(self, **values: Any) -> RuleBook:
        """The same regulation as an office with other options applies it; its key says which.

        :raises TypeError: there is no such option.
        """
        options = replace(self.options, **values)
        said = (f"{each.name}={_spelled(getattr(options, each.name))}" for each in _changed(options))
        return replace(self, key="+".join((self.key.partition("+")[0], *said)), options=options)


def _changed(options: Options) -> list[Any]:
    return [each for each in fields(Options) if getattr(options, each.name) != each.default]


def _spelled(value: int | bool | None) -> str:
    return "off" if value is None else str(int(value))


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
    own_rules=cite(_XF, 23, 4),
)

_OLD = "xf2005"
#: Duties that came with the regulation of 2022: Art. 29 ¶3, 30 ¶2, 37 ¶2.
_NEW_IN_2022 = frozenset({Act.INFORM_PERSONNEL, Act.COLLECT_IDEA, Act.OFFER_RELIEF, Act.FOLLOW_RELIEF})
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
            Act.TRANSFER: cite(_OLD, 21, 1, 2),
            Act.OPEN_HEARING: cite(_OLD, 31, 2),
            Act.CLOSE_HEARING: cite(_OLD, 31, 2),
            Act.OBJECT: cite(_OLD, 24),
            Act.GUIDE: cite(_OLD, 21, 1, 1),
            **{act: cite(_OLD, 28) for act in _NEW_IN_2022},
        }
    ),
    representatives=Representatives(5, 5, 0, cite(_OLD, 18, 2)),
    lacks=_NEW_IN_2022,
    ends=frozenset({Closure.FINAL, Closure.NO_FURTHER}),
    law=_OLD,
    equivalents=equivalents_of(_OLD),
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
            Act.ASK_EXTENSION: cite(_ZJ, 23, 1),
            Act.EXTEND: cite(_ZJ, 23, 1),
            Act.OPEN_HEARING: cite(_ZJ, 23, 2),
            Act.CLOSE_HEARING: cite(_ZJ, 23, 2),
            Act.SERVE: cite(_ZJ, 23, 3),
            Act.CLOSE: cite(_ZJ, 25, 1),
            Act.SUPERVISE: cite(_ZJ, 29),
        }
    ),
    representatives=Representatives(3, 5, 10, cite(_ZJ, 15, 2)),
    visitors_document=cite(_ZJ, 15, 1),
    rights=cite(_ZJ, 9),
    ends=frozenset({Closure.FINAL, Closure.NO_FURTHER, Closure.LAPSED, Closure.AGREEMENT}),
    own_rules=cite(_XF, 23, 4),
    law=_ZJ,
    equivalents=equivalents_of(_ZJ),
)

BOOKS: Mapping[str, RuleBook] = MappingProxyType({each.key: each for each in (CN_2022, CN_2005, ZHEJIANG_2016)})


def book(key: str) -> RuleBook:
    """The book of that key, with the options the key names.

    :raises KeyError: no such book. :raises TypeError: no such option. :raises ValueError: not a number.
    """
    return BOOKS.get(key) or _variant(key)


@lru_cache
def _variant(key: str) -> RuleBook:
    plain, *said = key.split("+")
    pairs = (option.partition("=") for option in said)
    return BOOKS[plain].with_options(**{name: None if value == "off" else int(value) for name, _, value in pairs})


def book_for(day: date, preferred: str = CN_2022.key) -> RuleBook:
    """The book a matter lodged on ``day`` falls under: the preferred one if in force, else the national one.

    :raises LookupError: no book was in force on that day.
    """
    for found in (book(preferred), CN_2022, CN_2005):
        if found.in_force_on(day):
            return found
    raise LookupError(f"no rule book was in force on {day}")
