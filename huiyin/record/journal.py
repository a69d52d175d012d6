"""The journal as a whole: seal it daily, check it end to end, hand it out.

The chain and the seals are arithmetic of huiyin.vault; here they meet the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from huiyin.law.frame.fold import replay
from huiyin.people.keyring import ring
from huiyin.record.door import as_law, body_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Message, Seal, SealedHead
from huiyin.record.snapshots import canonical, dump_facts
from huiyin.store.locks import alone, writing
from huiyin.vault import chain, exports, seals
from huiyin.vault.chain import Entry, Head
from huiyin.vault.digests import Algorithm
from huiyin.vault.faults import Fault
from huiyin.vault.points import reach

BATCH = 2000
SEAL_TOPIC = "seal"


def algorithm() -> Algorithm:
    return Algorithm(settings.HUIYIN_HASH)


# Sealing -----------------------------------------------------------------------------------------------------------


def seal_day(day: date, *, made_at: datetime) -> Seal | None:
    """Seal everything written since the last seal, under the date ``day``.

    :returns: the seal, or ``None`` if this day is sealed already, or somebody seals it just now.
    """
    with alone("seal") as ours, writing():
        if not ours or Seal.objects.filter(day__gte=day).exists():
            return None
        waiting = list(Message.objects.filter(topic=SEAL_TOPIC).values_list("id", "record", "record_kind"))
        heads = sorted(_heads({(kind, record) for _, record, kind in waiting}))
        sealed = seals.make_seal(
            ring(),
            heads,
            day=day,
            events=sum(head.seq for head in heads) - _sealed_before([head.case for head in heads]),
            previous=_last_seal(),
            made_at=made_at,
            algorithm=algorithm(),
        )
        seal = _keep(sealed, day, [message for message, _, _ in waiting])
        reach("seal.written")
        return seal


def _heads(records: set[tuple[str, int]]) -> Iterator[Head]:
    for kind in KINDS:
        ids = sorted(record for key, record in records if key == kind.key)
        for start in range(0, len(ids), 500):
            yield from _heads_where(kind, id__in=ids[start : start + 500])


def _heads_where(kind: Kind, **which: object) -> Iterator[Head]:
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
    last = Seal.objects.order_by("-number").first()
    return _as_value(last) if last else None


def _as_value(row: Seal) -> seals.Seal:
    return seals.Seal(json.loads(row.body), bytes(row.signature))


def _keep(sealed: seals.SealedDay, day: date, messages: list[int]) -> Seal:
    seal = sealed.seal
    row = Seal.objects.create(
        number=seal.number, day=day, body=canonical(seal.body), signature=seal.signature, hash=seal.hash
    )
    SealedHead.objects.bulk_create(
        (SealedHead(seal=row, record=head.case, seq=head.seq, hash=head.hash) for head in sealed.heads), batch_size=500
    )
    for start in range(0, len(messages), 500):
        Message.objects.filter(id__in=messages[start : start + 500]).delete()
    return row


def sealed_days() -> Iterator[seals.SealedDay]:
    """All seals from number 1 with the heads they were made over."""
    for row in Seal.objects.order_by("number"):
        heads = SealedHead.objects.filter(seal=row).order_by("record").values_list("record", "seq", "hash")
        yield seals.SealedDay(_as_value(row), tuple(Head(case, seq, bytes(hash_)) for case, seq, hash_ in heads))


# Checking ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Report:
    """What a check has seen and what it found."""

    cases: int
    events: int
    seals: int
    faults: list[Fault]
    drifted: list[int]

    @property
    def sound(self) -> bool:
        return not self.faults and not self.drifted


def verify() -> Report:
    """Check every event, every chain, every seal, and that each matter's stored facts are what its events say.

    :returns: a report; ``drifted`` are matters whose row was changed past the only door.
    """
    with transaction.atomic():
        days = list(sealed_days())
        keys = ring().public_keys()
        faults = list(seals.check_seals(days, keys))
        heads: dict[int, list[Head]] = {}
        for head in seals.trusted_heads(days, keys):
            heads.setdefault(head.case, []).append(head)
        report = Report(0, 0, len(days), faults, [])
        for record, events in _by_record():
            _check_one(report, record, events, heads.pop(record, []))
        for case, lost in sorted(heads.items()):
            report.faults.extend(chain.check_case(case, (), lost, algorithm()))
        _check_rows_without_events(report)
        return report


def _by_record() -> Iterator[tuple[int, list[Event]]]:
    events = Event.objects.order_by("record", "seq").iterator(chunk_size=BATCH)
    for record, group in groupby(events, lambda event: event.record):
        yield record, list(group)


def _check_one(report: Report, record: int, events: list[Event], heads: list[Head]) -> None:
    report.cases += 1
    report.events += len(events)
    entries = [_entry(event) for event in events]
    kind = KINDS.get(events[0].record_kind)
    stored = [] if kind is None else list(_heads_where(kind, id=record))
    found = chain.check_case(record, entries, [*heads, *stored], algorithm())
    report.faults.extend(found)
    if not found and (kind is None or not _facts_agree(kind, record, events)):
        report.drifted.append(record)


def _entry(event: Event) -> Entry:
    return Entry(event.record, event.seq, _readable_body(event), bytes(event.hash))


def _readable_body(event: Event) -> dict[str, object]:
    try:
        return body_of(event)
    except ValueError:
        return {"unreadable": event.payload}


def _facts_agree(kind: Kind, record: int, events: list[Event]) -> bool:
    stored = kind.model.objects.filter(id=record).values_list("facts", flat=True).first()
    return bool(stored == dump_facts(replay(kind.procedure, map(as_law, events))))


def _check_rows_without_events(report: Report) -> None:
    for kind in KINDS:
        told = Event.objects.filter(record=OuterRef("id"))
        report.drifted.extend(kind.model.objects.exclude(Exists(told)).values_list("id", flat=True))


# Handing out -------------------------------------------------------------------------------------------------------


def export_journal(*, made_at: datetime) -> Iterator[bytes]:
    """The whole journal as the lines of a file that the stand-alone verifier reads."""
    return exports.write_journal(ring(), _all_entries, list(sealed_days()), made_at=made_at, algorithm=algorithm())


def export_case(case: int, *, made_at: datetime) -> Iterator[bytes]:
    """One matter's journal with its proofs from the seals."""
    events = Event.objects.filter(record=case).order_by("seq")
    return exports.write_case(
        ring(),
        case,
        lambda: [_entry(event) for event in events],
        list(sealed_days()),
        made_at=made_at,
        algorithm=algorithm(),
    )


def _all_entries() -> Iterable[Entry]:
    return (_entry(event) for event in Event.objects.order_by("record", "seq").iterator(chunk_size=BATCH))
