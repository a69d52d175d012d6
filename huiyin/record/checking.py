"""The check of everything (核验): journals, ledgers, seals, and every row that they speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, islice
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Exists, OuterRef

from huiyin.people.calendars import calendar
from huiyin.people.keyring import ring
from huiyin.people.ledgers import MATTERS, NAMES
from huiyin.people.models import Ledger
from huiyin.record.bindings import Checker, ledger_entries, ledger_heads
from huiyin.record.door import as_law
from huiyin.record.journal import BATCH, algorithm, entry_of, readable_seal, sealed_days
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Destroyed, Event, Link, RunningClock, Seal, SealedHead
from huiyin.record.rows import CHANGED, EXTRA, MISSING, RowFault, history, opened
from huiyin.record.snapshots import dump_facts
from huiyin.record.worlds import beijing_day
from huiyin.store.ahead import reading, row_of, rows_of
from huiyin.vault import chain, seals
from huiyin.vault.chain import Entry, Head, stamp
from huiyin.vault.faults import Fault
from huiyin.vault.faults import Kind as FaultKind
from huiyin.vault.seals import SealedDay

#: An event may be under way while its day is sealed, and the clocks of two machines are never the same.
MARGIN: Final = timedelta(hours=1)
#: Of so many records the rows are read at once.
SLICE: Final = 200
#: What rows that somebody tampered with, of a record or of one linked to it, may bring about.
UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, StopIteration, ObjectDoesNotExist)


@dataclass(slots=True)
class Report:
    """What a check has seen and what it found.

    :ivar drifted: records whose facts are not what their events make, or that have no events.
    :ivar rows: rows beside the journals that are not what these say.
    :ivar unbound: how many rows of each table were written before anything bound them.
    :ivar uncounted: clocks that the worker has yet to count by the newest calendar.
    :ivar destroyed: how many records each list of destruction ended, by its number.
    """

    cases: int
    events: int
    seals: int
    faults: list[Fault]
    drifted: list[int]
    rows: list[RowFault] = field(default_factory=list)
    unbound: Counter[str] = field(default_factory=Counter)
    uncounted: int = 0
    destroyed: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        return not (self.faults or self.drifted or self.rows)


def verify(now: datetime | None = None, *, of_backup: bool = False) -> Report:
    """Check every event, every chain, every seal, and that each row is what journals and ledgers say of it.

    :param now: also judge whether the seals are of today: the newest not too old, none of a day to come.
    :param of_backup: it came out of a backup, in which some rows are left out.
    """
    with transaction.atomic():
        return _Check(of_backup).whole(now)


class _Check:
    """One pass over everything."""

    def __init__(self, of_backup: bool) -> None:
        keys, self.days = ring().public_keys(), list(sealed_days())
        self.report = Report(0, 0, len(self.days), list(seals.check_seals(self.days, keys)), [])
        self.heads: dict[int, list[Head]] = {}
        for head in seals.trusted_heads(self.days, keys):
            self.heads.setdefault(head.record, []).append(head)
        self.genuine = [day for day in self.days if seals.is_genuine(day.seal, keys)]
        self.last_sealed = str(self.genuine[-1].seal.body["made_at"]) if self.genuine else ""
        self.rows = Checker(of_backup)
        self.gone = {row.record: row for row in Destroyed.objects.all()}

    def whole(self, now: datetime | None) -> Report:
        self._seal_rows()
        self._ledgers()
        for some in _slices():
            with reading(some):
                for record, events in some.items():
                    self._record(record, events)
        for record, lost in sorted(self.heads.items()):
            self.report.faults.extend(chain.check_record(record, (), lost, algorithm()))
        self._rows_without_events()
        if now is not None:
            self.report.faults.extend(_untimely(self.genuine, now))
        self.report.unbound = self.rows.unbound
        self.report.uncounted = RunningClock.objects.filter(counted__lt=calendar().edition).count()
        return self.report

    def _seal_rows(self) -> None:
        """The columns of a seal that only repeat what its body says."""
        for row in Seal.objects.order_by("number"):
            value = readable_seal(row)
            if value is None:
                self.report.rows.append(RowFault(Seal._meta.db_table, str(row.pk), CHANGED, ("body",)))
                continue
            wrong = [name for name, same in (
                ("number", row.number == value.number),
                ("day", row.day.isoformat() == value.body.get("day")),
                ("hash", bytes(row.hash) == value.hash),
            ) if not same]  # fmt: skip
            if wrong:
                self.report.rows.append(RowFault(Seal._meta.db_table, str(row.pk), CHANGED, tuple(wrong)))
        lost = SealedHead.objects.exclude(seal__in=Seal.objects.values("number")).values_list("seal_id", flat=True)
        for number in sorted(set(lost)):
            self.report.rows.append(RowFault(Seal._meta.db_table, str(number), MISSING))

    def _ledgers(self) -> None:
        stored = {head.record: head for head in ledger_heads()}
        found = {number: list(entries) for number, entries in groupby(ledger_entries(), lambda entry: entry.record)}
        for number in sorted({*NAMES, *stored, *found}):
            entries = found.get(number, [])
            heads = [*self.heads.pop(number, []), *([stored[number]] if number in stored else [])]
            self.report.events += len(entries)
            if entries and number not in stored:
                self.report.rows.append(RowFault(Ledger._meta.db_table, str(number), MISSING))
            self.report.faults.extend(chain.check_record(number, entries, heads, algorithm()))
            self.report.faults.extend(self._unsealed(number, entries, heads))
        for number in NAMES:
            if number != MATTERS:
                self.report.rows.extend(self.rows.ledger(number))

    def _record(self, record: int, events: list[Event]) -> None:
        report, kind = self.report, KINDS.get(events[0].record_kind)
        report.cases += 1
        report.events += len(events)
        entries, sealed = [entry_of(event) for event in events], self.heads.pop(record, [])
        row: Any = None if kind is None else row_of(kind.model, record)
        gone = self.gone.get(record)
        ends = row or gone
        stored = [] if ends is None else [Head(record, ends.seq, bytes(ends.head))]
        found = chain.check_record(record, entries, [*sealed, *stored], algorithm())
        report.faults.extend(found)
        report.faults.extend(self._unsealed(record, entries, sealed))
        if gone is not None:
            self._destroyed(gone, row, events)
        elif not found:
            self._derived(kind, row, record, events)

    def _derived(self, kind: Kind | None, row: Any, record: int, events: list[Event]) -> None:
        """The record's row and all that stands beside it, against the facts that its events make."""
        if kind is None or row is None:
            self.report.drifted.append(record)
            return
        pasts = history(kind.procedure, [(event, as_law(event)) for event in events])
        if row.facts != dump_facts(pasts[-1].after):
            self.report.drifted.append(record)
        try:
            self.report.rows.extend(kind.derive(row, pasts) if kind.derive else opened(row, kind.procedure, pasts))
        except UNREADABLE:
            self.report.drifted.append(record)
        rows = [*kind.belongings(row), *rows_of(Link, "record", row.pk)]
        self.report.rows.extend(self.rows.record(row, events, rows))

    def _destroyed(self, gone: Destroyed, row: Any, events: list[Event]) -> None:
        """Its journal says who did what when and no word more, and no row of it is there."""
        self.report.destroyed[gone.listed] += 1
        self.report.rows.extend(self.rows.emptied(events, gone.record))
        if row is not None:
            self.report.rows.append(RowFault(row._meta.db_table, str(row.pk), EXTRA, (), gone.record))

    def _unsealed(self, record: int, entries: list[Entry], sealed: list[Head]) -> Iterator[Fault]:
        """What the newest seal should have covered and did not."""
        if not self.last_sealed:
            return
        upto = max((head.seq for head in sealed), default=0)
        before = stamp(datetime.fromisoformat(self.last_sealed) - MARGIN)
        for entry in entries:
            if entry.seq > upto and str(entry.body.get("recorded_at", "")) < before:
                yield Fault(FaultKind.UNSEALED, record, entry.seq)
                return

    def _rows_without_events(self) -> None:
        for kind in KINDS:
            self.report.rows.extend(kind.strays())
            told = Event.objects.filter(record=OuterRef("id"))
            self.report.drifted.extend(kind.model.objects.exclude(Exists(told)).values_list("id", flat=True))


def _by_record() -> Iterator[tuple[int, list[Event]]]:
    events = Event.objects.order_by("record", "seq").iterator(chunk_size=BATCH)
    for record, group in groupby(events, lambda event: event.record):
        yield record, list(group)


def _slices() -> Iterator[dict[int, list[Event]]]:
    """So many records at once, each with its events."""
    left = _by_record()
    while some := dict(islice(left, SLICE)):
        yield some


def _untimely(days: list[SealedDay], now: datetime) -> Iterator[Fault]:
    """Seals of a time that is not yet; and none for longer than the setting, though something was written."""
    today = beijing_day(now).isoformat()
    for day in days:
        made_at = datetime.fromisoformat(str(day.seal.body["made_at"]))
        if str(day.seal.body["day"]) > today or made_at > now + MARGIN:
            yield Fault(FaultKind.AHEAD, seal=day.seal.number)
    oldest = now - timedelta(days=settings.CONFIG.seal_age)
    last = datetime.fromisoformat(str(days[-1].seal.body["made_at"])) if days else None
    if (last is None or last < oldest) and Event.objects.filter(recorded_at__lt=oldest).exists():
        yield Fault(FaultKind.STALE, seal=days[-1].seal.number if days else 0)
