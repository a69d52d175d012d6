"""A notice that came back (退回): noted with it, and the person is told by another way they gave."""

from __future__ import annotations

from datetime import datetime

from huiyin.cases.models import Party
from huiyin.channels import posting
from huiyin.channels.models import Sent
from huiyin.channels.ways import way_of
from huiyin.store.locks import writing


def came_back(row: int, status: str, at: datetime) -> None:
    """A server, a gateway or the post says that it did not reach the person; the same twice is once.

    The person's page says so and asks for another way; where they gave one that a clerk can use, it is on the list.
    """
    with writing():
        sent = Sent.objects.select_for_update().filter(id=row, returned_at=None).first()
        if sent is None:
            return
        sent.returned_at, sent.fault = at, status[:200]
        sent.save(update_fields=["returned_at", "fault"])
        party = Party.objects.select_related("case").filter(id=sent.party).first()
        if party is None:
            return
        other = way_of(party, report=party.case.report, failed=failed_ways([party.id]).get(party.id, set()))
        if other.listed:
            posting.put_on_list(
                party.case, sent.seq, party, sent.organ or party.case.holder, other.key, at=at, again=True
            )


def failed_ways(parties: list[int]) -> dict[int, set[str]]:
    """For each party the ways by which a notice came back since they last chose."""
    found: dict[int, set[str]] = {}
    rows = Sent.objects.filter(party__in=parties, returned_at__isnull=False)
    for party, way in rows.values_list("party", "way").distinct():
        found.setdefault(party, set()).add(way)
    return found


def forgiven(party: int) -> None:
    """The person said anew how they are reached: what failed before counts no more."""
    Sent.objects.filter(party=party, returned_at__isnull=False).update(way="")
