"""Clocks: a start, a length, what lengthened it, and from these alone the last day.

Day 1 is the day after the trigger. A stored due date is only an index; :func:`due` is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.sources.articles import Citation
from huiyin.law.terms import OfKind, Unit
from huiyin.law.words import P, Phrase


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a rule book.

    :param length: number of days; 0 where the law leaves the date to somebody (交办, 督办).
    :param unit: natural days (日) or working days (个工作日).
    :param citation: the article that sets it.
    :param longest_extension: days by which the head may extend it, 0 for never.
    :param extension_citation: the article of the extension.
    :param citizens: the period is the petitioner's own; it may end later when the last day is a holiday.
    """

    length: int
    unit: Unit
    citation: Citation
    longest_extension: int = 0
    extension_citation: Citation | None = None
    citizens: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of one record.

    :param started: the day of the trigger (day 0).
    :param extended: days granted by the head (Art. 34).
    :param excluded: days that do not count (hearing during re-review, Art. 36 ¶2).
    :param fixed: the last day where somebody set it (交办、督办), instead of a length.
    :param stopped: the day the duty was done; ``None`` while it runs.
    :param overdue: the journal already says that it ran out.
    """

    kind: OfKind
    started: date
    length: int
    unit: Unit
    citizens: bool = False
    extended: int = 0
    excluded: int = 0
    fixed: date | None = None
    stopped: date | None = None
    overdue: bool = False

    @property
    def running(self) -> bool:
        return self.stopped is None

    def stop(self, on: date) -> Clock:
        return replace(self, stopped=on)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a clock, explained.

    :param provisional: working days fall in a year whose make-up days are not announced yet.
    """

    on: date
    why: Phrase
    provisional: bool = False

    def days_left(self, today: date) -> int:
        """Natural days from ``today`` to the last day; negative when late."""
        return (self.on - today).days


def due(clock: Clock, calendar: WorkCalendar) -> Due:
    """The last day of ``clock``, with the arithmetic in words."""
    if clock.fixed is not None:
        return Due(clock.fixed, P("指定期限到{end}", end=clock.fixed))
    if clock.unit is Unit.WORKDAYS:
        return _working(clock, calendar)
    return _natural(clock, calendar)


def _working(clock: Clock, calendar: WorkCalendar) -> Due:
    end = calendar.add_workdays(clock.started, clock.length + clock.extended)
    why = P("自{start}起{n}个工作日，到{end}", start=clock.started, n=clock.length + clock.extended, end=end)
    return Due(end, why, not calendar.is_settled(clock.started, end))


def _natural(clock: Clock, calendar: WorkCalendar) -> Due:
    plain = clock.started + timedelta(days=clock.length + clock.extended + clock.excluded)
    end = plain
    if clock.citizens and not calendar.is_workday(plain):
        end = calendar.next_workday(plain)
    return Due(end, _arithmetic(clock, plain, end), clock.citizens and not calendar.is_settled(plain, end))


def _arithmetic(clock: Clock, plain: date, end: date) -> Phrase:
    if end != plain:
        return P(
            "自{start}起{n}日，到{plain}；当天不上班，顺延到{end}",
            start=clock.started, n=clock.length, plain=plain, end=end,
        )  # fmt: skip
    if clock.extended:
        return P(
            "自{start}起{n}日，延长{more}日，到{end}",
            start=clock.started, n=clock.length, more=clock.extended, end=end,
        )  # fmt: skip
    if clock.excluded:
        return P(
            "自{start}起{n}日，扣除听证{more}日，到{end}",
            start=clock.started, n=clock.length, more=clock.excluded, end=end,
        )  # fmt: skip
    return P("自{start}起{n}日，到{end}", start=clock.started, n=clock.length, end=end)
