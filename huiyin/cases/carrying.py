"""Rows of an earlier version get the columns that lists read now (清单要用的列), once, after migrating."""

from __future__ import annotations

from typing import Final

from django.db.models import Q

from huiyin.cases.models import Case
from huiyin.cases.projections import listed_of
from huiyin.cases.snapshots import load_facts
from huiyin.store.locks import writing

BATCH: Final = 500
OLD: Final = Q(waits_for=None) | Q(helped=None)


def carry_lists() -> int:
    """Draw them from the facts of each row; how many rows had none."""
    done, last = 0, 0
    while rows := list(Case.objects.filter(OLD, id__gt=last).order_by("id")[:BATCH]):
        last = rows[-1].id
        with writing():
            for row in rows:
                # As long as nobody acted on it meanwhile: whoever did has written them.
                Case.objects.filter(id=row.id, seq=row.seq).update(**listed_of(load_facts(row.facts)))
        done += len(rows)
    return done
