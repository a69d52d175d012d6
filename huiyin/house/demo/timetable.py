"""From a story's days to real moments: offices act in office hours of working days, and nothing lies ahead."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zlib import crc32

from huiyin.cases.worlds import BEIJING, beijing_day
from huiyin.house.demo.stories import When
from huiyin.law.workdays import WorkCalendar

ONE_DAY = timedelta(days=1)
PAUSE = timedelta(minutes=25)
# Minutes of the day: the morning, the afternoon, and when people at home write.
MORNING, AFTERNOON, HOME = (515, 715), (870, 1040), (430, 1340)


class Timetable:
    """Moments counted from ``now``.

    :param calendar: an office step that falls on a day off is put on the working day before.
    """

    def __init__(self, now: datetime, calendar: WorkCalendar) -> None:
        self.now = now
        self.today = beijing_day(now)
        self._calendar = calendar

    def day(self, offset: int) -> date:
        """A day as it is written in a paper: a promise may fall on a Sunday."""
        return self.today + timedelta(days=offset)

    def in_office(self, when: When, seed: str, after: datetime | None) -> datetime:
        """When somebody at an organ did it; ``after`` is the step before."""
        return self._settle(when.day, when.time or office_time(seed), after, working=True)

    def at_home(self, when: When, seed: str, after: datetime | None) -> datetime:
        """When a petitioner did it, on any day of the week."""
        return self._settle(when.day, when.time or _minute(HOME, crc32(seed.encode())), after, working=False)

    def _settle(self, offset: int, hour: time, after: datetime | None, *, working: bool) -> datetime:
        day = self.day(offset)
        while datetime.combine(day, hour, BEIJING) > self.now or (working and not self._calendar.is_workday(day)):
            day -= ONE_DAY
        moment = datetime.combine(day, hour, BEIJING)
        return moment if after is None or after < moment else min(after + PAUSE, self.now)


def office_time(seed: str) -> time:
    """A time in office hours that looks like chance and is always the same for the same words."""
    chance = crc32(seed.encode())
    return _minute(MORNING if chance % 11 < 6 else AFTERNOON, chance // 11)


def _minute(hours: tuple[int, int], chance: int) -> time:
    first, last = hours
    minute = first + chance % (last - first)
    return time(minute // 60, minute % 60)
