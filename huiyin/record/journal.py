"""The journal as a whole: seal it daily, hand it out. Checking it is in huiyin.record.checking.

The chain and the seals are arithmetic of huiyin.vault; here they meet the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db.models import Max

from huiyin.people import ledgers
from huiyin.people.keyring import ring
from huiyin.record.bindings import NUMBER, ledger_entries, ledger_heads, tie_number
from huiyin.record.door import DESTROYED, ORIGINAL, body_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Destroyed, Event, Message, Recorded, Seal, SealedHead
from huiyin.record.snapshots import canonical
from huiyin.record.worlds import beijing_day
from huiyin.store.ids import first_id_at
from huiyin.store.locks import alone, writing
from huiyin.vault import exports, seals
from huiyin.vault.chain import Entry, Head
from huiyin.vault.digests import Algorithm
from huiyin.vault.points import reach

Item = TypeVar("Item")
BATCH = 2000
PORTION = 500
SEAL_TOPIC = "seal"
#: So much before the last seal is looked at again: what was under way then, or by a clock that was behind.
MARGIN = timedelta(days=2)
#: So many seals from the last are tried for one that can be read.
LOOKED_BACK = 10


def algorithm() -> Algorithm:
    return Algorithm(settings.HUIYIN_HASH)


# Sealing -----------------------------------------------------------------------------------------------------------


def seal_day(day: date, *, made_at: datetime) -> Seal | None:
    """Seal everything written since the last seal, under the date ``day``.

    :returns: the seal, or ``None`` if this day is sealed already, or somebody seals it just now.
    """
    with alone("seal") as ours, writing():
        # A seal of a day that is yet to come is forged, and must not keep anybody from sealing.
        if not ours or Seal.objects.filter(day__gte=day, day__lte=beijing_day(made_at)).exists():
            return None
        ledgers.begin()
        waiting = list(Message.objects.filter(topic=SEAL_TOPIC).values_list("id", "record", "record_kind"))
        touched = {(kind, record) for _, record, kind in waiting} | _written_since(_last_made_at())
        records = list(_unsealed(_heads(touched)))
        _bind_numbers(head.record for head in records)
        heads = sorted([*_unsealed(ledger_heads()), *records])
        sealed = seals.make_seal(
            ring(),
            heads,
            day=day,
            events=sum(head.seq for head in heads) - _sealed_before([head.record for head in heads]),
            previous=_last_seal(),
            made_at=made_at,
            algorithm=algorithm(),
        )
        seal = _keep(sealed, day, [message for message, _, _ in waiting])
        reach("seal.written")
        return seal


def _written_since(last: datetime | None) -> set[tuple[str, int]]:
    """What was written since a while before the last seal, by the events themselves: a message may get lost."""
    events = Event.objects.filter(id__gte=first_id_at(last - MARGIN)) if last else Event.objects.all()
    return set(events.values_list("record_kind", "record").distinct())


def _last_made_at() -> datetime | None:
    last = _last_seal()
    return datetime.fromisoformat(str(last.body["made_at"])) if last else None


def _unsealed(heads: Iterable[Head]) -> Iterator[Head]:
    """Those that no seal covers yet."""
    for some in _portions(heads):
        rows = SealedHead.objects.filter(record__in=[head.record for head in some]).values("record")
        sealed = {row["record"]: row["last"] for row in rows.annotate(last=Max("seq"))}
        yield from (head for head in some if head.seq > sealed.get(head.record, 0))


def _portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    left = iter(items)
    while some := list(islice(left, PORTION)):
        yield some


def _bind_numbers(records: Iterable[int]) -> None:
    """A number is given after the event that opens a matter; from its first seal on it is bound too."""
    for some in _portions(records):
        known = set(SealedHead.objects.filter(record__in=some).values_list("record", flat=True))
        new = [record for record in some if record not in known]
        found: dict[str, str | None] = {str(row.pk): tie_number(row) for row in _rows_of(new)}
        if found:
            ledgers.append(ledgers.MATTERS, "numbers", {NUMBER: found})


def _rows_of(records: Sequence[int]) -> Iterator[Recorded]:
    for kind in KINDS:
        yield from kind.model.objects.filter(id__in=records).only("id", "number")


def _heads(records: set[tuple[str, int]]) -> Iterator[Head]:
    for kind in KINDS:
        ids = sorted(record for key, record in records if key == kind.key)
        for start in range(0, len(ids), 500):
            yield from heads_where(kind, id__in=ids[start : start + 500])
            yield from _ended(ids[start : start + 500])


def _ended(records: Sequence[int]) -> Iterator[Head]:
    """Where the journals of those end that were destroyed before a seal covered their last entries."""
    for row in Destroyed.objects.filter(record__in=records):
        yield Head(row.record, row.seq, bytes(row.head))


def heads_where(kind: Kind, **which: object) -> Iterator[Head]:
    for record, seq, hash_ in kind.model.objects.filter(**which).values_list("id", "seq", "head"):
        yield Head(record, seq, bytes(hash_))


def _sealed_before(cases: list[int]) -> int:
    total = 0
    for start in range(0, len(cases), 500):
        these = SealedHead.objects.filter(record__in=cases[start : start + 500])
        rows = these.values("record").annotate(last=Max("seq"))
        total += sum(row["last"] for row in rows)
    return total


def _last_seal() -> seals.Seal | None:
    """The last that can be read; one that cannot is named by :func:`verify`."""
    readable = (readable_seal(row) for row in Seal.objects.order_by("-number")[:LOOKED_BACK])
    return next((seal for seal in readable if seal is not None), None)


def readable_seal(row: Seal) -> seals.Seal | None:
    """A seal from its row; none where the body is not one."""
    try:
        value = as_value(row)
        return value if value.hash and value.number == row.number and value.body["made_at"] else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def as_value(row: Seal) -> seals.Seal:
    return seals.Seal(json.loads(row.body), bytes(row.signature))


def _keep(sealed: seals.SealedDay, day: date, messages: list[int]) -> Seal:
    seal = sealed.seal
    row = Seal.objects.create(
        number=seal.number, day=day, body=canonical(seal.body), signature=seal.signature, hash=seal.hash
    )
    SealedHead.objects.bulk_create(
        (SealedHead(seal=row, record=head.record, seq=head.seq, hash=head.hash) for head in sealed.heads),
        batch_size=500,
    )
    for start in range(0, len(messages), 500):
        Message.objects.filter(id__in=messages[start : start + 500]).delete()
    return row


def sealed_days() -> Iterator[seals.SealedDay]:
    """All seals from number 1 with the heads they were made over; without those that cannot be read."""
    for row in Seal.objects.order_by("number"):
        value = readable_seal(row)
        heads = SealedHead.objects.filter(seal=row).order_by("record").values_list("record", "seq", "hash")
        if value is not None:
            yield seals.SealedDay(value, tuple(Head(case, seq, bytes(hash_)) for case, seq, hash_ in heads))


# Handing out ---------------------------------------------------------------------------------------------------------


def entry_of(event: Event) -> Entry:
    """An event as the chain takes it; one whose payload is no JSON is shown as it lies there."""
    try:
        body = body_of(event)
    except ValueError:
        body = {"unreadable": event.payload}
    return Entry(event.record, event.seq, body, bytes(event.hash))


def export_journal(*, made_at: datetime, full: bool = False) -> Iterator[bytes]:
    """The whole journal as the lines of a file that the stand-alone verifier reads.

    :param full: with what was said in each event, words and ids of whoever is accused among it; else only with its
        commitment, and of events older than that with their hashes alone.
    """

    def entries() -> Iterator[Entry]:
        yield from ledger_entries()
        yield from _shown(Event.objects.order_by("record", "seq").iterator(chunk_size=BATCH), full)

    return exports.write_journal(ring(), entries, list(sealed_days()), made_at=made_at, algorithm=algorithm())


def export_record(record: int, *, made_at: datetime, full: bool = False) -> Iterator[bytes]:
    """One record's journal with its proofs from the seals; ``full`` as in :func:`export_journal`."""
    events = Event.objects.filter(record=record).order_by("seq")
    days = list(sealed_days())
    return exports.write_record(
        ring(), record, lambda: _shown(events, full), days, made_at=made_at, algorithm=algorithm()
    )


def _shown(events: Iterable[Event], full: bool) -> Iterator[Entry]:
    for event in events:
        entry = entry_of(event)
        if entry.body.get("v") == 3:
            kind = KINDS.get(event.record_kind)
            said = json.loads(event.payload) if full and (kind is None or kind.offered) else {}
            yield replace(entry, particulars=said) if said and not {ORIGINAL, DESTROYED} & said.keys() else entry
        else:
            yield entry if full else replace(entry, body={})
