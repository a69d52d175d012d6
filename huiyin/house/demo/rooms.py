"""The demonstration's reception rooms: where they are, who came in the last weeks, and what visitors said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.terms import Rating
from huiyin.people import ledgers
from huiyin.people.models import Organ
from huiyin.reception.models import Purpose, Room, Ticket, Waiting, Word
from huiyin.record.worlds import BEIJING, beijing_day

#: Organ, address, telephone, how to get there, windows, what the room has.
ROOMS: Final = (
    (
        "qc-xfj", "青川市人民来访接待中心", "青川市人民广场东侧一楼", "0999-0000019", "坐3路车到人民广场，向东50米",
        "1号窗口\n2号窗口\n3号窗口", "ramp,lift,toilet,seats,hearing,dialect,child,water,parking",
    ),
    (
        "lx-xfj", "柳溪县人民来访接待室", "柳溪县府前街3号", "0999-0000078", "汽车站对面", "1号窗口\n2号窗口",
        "ramp,seats,dialect,water",
    ),
    (
        "yh-xfj", "云河区人民来访接待室", "云河区云河大道66号一楼", "0999-0000049", "", "1号窗口\n2号窗口",
        "ramp,toilet,seats,water",
    ),
)  # fmt: skip
DAYS: Final = 56
#: How many come at each hour of a working day, Mondays more, Fridays fewer.
BY_HOUR: Final = {9: 3, 10: 2, 11: 1, 14: 2, 15: 1, 16: 1}
_PURPOSES: Final = (Purpose.NEW, Purpose.NEW, Purpose.ASK, Purpose.ASK, Purpose.PAPERS, Purpose.ADVICE, Purpose.ANSWER)
_RATINGS: Final = (Rating.SATISFIED, Rating.SATISFIED, Rating.FAIR, Rating.DISSATISFIED)


def furnish(now: datetime, calendar: WorkCalendar) -> None:
    """The rooms with their last weeks, and the last month of the year before, of which the year's figures tell."""
    organs = dict(Organ.objects.values_list("key", "id"))
    rows = Room.objects.bulk_create(
        Room(
            organ=organs[key], name=name, address=address, phone=phone, way=way, windows=windows, access=access,
            opens=time(8, 30), noon_from=time(12), noon_to=time(14), closes=time(17, 30),
        )
        for key, name, address, phone, way, windows, access in ROOMS
    )  # fmt: skip
    ledgers.bind(ledgers.READINGS, "room", rows)
    today, chance = beijing_day(now), Random(20260501)
    lately = {today - timedelta(days=back) for back in range(1, DAYS)}
    # In January the last weeks reach into that month.
    days = sorted(lately | {date(today.year - 1, 12, day) for day in range(1, 32)})
    for room in rows:
        tickets = [ticket for day in days if calendar.is_workday(day) for ticket in _day(room, day, chance)]
        Ticket.objects.bulk_create(tickets)
        Word.objects.bulk_create(_words(tickets, chance))


def _day(room: Room, day: date, chance: Random) -> Iterator[Ticket]:
    """A day's tickets; what was said and who it was is forgotten long since."""
    number = 0
    for hour, usual in BY_HOUR.items():
        for _ in range(chance.randint(0, usual + (day.weekday() == 0) - (day.weekday() == 4))):
            number += 1
            came = datetime.combine(day, time(hour, chance.randint(0, 59)), BEIJING)
            called = came + timedelta(minutes=chance.choice((2, 4, 7, 9, 12, 18, 26, 41)))
            talked = timedelta(minutes=chance.randint(8, 40))
            purpose = chance.choice(_PURPOSES)
            left = chance.random() < 0.04
            yield Ticket(
                organ=room.organ, day=day, series="A", number=number, purpose=purpose, arrived_at=came, queued_at=came,
                state=Waiting.ABSENT if left else Waiting.LEFT, called_at=called, calls=1,
                seated_at=None if left else called + timedelta(minutes=1), left_at=None if left else called + talked,
                window=chance.choice(room.windows.split("\n")), case=None if left or chance.random() < 0.1 else 1,
            )  # fmt: skip


def _words(tickets: list[Ticket], chance: Random) -> Iterator[Word]:
    """Every third visitor says something, and it is tied to nobody."""
    for ticket in tickets:
        if ticket.seated_at is not None and chance.random() < 0.35:
            rating = chance.choice(_RATINGS)
            ticket.worded = True
            reasons = chance.choice(("long", "unclear", "long,again")) if rating is Rating.DISSATISFIED else ""
            yield Word(organ=ticket.organ, day=ticket.day, rating=rating.value, reasons=reasons)
