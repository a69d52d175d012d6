"""Clocks: a start, a length, what lengthened it, and from these alone the last day.

Day 1 is the day after the trigger. A stored due date is only an index; :func:`last_day` is the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

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

    def start(self, kind: OfKind, on: date, until: date | None = None) -> Clock:
        """Open a clock of this length on day ``on``; ``until`` is the date somebody set (交办、督办)."""
        return Clock(kind, on, self.length, self.unit, self.citizens, fixed=until)


@dataclass(frozen=True)
class Clock:
    """One clock of one record.

    :param started: the day of the trigger (day 0).
    :param extended: days granted by the head (Art. 34).
    :param excluded: days that do not count (hearing during re-review, Art. 36 ¶2).
    :param paused: the day from which a hearing keeps it standing still, until the hearing ends.
    :param stood: for a clock that was stopped and runs on, the days (in its own unit) for which it stood still; what
        was left of it then is left now. ``None`` for one that never stopped.
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
    paused: date | None = None
    stood: int | None = None

    @property
    def days(self) -> int:
        """All days from the trigger to the last one, in the clock's unit."""
        return self.length + self.extended + self.excluded + (self.stood or 0)

    @property
    def standing_still(self) -> bool:
        """Whether a hearing began, or will begin, before it has run out."""
        return self.paused is not None and self.started + timedelta(days=self.days) >= self.paused

    @property
    def running(self) -> bool:
        return self.stopped is None

    def changed(self, **values: Any) -> Clock:
        """The clock with some of its values changed; ``dataclasses.replace``, but many times as fast."""
        after = object.__new__(Clock)
        after.__dict__.update(self.__dict__, **values)
        return after

    def stop(self, on: date) -> Clock:
        return self.changed(stopped=on)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a clock, explained.

    :param provisional: working days fall in a year whose make-up days are not announced yet.
    """

    on: date
    why: Phrase
    provisional: bool = False


def last_day(clock: Clock, calendar: WorkCalendar) -> date:
    """The last day of ``clock``."""
    if clock.fixed is not None:
        return clock.fixed
    if clock.unit is Unit.WORKDAYS:
        return calendar.add_workdays(clock.started, clock.days)
    plain = clock.started + timedelta(days=clock.days)
    return calendar.next_workday(plain) if clock.citizens else plain


def due(clock: Clock, calendar: WorkCalendar) -> Due:
    """The last day of ``clock``, with the arithmetic in words."""
    end = last_day(clock, calendar)
    if clock.fixed is not None:
        return Due(end, P("指定期限到{end}", end=end))
    if clock.unit is Unit.WORKDAYS:
        return _working(clock, end, calendar)
    plain = clock.started + timedelta(days=clock.days)
    return Due(end, _arithmetic(clock, plain, end), clock.citizens and not calendar.is_settled(plain, end))


def ran_out(clock: Clock, calendar: WorkCalendar, on: date) -> bool:
    """Whether the last day has passed; never while a hearing keeps the clock standing still (Art. 36 ¶2)."""
    return not clock.standing_still and last_day(clock, calendar) < on


def resumed(clock: Clock, on: date, calendar: WorkCalendar) -> Clock:
    """A stopped clock that runs on from ``on`` with what was left of it; no article gives a new period."""
    assert clock.stopped is not None
    stood = (on - clock.stopped).days
    if clock.unit is Unit.WORKDAYS:
        stood = calendar.workdays_between(clock.stopped, on)
    return clock.changed(stopped=None, stood=(clock.stood or 0) + stood)


def _working(clock: Clock, end: date, calendar: WorkCalendar) -> Due:
    why = P("自{start}起{n}个工作日，到{end}", start=clock.started, n=clock.length + clock.extended, end=end)
    if clock.stood:
        why = P(
            "自{start}起{n}个工作日，停止计算{more}个工作日，到{end}",
            start=clock.started, n=clock.length, more=clock.stood, end=end,
        )  # fmt: skip
    return Due(end, why, not calendar.is_settled(clock.started, end))


def _arithmetic(clock: Clock, plain: date, end: date) -> Phrase:
    if end != plain:
        return P(
            "自{start}起{n}日，到{plain}；当天不上班，顺延到{end}",
            start=clock.started, n=clock.length, plain=plain, end=end,
        )  # fmt: skip
    if clock.stood and clock.extended:
        return P(
            "自{start}起{n}日，延长{longer}日，停止计算{more}日，到{end}",
            start=clock.started, n=clock.length, longer=clock.extended, more=clock.stood, end=end,
        )  # fmt: skip
    if clock.stood:
        return P(
            "自{start}起{n}日，停止计算{more}日，到{end}",
            start=clock.started, n=clock.length, more=clock.stood, end=end,
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
