"""Whom a paper names and greets: those who brought the matter, masked where another organ must not learn it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from huiyin.cases.identity import Identity, open_identity
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity
from huiyin.cases.models import Case, Party
from huiyin.papers.facts import PersonText
from huiyin.record.instruments import once
from huiyin.vault.masks import mask_address, mask_name, mask_phone

WRITTEN = (Capacity.PETITIONER, Capacity.COSIGNER, Capacity.REPRESENTATIVE, Capacity.AGENT)


def greeted_in(record: Any, matter: int) -> tuple[Any, ...]:
    """Whom the papers of another record greet that rests on a matter; asked once for all of them, in one statement."""

    def ask() -> tuple[Any, ...]:
        parties = list(_written(matter).select_related("case"))
        return tuple(_people(parties, hidden=any(party.case.report for party in parties)))

    return once(record, "greeted", ask)


def people(case: Case, hidden: bool) -> Iterator[PersonText]:
    yield from _people(_written(case.id), hidden)


def _written(matter: int) -> QuerySet[Party]:
    return Party.objects.filter(case=matter, capacity__in=[each.value for each in WRITTEN]).order_by("id")


def _people(parties: Iterable[Party], hidden: bool) -> Iterator[PersonText]:
    for party in parties:
        label = CAPACITY_LABELS[Capacity(party.capacity)]
        who = open_identity(party)
        if who.name:
            yield _masked(who, label) if hidden else PersonText(who.name, label, who.phone, who.address)


def _masked(who: Identity, label: str) -> PersonText:
    """Of a report of wrongdoing no other organ learns who wrote it (Art. 30 ¶3)."""
    return PersonText(mask_name(who.name), label, mask_phone(who.phone), mask_address(who.address))
