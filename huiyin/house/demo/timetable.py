"""From a story's days to real moments: offices act in office hours of working days, and nothing lies ahead.

Stories were written as if the city were loaded on a Tuesday and no holiday ever fell on a weekday. Whichever day it is
loaded on, as many working days lie between two days of a story as there: who objected in time is never late because it
happens to be a Thursday, or because of a week of holidays. Saturdays and Sundays of the story are days off after the
working day before, as far as there are any.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zlib import crc32

from huiyin.house.demo.stories import When
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.record.worlds import BEIJING, beijing_day

ONE_DAY = timedelta(days=1)
#: The weekday on which the city of the stories is loaded (Monday is 0), and the last working day of its weeks.
WRITTEN_ON, FRIDAY = 1, 4
#: A day on which an office must be open, in a story: "-14 work".
WORKING = re.compile("(-?[0-9]+) work")
PAUSE = timedelta(minutes=25)
# Minutes of the day: the morning, the afternoon, and when people at home write.
_NAMED_DAY = re.compile("«(-?[0-9]+)(年|月|日?)»")
_YEARS = {-2: "前年", -1: "去年", 0: "今年", 1: "明年"}
_DIGITS = "〇一二三四五六七八九"
MORNING, AFTERNOON, HOME = (515, 715), (870, 1040), (430, 1340)


class Timetable:
    """Moments counted from ``now``.

    :param calendar: an office step that falls on a day off is put on the working day before.
    """

    def __init__(self, now: datetime, calendar: WorkCalendar) -> None:
        self.now = now
        self.today = beijing_day(now)
        self._calendar = calendar
        today = self.today
        while not calendar.is_workday(today):
            today -= ONE_DAY
        self._workdays = {0: today}

    def day(self, offset: int) -> date:
        """A day as it is written in a paper: a promise may fall on a Sunday."""
        working, off = _as_written(offset)
        if not offset:
            return self.today
        return min(self._workday(working) + off * ONE_DAY, self._workday(working + 1) - ONE_DAY)

    def working_day(self, offset: int) -> date:
        """The day on which an office does what a story sets on that day: what is past before a day off, what is to
        come after it."""
        working, off = _as_written(offset)
        return self._workday(working + (1 if off and offset > 0 else 0))

    def _workday(self, number: int) -> date:
        """The working day so many after today, or before; 0 is today, or the last one if today is a day off."""
        while number not in self._workdays:
            end, step = (max, ONE_DAY) if number > 0 else (min, -ONE_DAY)
            last = end(self._workdays)
            day = self._workdays[last] + step
            while not self._calendar.is_workday(day):
                day += step
            self._workdays[last + step.days] = day
        return self._workdays[number]

    def spell(self, told: Any, spoken: date) -> Any:
        """Name the days in a story as people do when they speak: «-160» 今年六月, «-160月» 六月, «-160日» 今年六月七日,
        «-160年» 2026.

        :param told: a text, or lists and mappings of texts.
        """
        match told:
            case str():
                return _NAMED_DAY.sub(lambda found: _in_words(self.day(int(found[1])), spoken, found[2]), told)
            case list():
                return [self.spell(part, spoken) for part in told]
            case dict():
                return {name: self.spell(part, spoken) for name, part in told.items()}
        return told

    def in_office(self, when: When, seed: str, after: datetime | None) -> datetime:
        """When somebody at an organ did it; ``after`` is the step before."""
        return self._settle(self.working_day(when.day), when.time or office_time(seed), after, working=True)

    def at_home(self, when: When, seed: str, after: datetime | None) -> datetime:
        """When a petitioner did it, on any day of the week."""
        return self._settle(self.day(when.day), when.time or _minute(HOME, crc32(seed.encode())), after, working=False)

    def _settle(self, day: date, hour: time, after: datetime | None, *, working: bool) -> datetime:
        while datetime.combine(day, hour, BEIJING) > self.now or (working and not self._calendar.is_workday(day)):
            day -= ONE_DAY
        moment = datetime.combine(day, hour, BEIJING)
        return moment if after is None or after < moment else min(after + PAUSE, self.now)


def _as_written(offset: int) -> tuple[int, int]:
    """How many working days a story's day lies from the day of loading, and how many days off after that one."""
    weeks, weekday = divmod(offset + WRITTEN_ON, 7)
    return weeks * (FRIDAY + 1) + min(weekday, FRIDAY) - WRITTEN_ON, max(weekday - FRIDAY, 0)


def office_time(seed: str) -> time:
    """A time in office hours that looks like chance and is always the same for the same words."""
    chance = crc32(seed.encode())
    return _minute(MORNING if chance % 11 < 6 else AFTERNOON, chance // 11)


def _minute(hours: tuple[int, int], chance: int) -> time:
    first, last = hours
    minute = first + chance % (last - first)
    return time(minute // 60, minute % 60)


def _in_words(day: date, spoken: date, precision: str) -> str:
    if precision == "年":
        return str(day.year)
    month = f"{_number(day.month)}月"
    if precision == "月":
        return month
    year = _YEARS.get(day.year - spoken.year, f"{day.year}年")
    return f"{year}{month}{_number(day.day)}日" if precision else f"{year}{month}"


def _number(count: int) -> str:
    """1 to 99 in Chinese: 七, 十二, 二十, 二十一."""
    tens, ones = divmod(count, 10)
    ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (_DIGITS[ones] if ones or not tens else "")
