"""The demonstration's reception days: every week somebody receives, so that the public page is never empty."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from huiyin.law.beside import Manner
from huiyin.people import ledgers
from huiyin.people.models import Organ, Person
from huiyin.reception.models import ReceptionDay
from huiyin.record.worlds import BEIJING, beijing_day

MONDAY_FIRST: Final = 7
#: Organ, who receives, post, weekday (0 is Monday), manner, where, topic.
WEEKLY: Final = (
    ("qc-xfj", "zhouping", "局长", 1, Manner.RECEIVES, "青川市人民来访接待中心一楼", ""),
    ("qc-xfj", "taoshuhang", "市长", 3, Manner.RECEIVES, "青川市人民来访接待中心二楼", "农民工工资"),
    ("lx-xfj", "fengguoqiang", "局长", 2, Manner.RECEIVES, "柳溪县信访局接待大厅", ""),
    ("lx-xfj", "baisong", "县长", 4, Manner.GOES_DOWN, "石桥镇便民服务中心", "征地和水利"),
)
WEEKS: Final = 4
#: So many weeks back the days are told of, too: of the last but one of each leader nobody has written down anything.
BACK: Final = 5
ABROAD: Final = "临时到省里开会，改到下周，已经电话告诉预约的人"


def plan(now: datetime) -> None:
    """The days of the last weeks and of the next."""
    organs = dict(Organ.objects.values_list("key", "id"))
    people = {person.username: person for person in Person.objects.filter(username__in=[row[1] for row in WEEKLY])}
    days = ReceptionDay.objects.bulk_create(
        ReceptionDay(
            organ=organs[organ], leader=people[leader].id, leader_name=people[leader].name, post=post, manner=manner,
            on=on, begins=time(9), ends=time(11, 30), place=place, topic=topic, published_at=now,
            **_came_to_pass(on, now, row),
        )
        for row, (organ, leader, post, weekday, manner, place, topic) in enumerate(WEEKLY)
        for on in _dates(beijing_day(now), weekday)
    )  # fmt: skip
    ledgers.bind(ledgers.READINGS, "reception_day", days)


def _dates(today: date, weekday: int) -> list[date]:
    first = today + timedelta(days=1 + (weekday - today.weekday() - 1) % MONDAY_FIRST)
    return [first + timedelta(weeks=week) for week in range(-BACK, WEEKS)]


def _came_to_pass(on: date, now: datetime, leader: int) -> dict[str, Any]:
    """What is known of a day that has passed: most were kept, one was not, of one nobody wrote anything down."""
    weeks = (beijing_day(now) - on).days // 7
    if on >= beijing_day(now) or (weeks, leader) == (1, 2):
        return {}
    return {"unheld": ABROAD} if (weeks, leader) == (2, 0) else {"held_at": datetime.combine(on, time(9), BEIJING)}
