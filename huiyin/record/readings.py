"""The ledger of who opened a report of wrongdoing (检举控告), or a record that rests on one."""

from __future__ import annotations

from datetime import datetime

from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people import ledgers
from huiyin.record.models import Reading
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

# The capacity that is written down for somebody with several.
RANK = (Role.HEAD, Role.DISPATCHER, Role.REVIEWER, Role.SUPERVISOR, Role.CONVENER, Role.HANDLER, Role.RECEPTION)


def note_reading(kind: str, record: int, actor: Actor, at: datetime) -> None:
    """Note once a day that ``actor`` opened the record; whether that is noted at all, its page knows."""
    if actor.person is None or actor.organ is None:
        return
    day = beijing_day(at)
    if Reading.objects.filter(record=record, person=actor.person, on=day).exists():
        return
    role = next((role for role in RANK if role in actor.roles), next(iter(sorted(actor.roles))))
    who = {"person": actor.person, "organ": actor.organ, "role": role.value}
    row = Reading(record=record, record_kind=kind, on=day, at=at, **who)
    with writing():
        # Two windows opened at once write one line.
        Reading.objects.bulk_create([row], ignore_conflicts=True)
        if Reading.objects.filter(id=row.id).exists():
            ledgers.bind(ledgers.READINGS, "read", [row], by=actor.person, organ=actor.organ)
