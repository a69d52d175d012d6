"""Whether the rows beside a journal say what its events say: nothing else, nothing missing, nothing more.

A journal that is whole proves nothing of the rows that pages read; whoever may write the database would change those.
Every kind of record says what its rows must be after its events (:class:`huiyin.record.kinds.Kind`, ``derive``); here
that is compared with what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db.models import Model

from huiyin.law.frame.deadlines import Clock
from huiyin.law.frame.facts import World
from huiyin.law.frame.fold import evolve
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Event as LawEvent
from huiyin.papers.models import Paper
from huiyin.people import calendars
from huiyin.record.models import Event, OwedPaper, Recorded, RunningClock, Standing
from huiyin.record.projection import clock_row, in_columns, issuer, names_it, reflect, title_of
from huiyin.record.worlds import beijing_day, world_on
from huiyin.store.ahead import rows_of
from huiyin.store.rows import fresh
from huiyin.vault.opening import stored as lies

CHANGED: Final = "changed"
MISSING: Final = "missing"
EXTRA: Final = "extra"
SENTENCES: Final = {
    CHANGED: "与日志不符（{columns}）",
    MISSING: "日志里有，表里没有",
    EXTRA: "表里有，日志里没有",
}
#: What every kind of record derives from its facts, see :func:`huiyin.record.projection.reflect`.
SHARED: Final = (
    "book", "stage", "holder", "holder_code", "owner", "queue_on", "queue_clock", "closed_on", "last_on", "seq",
    "facts",
)  # fmt: skip
COUNTED: Final = ("record_kind", "due_on", "provisional", "counted")


@dataclass(frozen=True, slots=True, order=True)
class RowFault:
    """One row that is not what the journal says.

    :param row: its key; of a row that is missing what names it, since it has none.
    :param record: the record it belongs to, 0 for none.
    """

    table: str
    row: str
    kind: str
    columns: tuple[str, ...] = ()
    record: int = 0

    def __str__(self) -> str:
        return f"{self.table} {self.row}：{SENTENCES[self.kind].format(columns='、'.join(self.columns))}。"


@dataclass(frozen=True, slots=True)
class Past:
    """One event of a record with the facts before it (``None`` before the first) and after it."""

    event: Event
    law: LawEvent
    before: Any
    after: Any


def history(procedure: Procedure, events: Iterable[tuple[Event, LawEvent]]) -> list[Past]:
    """Fold a record's journal event by event."""
    pasts: list[Past] = []
    for event, law in events:
        before = pasts[-1].after if pasts else None
        born = procedure.newborn(law.particulars) if before is None else before
        pasts.append(Past(event, law, before, evolve(procedure, born, law)))
    return pasts


def differing(
    stored: Iterable[Model], wanted: Iterable[Model], by: Sequence[str], columns: Sequence[str], record: int = 0
) -> Iterator[RowFault]:
    """What of ``stored`` is not as in ``wanted``, whose rows need no key of their own.

    :param by: the columns that name a row, ``columns`` those that are compared.
    """
    left = {tuple(getattr(row, name) for name in by): row for row in wanted}
    for row in stored:
        other = left.pop(tuple(getattr(row, name) for name in by), None)
        if other is None:
            yield RowFault(row._meta.db_table, str(row.pk), EXTRA, (), record)
        elif wrong := tuple(name for name in columns if lies(getattr(row, name)) != lies(getattr(other, name))):
            yield RowFault(row._meta.db_table, str(row.pk), CHANGED, wrong, record)
    for key, row in left.items():
        yield RowFault(row._meta.db_table, " ".join(map(str, key)), MISSING, (), record)


