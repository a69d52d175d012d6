"""Who opened a report of wrongdoing (检举控告): the reporter can read it."""

from __future__ import annotations

from datetime import datetime

from huiyin.cases.models import Case
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.procedure import MATTER
from huiyin.record.readings import note_reading


def record_reading(case: Case, actor: Actor, at: datetime) -> None:
    """Note once a day that ``actor`` opened the report; other matters leave no trace of their readers."""
    if case.report:
        note_reading(MATTER.key, case.id, actor, at)
