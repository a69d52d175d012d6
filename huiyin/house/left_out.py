"""What a backup leaves out (不入备份), and no restore brings back: what opens something for a while, and drafts.

Sessions, ways to a new password, codes that are good once, counts of tries, and what somebody has begun to file: words
that are not sent are thrown away after three days and must not lie in a backup for years.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Model

from huiyin.gate.models import Attempt
from huiyin.people import ledgers
from huiyin.people.bound import BOUND, Bound
from huiyin.people.models import Session
from huiyin.portal.models import Draft
from huiyin.store.locks import writing

BESIDE: Final[tuple[type[Model], ...]] = (Session, Attempt, Draft)


def tables() -> list[str]:
    return sorted([*(model._meta.db_table for model in BESIDE), *(bound.table for bound in _bound())])


def forget() -> None:
    """After a restore: also what an older backup still held is gone, and the ledger says so."""
    with writing():
        for model in BESIDE:
            model._default_manager.all().delete()
        for bound in _bound():
            told = ledgers.said_after(bound.ledger).items()
            gone = {key: None for (table, key), (_, kept) in told if table == bound.table and kept is not None}
            if gone:
                ledgers.append(bound.ledger, "restored", {bound.table: dict(gone)})
            bound.model._base_manager.all().delete()


def _bound() -> list[Bound]:
    return [each for each in BOUND.values() if each.fleeting]
