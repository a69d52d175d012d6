"""Leaders who left their post while they answered for a matter (包案): the worker looks once a day, and somebody must
take over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from huiyin.law.charge.vocabulary import ChargeAct, ChargeStage
from huiyin.law.frame.facts import SYSTEM
from huiyin.reception.charges import CHARGES
from huiyin.reception.models import Charge
from huiyin.record.door import Refused, perform
from huiyin.record.worlds import beijing_day, world_on

#: How many are looked at in one statement.
_SLICE: Final = 500
_looked: dict[str, date] = {}


def watch(now: datetime) -> int:
    """Once a day; how many leaders had left."""
    today = beijing_day(now)
    if _looked.get("day") == today:
        return 0
    done = look_after(now)
    _looked["day"] = today
    return done


def look_after(now: datetime) -> int:
    """Note of every running charge whose leader serves there no more that it needs another one."""
    world, done, after = world_on(beijing_day(now)), 0, 0
    while rows := list(Charge.objects.filter(stage=ChargeStage.RUNNING.value, id__gt=after).order_by("id")[:_SLICE]):
        for row in rows:
            if not world.serves(row.leader, world.standing(row.leader_organ)):
                done += _note(row.id, now)
        after = rows[-1].id
    return done


def _note(record: int, now: datetime) -> bool:
    """Whether it was noted; somebody may have handed it on in this moment."""
    try:
        perform(CHARGES, record=record, act=ChargeAct.NOTE_LEFT, by=SYSTEM, at=now)
    except Refused:
        return False
    return True
