"""Whether every bound row is still the one that an event or a ledger bound: none changed, none missing, none more.

What was written before there were bindings cannot be held against anybody; it is counted, so that a report says what
it does not speak for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Model

from huiyin.people import ledgers
from huiyin.people.bound import BOUND, of_ledger
from huiyin.people.keyring import ring
from huiyin.people.models import Ledger, LedgerEntry
from huiyin.record.door import COMMITTED, DESTROYED, ORIGINAL
from huiyin.record.models import Event, Recorded
from huiyin.record.rows import CHANGED, EXTRA, MISSING, RowFault
from huiyin.vault import binding
from huiyin.vault.chain import Entry, Head

#: Of each row its last commitment, and since when; ``None`` if it is gone.
Kept = dict[tuple[str, str], tuple[datetime, str | None]]
#: Under what the ledger keeps the numbers of records, which are given after their first event.
NUMBER: Final = "number"
#: Under what the ledger keeps entries of journals whose words went into an envelope later.
ENTRY: Final = "entry"


@dataclass(slots=True)
class Checker:
    """Compares rows with what binds them.

    :ivar unbound: how many rows of each table were written before anything bound them.
    :ivar of_backup: what backups leave out (``Bound.fleeting``) may be missing.
    """

    of_backup: bool = False
    rebound: Kept = field(default_factory=lambda: ledgers.said_after(ledgers.MATTERS))
    unbound: Counter[str] = field(default_factory=Counter)

    def record(self, row: Recorded, events: Iterable[Event], rows: Iterable[Model]) -> Iterator[RowFault]:
        """The rows that the events of one record brought, and its number."""
        known = list(events)
        yield from self._entries(known, row.pk)
        kept, closed = _brought(known)
        number = self.rebound.get((NUMBER, str(row.pk)))
        if number is not None and tie_number(row, number[1]) != number[1]:
            yield RowFault(row._meta.db_table, str(row.pk), CHANGED, (NUMBER,), row.pk)
        stored = list(rows)
        mine = {_name(row) for row in stored} | kept.keys()
        kept |= {
            name: self.rebound[name]
            for name in mine & self.rebound.keys()
            if name not in kept or kept[name][0] <= self.rebound[name][0]
        }
        yield from self._compare(stored, kept, closed, row.pk)

    def emptied(self, events: Iterable[Event], record: int) -> Iterator[RowFault]:
        """The entries of a record that was destroyed: each as the ledger has it, and none that still says something."""
        known = list(events)
        yield from self._entries(known, record)
        for event in known:
            if DESTROYED not in json.loads(event.payload):
                yield RowFault(event._meta.db_table, str(event.pk), EXTRA, ("payload",), record)

    def _entries(self, events: Iterable[Event], record: int) -> Iterator[RowFault]:
        for event in events:
            if {ORIGINAL, COMMITTED, DESTROYED} & json.loads(event.payload).keys():
                said = self.rebound.get((ENTRY, str(event.pk)))
                if said is None or tie_entry(event, said[1]) != said[1]:
                    yield RowFault(event._meta.db_table, str(event.pk), CHANGED, ("payload",), record)

    def ledger(self, ledger: int) -> Iterator[RowFault]:
        """The rows of the tables that a ledger binds."""
        kept, closed = ledgers.said_after(ledger), ledgers.begun(ledger)
        for bound in of_ledger(ledger):
            rows = bound.model._base_manager.order_by("pk").iterator(chunk_size=500)
            own = {name: said for name, said in kept.items() if name[0] == bound.table}
            found = self._compare(rows, own, bound.table in closed, 0)
            yield from (each for each in found if not (self.of_backup and bound.fleeting and each.kind == MISSING))

    def _compare(self, rows: Iterable[Model], kept: Kept, closed: bool, record: int) -> Iterator[RowFault]:
        """
        :param closed: a row that nothing binds was put there by nobody.
        """
        left = dict(kept)
        for row in rows:
            said = left.pop(_name(row), None)
            table, key = _name(row)
            if said is None and not closed:
                self.unbound[table] += 1
            elif said is None or said[1] is None:
                yield RowFault(table, key, EXTRA, (), record)
            elif not BOUND[type(row)].fits(row, said[1]):
                yield RowFault(table, key, CHANGED, BOUND[type(row)].columns, record)
        for (table, key), (_, last) in left.items():
            if last is not None:
                yield RowFault(table, key, MISSING, (), record)


def tie_number(row: Recorded, like: str | None = None) -> str:
    """What the ledger holds of a record's number; under the key of ``like``, if that is given."""
    place, said = f"{NUMBER}:{row.pk}", {NUMBER: row.number}
    return like if like and binding.fits(ring(), like, place, said) else binding.commitment(ring(), place, said)


def tie_entry(event: Event, like: str | None = None) -> str:
    """What the ledger holds of an entry whose words went into an envelope after it was written."""
    place, said = f"{ENTRY}:{event.pk}", {"payload": event.payload, "hash": bytes(event.hash)}
    return like if like and binding.fits(ring(), like, place, said) else binding.commitment(ring(), place, said)


def _name(row: Model) -> tuple[str, str]:
    return row._meta.db_table, str(row.pk)


def _brought(events: Iterable[Event]) -> tuple[Kept, bool]:
    """What the events of a record bind, and whether they do from the first on."""
    kept: Kept = {}
    closed = False
    for event in events:
        said = json.loads(event.payload)
        brings: Mapping[str, Mapping[str, str | None]] | None = said.get("brings")
        # Since version 3 an event without rows says that there are none; before that it may say nothing of them.
        closed = closed or (event.seq == 1 and (brings is not None or "salt" in said))
        for table, rows in (brings or {}).items():
            kept.update({(table, key): (event.recorded_at, said) for key, said in rows.items()})
    return kept, closed


# The ledgers as journals ----------------------------------------------------------------------------------------------


def ledger_heads() -> Iterator[Head]:
    """Where each ledger stands."""
    for number, seq, head in Ledger.objects.order_by("number").values_list("number", "seq", "head"):
        if seq:
            yield Head(number, seq, bytes(head))


def ledger_entries() -> Iterator[Entry]:
    """All entries of all ledgers, by ledger and seq."""
    for entry in LedgerEntry.objects.order_by("ledger", "seq").iterator(chunk_size=500):
        yield Entry(entry.ledger, entry.seq, _readable_body(entry), bytes(entry.hash))


def _readable_body(entry: LedgerEntry) -> dict[str, Any]:
    try:
        return ledgers.body_of(entry)
    except ValueError:
        return {"unreadable": entry.said}