def shared(row: Recorded, procedure: Procedure, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """The columns that every kind has, and its clocks, each by the calendar with which it was counted.

    Until the worker has counted anew after a correction (huiyin.record.recounting) earlier calendars still speak.
    """
    last, stored = pasts[-1], rows_of(RunningClock, "record", row.pk)
    world = world_on(beijing_day(last.event.at))
    counted = calendars.since(min((clock.counted for clock in stored), default=world.calendar.edition))
    wanted = type(row)(id=row.id, seq=last.event.seq, closed_on=closed_on(procedure, pasts[:-1]))
    faults: list[RowFault] = []
    for calendar in reversed(counted):
        reflect(wanted, procedure, last.after, replace(world, calendar=calendar))
        faults = list(differing([row], [wanted], ("pk",), SHARED, row.pk))
        if not faults:
            break
    yield from faults
    kept = {clock.kind: clock for clock in stored}
    running = [clock for clock in last.after.clocks if clock.running]
    clocks = [_as_counted(row, procedure, clock, world, kept.get(clock.kind.value)) for clock in running]
    yield from differing(stored, clocks, ("record", "kind"), COUNTED, row.pk)


def opened(row: Recorded, procedure: Procedure, pasts: Sequence[Past]) -> Iterator[RowFault]:
    """All of a kind that has nothing of its own beside the journal: what is shared, what it is called, who stands
    beside it and may read it for that, which papers it owes."""
    yield from shared(row, procedure, pasts)
    wanted = type(row)(id=row.id, title=called(procedure, pasts), lodged_at=pasts[0].event.at)
    wanted.report = pasts[-1].after.report
    yield from differing([row], [wanted], ("pk",), ("title", "lodged_at", "report"), row.pk)
    yield from standing(row.pk, sorted(pasts[-1].after.organs))
    yield from owed(row.pk, pasts, {})
    yield from paid(row.pk)


def called(procedure: Procedure, pasts: Sequence[Past]) -> str:
    """The title, by the last act that says it."""
    named = [past for past in pasts[1:] if names_it(procedure, past.law.act)] or pasts[:1]
    return title_of(named[-1].law.particulars)


def with_columns(
    procedure: Procedure, own: Callable[[Any], Mapping[str, Any]]
) -> Callable[[Any, Sequence[Past]], Iterator[RowFault]]:
    """All of a kind whose row has columns of its own, all of them drawn from the facts."""

    def derive(row: Recorded, pasts: Sequence[Past]) -> Iterator[RowFault]:
        yield from opened(row, procedure, pasts)
        more = in_columns(own(pasts[-1].after))
        yield from differing([row], [type(row)(id=row.id, **more)], ("pk",), tuple(more), row.pk)

    return derive


def _as_counted(
    row: Recorded, procedure: Procedure, clock: Clock, world: World, stored: RunningClock | None
) -> RunningClock:
    """The row of a clock by the calendar that was the newest when it was written.

    ``counted`` 0 is a row older than that column: it may have been counted by any of them.
    """
    known = calendars.since(world.calendar.edition if stored is None else stored.counted)
    if stored is None or stored.counted:
        return clock_row(row, procedure, clock, replace(world, calendar=known[0]))
    rows = [clock_row(row, procedure, clock, replace(world, calendar=each)) for each in reversed(known)]
    found = next(
        (each for each in rows if (each.due_on, each.provisional) == (stored.due_on, stored.provisional)), rows[0]
    )
    found.counted = 0
    return found


def closed_on(procedure: Procedure, pasts: Iterable[Past]) -> date | None:
    """The day on which it ended the first time since it was open last."""
    day: date | None = None
    for past in pasts:
        day = (day or past.after.last_on) if past.after.stage in procedure.over else None
    return day


def standing(record: int, organs: Iterable[int]) -> Iterator[RowFault]:
    """That these organs stand beside a record, and no other."""
    wanted = [fresh(Standing, record=record, organ=organ) for organ in organs]
    yield from differing(rows_of(Standing, "record", record), wanted, ("record", "organ"), (), record)


def owed(record: int, pasts: Sequence[Past], days: Mapping[int, date]) -> Iterator[RowFault]:
    """The papers that the law demands because of each event.

    :param days: for some events the day from which their papers are owed, where it is not that of the event.
    """
    wanted = [paper for past in pasts for paper in _owed_by(past, days)]
    columns = ("record_kind", "organ", "owed_on")
    stored = rows_of(OwedPaper, "record", record)
    yield from differing(stored, wanted, ("record", "event_seq", "kind"), columns, record)


def _owed_by(past: Past, days: Mapping[int, date]) -> Iterator[OwedPaper]:
    event, facts = past.event, past.after
    day = days.get(event.seq) or facts.last_on or facts.lodged_on
    named = {"record": event.record, "record_kind": event.record_kind, "event_seq": event.seq}
    organ = issuer(event.organ, event.seq, facts)
    yield from (fresh(OwedPaper, **named, kind=paper.value, organ=organ, owed_on=day) for paper in past.law.papers)


def paid(record: int) -> Iterator[RowFault]:
    """A debt is paid by the paper that was issued for it, and by nothing else."""
    stored = rows_of(OwedPaper, "record", record)
    issued = {paper.owed: paper for paper in rows_of(Paper, "matter", record) if paper.voided_on is None}
    for row in stored:
        paper = issued.get(row.id)
        unpaid = row.issued_on is None and (paper is None or paper.drawn_at is None)
        if not unpaid and (paper is None or paper.issued_on != row.issued_on):
            yield RowFault(row._meta.db_table, str(row.pk), CHANGED, ("issued_on",), record)
