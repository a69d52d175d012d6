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
from django.db.models import Max

from huiyin.cases.acts import body_of
from huiyin.cases.identity import ring
from huiyin.cases.models import Case, Event, Message, Seal, SealedHead
from huiyin.cases.snapshots import canonical, dump_facts, happened
from huiyin.cases.worlds import beijing_day
from huiyin.law.frame.fold import replay
from huiyin.law.frame.verdict import Event as LawEvent
from huiyin.law.matter.procedure import MATTER
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
        waiting = dict(Message.objects.filter(topic=SEAL_TOPIC).values_list("id", "case"))
        heads = [_head(case) for case in _in_batches(sorted(set(waiting.values())))]
        sealed = seals.make_seal(
            ring(),
            heads,
            day=day,
            events=sum(head.seq for head in heads) - _sealed_before([head.case for head in heads]),
            previous=_last_seal(),
            made_at=made_at,
            algorithm=algorithm(),
        )
        seal = _keep(sealed, day, list(waiting))
        reach("seal.written")
        return seal


def _in_batches(cases: list[int]) -> Iterator[Case]:
    for start in range(0, len(cases), 500):
        yield from Case.objects.filter(id__in=cases[start : start + 500]).only("id", "seq", "head").order_by("id")


def _head(case: Case) -> Head:
    return Head(case.id, case.seq, bytes(case.head))


def _sealed_before(cases: list[int]) -> int:
    total = 0
    for start in range(0, len(cases), 500):
        rows = SealedHead.objects.filter(case__in=cases[start : start + 500]).values("case").annotate(last=Max("seq"))
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
        (SealedHead(seal=row, case=head.case, seq=head.seq, hash=head.hash) for head in sealed.heads), batch_size=500
    )
    for start in range(0, len(messages), 500):
        Message.objects.filter(id__in=messages[start : start + 500]).delete()
    return row


def sealed_days() -> Iterator[seals.SealedDay]:
    """All seals from number 1 with the heads they were made over."""
    for row in Seal.objects.order_by("number"):
        heads = SealedHead.objects.filter(seal=row).order_by("case").values_list("case", "seq", "hash")
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
        for case, events in _by_case():
            _check_one(report, case, events, heads.pop(case, []))
        for case, lost in sorted(heads.items()):
            report.faults.extend(chain.check_case(case, (), lost, algorithm()))
        _check_rows_without_events(report)
        return report


def _by_case() -> Iterator[tuple[int, list[Event]]]:
    events = Event.objects.order_by("case_id", "seq").iterator(chunk_size=BATCH)
    for case, group in groupby(events, lambda event: event.case_id):
        yield case, list(group)


def _check_one(report: Report, case: int, events: list[Event], heads: list[Head]) -> None:
    report.cases += 1
    report.events += len(events)
    entries = [_entry(event) for event in events]
    found = chain.check_case(case, entries, [*heads, *_stored_head(case)], algorithm())
    report.faults.extend(found)
    if not found and not _facts_agree(case, events):
        report.drifted.append(case)


def _entry(event: Event) -> Entry:
    return Entry(event.case_id, event.seq, _readable_body(event), bytes(event.hash))


def _readable_body(event: Event) -> dict[str, object]:
    try:
        return body_of(event)
    except ValueError:
        return {"unreadable": event.payload}


def _stored_head(case: int) -> list[Head]:
    """The head kept on the matter's own row catches a cut between two daily seals."""
    rows = Case.objects.filter(id=case).values_list("seq", "head")
    return [Head(case, seq, bytes(hash_)) for seq, hash_ in rows]


def _facts_agree(case: int, events: list[Event]) -> bool:
    stored = Case.objects.filter(id=case).values_list("facts", flat=True).first()
    return stored == dump_facts(replay(MATTER, map(law_event, events)))


def law_event(event: Event) -> LawEvent:
    """A row of the journal as the law reads it."""
    return happened(event.act, beijing_day(event.at), event.organ, event.by, event.role, json.loads(event.payload))


def _check_rows_without_events(report: Report) -> None:
    bare = Case.objects.filter(events__isnull=True).values_list("id", flat=True)
    report.drifted.extend(bare)


# Handing out -------------------------------------------------------------------------------------------------------


def export_journal(*, made_at: datetime) -> Iterator[bytes]:
    """The whole journal as the lines of a file that the stand-alone verifier reads."""
    return exports.write_journal(ring(), _all_entries, list(sealed_days()), made_at=made_at, algorithm=algorithm())


def export_case(case: int, *, made_at: datetime) -> Iterator[bytes]:
    """One matter's journal with its proofs from the seals."""
    events = Event.objects.filter(case=case).order_by("seq")
    return exports.write_case(
        ring(),
        case,
        lambda: [_entry(event) for event in events],
        list(sealed_days()),
        made_at=made_at,
        algorithm=algorithm(),
    )


def _all_entries() -> Iterable[Entry]:
    return (_entry(event) for event in Event.objects.order_by("case_id", "seq").iterator(chunk_size=BATCH))
