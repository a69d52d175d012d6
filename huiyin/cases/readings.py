"""The ledger of who opened a report of wrongdoing (检举控告): the reporter can read it."""

from __future__ import annotations

from datetime import datetime

from huiyin.cases.models import Case
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Role
from huiyin.people import ledgers
from huiyin.record.models import Reading
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing

# The capacity that is written down for somebody with several.
RANK = (Role.HEAD, Role.DISPATCHER, Role.REVIEWER, Role.SUPERVISOR, Role.CONVENER, Role.HANDLER, Role.RECEPTION)


def record_reading(case: Case, actor: Actor, at: datetime) -> None:
    """Note once a day that ``actor`` opened the report; other matters leave no trace of their readers."""
    if not case.report or actor.person is None or actor.organ is None:
        return
    day = beijing_day(at)
    if Reading.objects.filter(record=case.id, person=actor.person, on=day).exists():
        return
    role = next((role for role in RANK if role in actor.roles), next(iter(sorted(actor.roles))))
    row = Reading(record=case.id, person=actor.person, organ=actor.organ, role=role.value, on=day, at=at)
    with writing():
        # Two windows opened at once write one line.
        Reading.objects.bulk_create([row], ignore_conflicts=True)
        if Reading.objects.filter(id=row.id).exists():
            ledgers.bind(ledgers.READINGS, "read", [row], by=actor.person, organ=actor.organ)
