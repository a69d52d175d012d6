"""Working days (工作日) with holidays and make-up days (调休).

Only a few periods of the Regulation count working days (Art. 23 ¶3: the five days to object to a transfer), yet
those few must follow the notice the State Council publishes each year (国务院办公厅关于节假日安排的通知).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which organs work.

    :param version: names the set of files this calendar was built from.
    :param holidays: days off, whatever the weekday.
    :param makeups: Saturdays and Sundays worked instead of a bridged holiday (调休上班).
    :param settled_years: years whose official notice is known. Other years hold the statutory days at best.
    :param edition: grows with every version of a year that is loaded; kept with every computed date.
    """

    version: str
    holidays: frozenset[date]
    makeups: frozenset[date]
    settled_years: frozenset[int]
    edition: int = 0
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _on: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Sorted day numbers make counting over years a bisection instead of a walk.
        object.__setattr__(self, "_off", _ordinals(day for day in self.holidays if day.weekday() < SATURDAY))
        object.__setattr__(self, "_on", _ordinals(day for day in self.makeups if day.weekday() >= SATURDAY))

    def is_workday(self, day: date) -> bool:
        """Whether organs work on *day*; a make-up day wins over the weekend."""
        if day.weekday() < SATURDAY:
            return day not in self.holidays
        return day in self.makeups

    def add_workdays(self, start: date, days: int) -> date:
        """The *days*-th working day after *start*; counting begins the next day. Zero gives *start* itself.

        :raises ValueError: if *days* is negative.
        """
        if days < 0:
            raise ValueError(f"cannot count {days} working days")
        day = start
        while days:
            day += ONE_DAY
            days -= self.is_workday(day)
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after *start* up to and including *end*; negative when *end* lies before *start*.

        ``calendar.workdays_between(d, calendar.add_workdays(d, n)) == n`` for every n.
        """
        return self._workdays_through(end.toordinal()) - self._workdays_through(start.toordinal())

    def next_workday(self, day: date) -> date:
        """*day* itself if organs work on it, else the first working day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def is_settled(self, first: date, last: date) -> bool:
        """False if a year between the two days awaits its official notice: dates computed there are provisional."""
        return all(year in self.settled_years for year in range(first.year, last.year + 1))

    def _workdays_through(self, ordinal: int) -> int:
        # 0001-01-01 was a Monday, so whole weeks begin at day number 1.
        weeks, rest = divmod(ordinal, 7)
        return weeks * 5 + min(rest, 5) - bisect_right(self._off, ordinal) + bisect_right(self._on, ordinal)


def _ordinals(days: Iterable[date]) -> tuple[int, ...]:
    return tuple(sorted(day.toordinal() for day in days))


PLAIN_WEEK = WorkCalendar("plain-week", frozenset(), frozenset(), frozenset())
"""Mondays to Fridays and nothing else: what is left when no calendar has been loaded. Never settled."""
