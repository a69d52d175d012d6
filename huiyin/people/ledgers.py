"""Ledgers (台账): chains for what belongs to no single record, so that a row there cannot change unseen either.

A ledger is a journal with the same arithmetic; its head stands under the same daily seals, its entries in the same
exports. An entry holds no words: it says what was done, and binds the rows as they then were (huiyin.people.bound).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from huiyin.people.bound import Bound, Ties, of_ledger, ties
from huiyin.people.models import Ledger, LedgerEntry
from huiyin.store.locks import writing
from huiyin.vault.chain import canonical, event_body, link
from huiyin.vault.digests import Algorithm

#: Their numbers stand where an event has its record; no record has so small an id.
ACCOUNTS: Final = 1
READINGS: Final = 2
MATTERS: Final = 3
REFERENCE: Final = 4
PAPERS: Final = 5
NAMES: Final = {
    ACCOUNTS: "accounts",
    READINGS: "readings",
    MATTERS: "matters",
    REFERENCE: "reference",
    PAPERS: "papers",
}
BEGIN: Final = "begin"
PORTION: Final = 500
OF_ONE_MIND: Final = timedelta(seconds=5)


def bind(
    ledger: int, act: str, rows: Iterable[Model] = (), *, gone: Iterable[Model] = (), by: int | None = None,
    organ: int | None = None,
) -> None:  # fmt: skip
    """Write down that these rows are as they are now, inside the transaction that made them so.

    :param gone: rows that are deleted.
    """
    if found := ties(rows, gone):
        append(ledger, act, found, by=by, organ=organ)


def bind_account(
    person: int, act: str, *, rows: Iterable[Model] = (), gone: Iterable[Model] = (), by: int | None, organ: int | None
) -> None:
    """Bind all that makes up somebody's account, as it is after an act.

    :param rows: what else the act wrote.
    """
    own = [
        row
        for bound in of_ledger(ACCOUNTS)
        if bound.whose
        for row in bound.model._base_manager.filter(**{bound.whose: person})
    ]
    bind(ACCOUNTS, act, [*rows, *own], gone=gone, by=by, organ=organ)


def append(ledger: int, act: str, found: Ties, *, by: int | None = None, organ: int | None = None) -> None:
    """One more entry at the end of a ledger."""
    with writing():
        head = _locked(ledger)
        entry = LedgerEntry(ledger=ledger, seq=head.seq + 1, act=act, at=_written_now(head), by=by, organ=organ)
        entry.said = canonical(found).decode()
        entry.hash = link(bytes(head.head) or None, body_of(entry), Algorithm(settings.HUIYIN_HASH))
        entry.save(force_insert=True)
        Ledger.objects.filter(number=ledger).update(seq=entry.seq, head=entry.hash)


def _written_now(head: Ledger) -> datetime:
    """Machines are never of one mind about the second; see huiyin.record.door."""
    now = timezone.now()
    last = LedgerEntry.objects.filter(ledger=head.number, seq=head.seq).values_list("at", flat=True).first()
    return last if last is not None and now < last <= now + OF_ONE_MIND else now


def _locked(ledger: int) -> Ledger:
    """Its head; whoever comes second waits for the first."""
    found = Ledger.objects.select_for_update().filter(number=ledger).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            Ledger.objects.create(number=ledger, seq=0, head=b"")
    except IntegrityError:
        pass  # somebody else made it first
    return Ledger.objects.select_for_update().get(number=ledger)


def body_of(entry: LedgerEntry) -> dict[str, object]:
    """What the chain hashes of an entry: the body of an event, whose kind is the name of the ledger.

    :raises ValueError: what it says is no JSON.
    """
    return event_body(
        kind=NAMES.get(entry.ledger, str(entry.ledger)), record=entry.ledger, seq=entry.seq, act=entry.act,
        at=entry.at, recorded_at=entry.at, by=entry.by, organ=entry.organ, role="",
        particulars=json.loads(entry.said), key="", fold=1,
    )  # fmt: skip


def begun(ledger: int) -> frozenset[str]:
    """The tables of which everything is bound; before that they were kept by a version that did not bind them."""
    said = LedgerEntry.objects.filter(ledger=ledger, act=BEGIN).values_list("said", flat=True)
    told = [_readable(each).keys() for each in said]
    first = {bound.table for bound in of_ledger(ledger) if told and not bound.later}
    return frozenset(first.union(*told))


def begin(which: Iterable[int] = NAMES) -> None:
    """Bind what is in the tables of ledgers that have not begun, as it is. Done once in the life of an office."""
    for ledger in which:
        if ledger == MATTERS:
            continue
        done = begun(ledger)
        new = [bound for bound in of_ledger(ledger) if bound.table not in done]
        if not new and done:
            continue
        with writing():
            known = said_after(ledger).keys()
            for rows in _portions(new):
                if found := ties(row for row in rows if (row._meta.db_table, str(row.pk)) not in known):
                    append(ledger, "found", found)
            append(ledger, BEGIN, {bound.table: {} for bound in new if bound.later})


def _portions(tables: Iterable[Bound]) -> Iterator[Iterable[Model]]:
    for bound in tables:
        rows = bound.model._base_manager.order_by("pk").iterator(chunk_size=PORTION)
        while portion := [row for _, row in zip(range(PORTION), rows, strict=False)]:
            yield portion


def said_after(ledger: int) -> dict[tuple[str, str], tuple[datetime, str | None]]:
    """What a ledger holds of each row in the end, and since when."""
    found: dict[tuple[str, str], tuple[datetime, str | None]] = {}
    for at, said in LedgerEntry.objects.filter(ledger=ledger).order_by("seq").values_list("at", "said"):
        for table, rows in _readable(said).items():
            found.update({(table, key): (at, kept) for key, kept in rows.items()})
    return found


def _readable(said: str) -> Ties:
    try:
        found: Ties = json.loads(said)
    except ValueError:
        return {}  # the chain names the entry
    return found
