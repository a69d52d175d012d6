"""Which instruments of a matter are still to be issued: what the law asks before something is served or closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet

from huiyin.cases.models import Case
from huiyin.law.frame.facts import World
from huiyin.law.matter.facts import Facts
from huiyin.law.papers import Paper
from huiyin.record.models import OwedPaper
from huiyin.store.rows import asked_often


def unissued(rows: Iterable[OwedPaper], facts: Facts) -> frozenset[Paper]:
    """What those who hold, handle, review or re-review the matter owe. Another organ's arrears hold up nobody here."""
    organs = {facts.holder, facts.responsible, facts.reviewer, facts.rereviewer}
    return frozenset(Paper(row.kind) for row in rows if row.issued_on is None and row.organ in organs)


def with_papers(world: World, case: Case, facts: Facts) -> World:
    """The world, knowing what this matter owes."""
    return replace(world, unissued=unissued(_owed(case.id), facts))


@asked_often
def _owed(case: int) -> QuerySet[OwedPaper]:
    return OwedPaper.objects.filter(record=case, issued_on__isnull=True)
