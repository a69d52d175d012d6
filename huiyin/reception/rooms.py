"""Reception rooms (接待室): kept by their organs, open at hours everybody can read, busy at hours everybody can see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from huiyin.people import ledgers
from huiyin.reception.models import Complaint, Room, Ticket, Waiting
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.locks import writing

#: From so many weeks it is told when there are few people, and when many.
WEEKS: Final = 8
#: Fewer tickets in all of them say nothing about an hour.
LEAST: Final = 60
_FEW, _MANY = 0.7, 1.3


class Crowd(StrEnum):
    """How full a room usually is at an hour; how many people that is, is told nobody."""

    FEW = "few"
    USUAL = "usual"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Now:
    """The room at this moment."""

    open: bool
    waiting: int
    usual: int | None


def keep(room: Room, *, by: int | None) -> None:
    """Save what was changed of a room; everybody relies on it, so a ledger binds it."""
    with writing():
        room.save()
        ledgers.bind(ledgers.READINGS, "room", [room], by=by, organ=room.organ)


def complained(organ: int, case: int, day: date) -> None:
    """Remember that a matter is about how one was received there; only how many were settled is told."""
    if Room.objects.filter(organ=organ).exists():
        Complaint.objects.get_or_create(case=case, defaults={"organ": organ, "day": day})


def room_of(organ: int) -> Room | None:
    return Room.objects.filter(organ=organ).first()


def rooms(organs: Iterable[int]) -> list[Room]:
    return list(Room.objects.filter(organ__in=list(organs)).order_by("id"))


def is_open(room: Room, at: datetime, *, working: bool) -> bool:
    """Whether somebody who comes at this moment finds it open.

    :param working: whether the day is worked at all, by the calendar.
    """
    local = at.astimezone(BEIJING)
    if not working or str(local.isoweekday()) not in room.weekdays:
        return False
    hour = local.time()
    noon = room.noon_from is not None and room.noon_to is not None and room.noon_from <= hour < room.noon_to
    return room.opens <= hour < room.closes and not noon


def now(room: Room, at: datetime, *, working: bool) -> Now:
    """Whether it is open, how many wait, and how long one usually waited today; nobody's name, nobody's purpose."""
    today = Ticket.objects.filter(organ=room.organ, day=beijing_day(at), line=0)
    waits = sorted(
        int((called - arrived).total_seconds() // 60)
        for arrived, called in today.filter(called_at__isnull=False).values_list("arrived_at", "called_at")
        if called is not None
    )
    waiting = today.filter(state=Waiting.WAITS).count()
    return Now(is_open(room, at, working=working), waiting, waits[len(waits) // 2] if waits else None)


def hours(room: Room) -> list[int]:
    """The hours of the day during which it is open at all."""
    last = room.closes.hour + (room.closes > time(room.closes.hour))
    pause = range(room.noon_from.hour, room.noon_to.hour) if room.noon_from and room.noon_to else range(0)
    return [hour for hour in range(room.opens.hour, last) if hour not in pause]


def crowds(room: Room, today: date) -> dict[int, dict[int, Crowd]]:
    """By weekday and hour how full it was over the last weeks; empty while too few came to say anything."""
    since = today - timedelta(weeks=WEEKS)
    came = Ticket.objects.filter(organ=room.organ, day__gte=since, day__lt=today)
    there = came.annotate(
        weekday=ExtractIsoWeekDay("arrived_at", tzinfo=BEIJING), hour=ExtractHour("arrived_at", tzinfo=BEIJING)
    )
    rows = there.values_list("weekday", "hour").annotate(n=Count("id")).order_by()
    counted = {(day, hour): n for day, hour, n in rows}
    if sum(counted.values()) < LEAST:
        return {}
    cells = [(int(day), hour) for day in room.weekdays for hour in hours(room)]
    mean = sum(counted.get(cell, 0) for cell in cells) / max(1, len(cells))
    found: dict[int, dict[int, Crowd]] = {}
    for day, hour in cells:
        found.setdefault(day, {})[hour] = _crowd(counted.get((day, hour), 0), mean)
    return found


def _crowd(count: int, mean: float) -> Crowd:
    if count < _FEW * mean:
        return Crowd.FEW
    return Crowd.MANY if count > _MANY * mean else Crowd.USUAL
