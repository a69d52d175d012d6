"""Whether the machine's clock can be believed (时钟核对), before anything is done by date that cannot be undone.

A clock that jumps ahead by forty days notes every period as overdue, closes what nobody objected to, and seals days
that have not been. So the worker looks first: at the newest event of the record, at the database's clock, and at how
much time has truly passed since it looked last. When they do not fit it does nothing by date, says so, and waits for a
person to decide (``./run clock --right``).
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from huiyin.record.models import ClockWord, Event
from huiyin.record.worlds import BEIJING

#: The clocks of two machines may be so far apart, and an event so far ahead of us.
APART: Final = timedelta(minutes=5)
#: While a worker runs, its clock may be set by so much between two looks.
SET_BY: Final = timedelta(hours=1)
#: How often it leaves word that all is well, and how often (in seconds) it asks record and database at most.
EVERY: Final = timedelta(minutes=10)
LOOKS_EVERY: Final = 10.0
WORD: Final = 1
JUMPED: Final = "时钟刚才"
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Guard:
    """One worker's eye on its clock.

    :param last: the clock when it looked last, and the monotonic seconds then.
    """

    last: tuple[datetime, float] | None = None
    doubt: str = ""
    asked: float = field(default=-LOOKS_EVERY)

    def believes(self, now: datetime) -> bool:
        """Whether something may be done by date; a doubt is written down for the administrator."""
        jumped = self._jumped(now)
        if jumped or time.monotonic() - self.asked >= LOOKS_EVERY:
            self.asked = time.monotonic()
            word = ClockWord.objects.filter(id=WORD).first()
            found = jumped or _against_the_record(now, word) or _against_the_database(now) or _still(word)
            if found and found != self.doubt:
                logger.error("%s Nothing is done by date. Set the clock, or type: ./run clock --right", found)
            self.doubt = found
            _leave_word(word, found, now)
        return not self.doubt

    def _jumped(self, now: datetime) -> str:
        """Since this process looked last its clock went another way than time did."""
        before, self.last = self.last, (now, time.monotonic())
        if before is None or abs(now - before[0] - timedelta(seconds=self.last[1] - before[1])) <= SET_BY:
            return ""
        return f"{JUMPED}从{_said(before[0])}变成了{_said(now)}。"


def believe(now: datetime) -> None:
    """A person says that the clock is right as it is; from here on it is compared with this moment."""
    newest = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    ClockWord.objects.update_or_create(id=WORD, defaults={"seen": now, "doubt": "", "jumped": False, "event": newest})


def _leave_word(word: ClockWord | None, doubt: str, now: datetime) -> None:
    """``seen`` is the last moment of which nobody doubted; a jump is doubted until somebody says that it is right."""
    values: dict[str, object] = {"doubt": doubt, "jumped": doubt.startswith(JUMPED)}
    if word is None:
        first = Event.objects.order_by("-id").values_list("recorded_at", flat=True).first() if doubt else None
        ClockWord.objects.get_or_create(id=WORD, defaults={**values, "seen": first or now})
    elif doubt != word.doubt or (not doubt and now - word.seen >= EVERY):
        ClockWord.objects.filter(id=WORD).update(**values, seen=word.seen if doubt else now)


def _still(word: ClockWord | None) -> str:
    """After a jump nothing speaks against the clock any more; only a person can say which of the two was right."""
    return word.doubt if word is not None and word.jumped else ""


def _against_the_record(now: datetime, word: ClockWord | None) -> str:
    """Ids grow with time: the newest event has the greatest. What was there when somebody decided is not held against
    the clock any more."""
    newest = Event.objects.order_by("-id").values_list("id", "recorded_at").first()
    known = word.event if word else 0
    if newest is not None and newest[0] > known and newest[1] > now + APART:
        return f"记录里最新的一条是{_said(newest[1])}写的，比现在的时钟{_said(now)}还晚。"
    traces = [moment for moment in (newest and newest[1], word and word.seen) if moment and moment <= now + APART]
    gap = timedelta(days=settings.CONFIG.clock_gap)
    if traces and now - max(traces) > gap:
        return f"从{_said(max(traces))}到现在的时钟{_said(now)}，超过{gap.days}天没有任何记录。"
    return ""


def _against_the_database(now: datetime) -> str:
    if connection.vendor != "postgresql":
        return ""  # SQLite has no clock of its own
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    if abs(now - theirs) <= APART or abs(timezone.now() - theirs) <= APART:
        return ""
    return f"数据库的时钟是{_said(theirs)}，这台机器的时钟是{_said(now)}。"


def _said(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
