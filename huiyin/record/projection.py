"""What follows from an event whatever the kind of record, written beside the journal so that pages need not replay it.

Called by the doors inside their transaction and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model

from huiyin.law.frame.deadlines import Clock, due
from huiyin.law.frame.facts import Frame, World
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision
from huiyin.law.terms import OfKind
from huiyin.record.kinds import KINDS, Step
from huiyin.record.models import Event, Link, Message, OwedPaper, Recorded, RunningClock, Standing
from huiyin.record.snapshots import dump_facts
from huiyin.record.worlds import BEIJING
from huiyin.store.rows import delete, fresh, insert, update
from huiyin.store.statements import together
from huiyin.vault.opening import is_token, stored

#: In lists, in place of a title that rests in an envelope: its page shows the words to whoever opens them.
CLOSED_TITLE = "（密封）"
#: Who is told of every act of every kind.
TOPICS = ("index", "notice", "staff", "seal")
#: Where in the queues a record stands for which only somebody outside may do something: at the end.
FAR = datetime.max.date()


def reflect(row: Recorded, procedure: Procedure, facts: Frame, world: World) -> None:
    """The columns that every kind has, all of them derived from the facts."""
    row.book, row.stage = facts.book_key, facts.stage.value
    row.holder, row.owner = facts.holder, facts.owner
    row.holder_code = world.chart.organ(facts.holder).code
    row.report = facts.report
    row.last_on = facts.last_on or facts.lodged_on
    row.queue_on, row.queue_clock = next_due(procedure, facts, world)
    row.closed_on = (row.closed_on or facts.last_on) if facts.stage in procedure.over else None
    row.facts = dump_facts(facts)


def next_due(procedure: Procedure, facts: Frame, world: World) -> tuple[date | None, str]:
    """Place in the queues: the nearest last day that binds an organ, with its clock; without one the day since which
    the record waits or by which something was promised, and no clock."""
    bound = (clock for clock in facts.clocks if clock.running and not clock.standing_still)
    running = [clock for clock in bound if clock.kind not in procedure.rights]
    if running:
        first = min((due(clock, world.calendar).on, clock.kind.value) for clock in running)
        return first
    waits = None if facts.stage in procedure.over else procedure.waits(facts)
    return (None, "") if waits is None else (waits.since or waits.until or FAR, "")


def write(step: Step, procedure: Procedure, columns: Sequence[str], topics: Sequence[str], *, stands: bool) -> None:
    """What one act changes of any record: the row, the event, standing, clocks, papers owed, messages.

    :param stands: whether organs that have to do with it may read it for that; nobody does what lies behind a report.
    """
    row, before, after, event = step.row, step.before, step.after, step.event
    with together():
        if event.seq == 1:
            insert([row])
        else:
            update(type(row), {name: getattr(row, name) for name in columns}, id=row.id)
        insert([event])
        if stands:
            insert([standing(row, organ) for organ in sorted(after.organs - before.organs)])
            for organ in before.organs - after.organs:
                delete(Standing, record=row.id, organ=organ)
        if after.clocks != before.clocks:
            reflect_clocks(row, procedure, after, step.world)
        insert(papers(row, step.decision, event, after))
        insert(messages(event, topics))


#: The columns of :func:`reflect`, and what the door itself changes.
COLUMNS = (
    "stage", "holder", "owner", "holder_code", "report", "last_on", "queue_on", "queue_clock", "closed_on", "facts",
    "seq", "head",
)  # fmt: skip
#: The same of a kind that has nothing of its own beside it: nobody outside is told of it.
INSIDE = ("index", "staff", "seal")


def project(step: Step) -> None:
    """What follows from a step of a kind that has nothing of its own beside the journal: all of ``Kind.project``."""
    procedure = KINDS[step.event.record_kind].procedure
    reflect(step.row, procedure, step.after, step.world)
    write(step, procedure, (*COLUMNS, *renamed(step, procedure)), INSIDE, stands=True)
    for row in step.rows:
        insert([row])


def with_columns(own: Callable[[Any], Mapping[str, Any]]) -> Callable[[Step], None]:
    """The same for a kind whose row has columns of its own, all of them drawn from the facts; see also
    :func:`huiyin.record.rows.with_columns`."""

    def write_all(step: Step) -> None:
        procedure, more = KINDS[step.event.record_kind].procedure, in_columns(own(step.after))
        for name, value in more.items():
            setattr(step.row, name, value)
        reflect(step.row, procedure, step.after, step.world)
        write(step, procedure, (*COLUMNS, *more, *renamed(step, procedure)), INSIDE, stands=True)
        for row in step.rows:
            insert([row])

    return write_all


def in_columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """A kind's own columns; of words that rest in an envelope theirs says that alone, for it is short."""
    return {name: CLOSED_TITLE if is_token(stored(value)) else value for name, value in values.items()}


def title_of(said: Mapping[str, Any]) -> str:
    """What an act that names a record said it is about; of what rests in an envelope its column says that alone."""
    title = said.get("title", "")
    return CLOSED_TITLE if is_token(stored(title)) else str(title)[:120]


def names_it(procedure: Procedure, act: OfKind) -> bool:
    """Whether an act that comes after the opening says anew what lists call the record."""
    return any(field.name == "title" for field in procedure.needs(act))


def renamed(step: Step, procedure: Procedure) -> tuple[str, ...]:
    """The column that such an act changes besides."""
    if step.event.seq == 1 or not names_it(procedure, step.decision.act):
        return ()
    step.row.title = title_of(step.decision.particulars)
    return ("title",)


def linked(row: Recorded, kind: str, other: int, other_kind: str, how: str, seq: int = 0) -> Link:
    """A link for :attr:`Step.rows`: ``row`` rests on another record as it stands now, or on its event ``seq``."""
    named = {"record": row.id, "record_kind": kind, "other": other, "other_kind": other_kind}
    entry = KINDS[other_kind].model.objects.filter(id=other).values_list("seq", flat=True).get()
    return fresh(Link, **named, how=how, seq=seq, entry=entry)


def beside(row: Recorded, procedure: Procedure, facts: Frame, world: World) -> Iterator[Model]:
    """Standing and clocks of a record that is written for the first time."""
    yield from (standing(row, organ) for organ in sorted(facts.organs))
    yield from (clock_row(row, procedure, clock, world) for clock in facts.clocks if clock.running)


def standing(row: Recorded, organ: int) -> Standing:
    return fresh(Standing, record=row.id, organ=organ)


def papers(row: Recorded, decision: Decision, event: Event, facts: Frame) -> list[OwedPaper]:
    day, organ = facts.last_on or facts.lodged_on, issuer(event.organ, event.seq, facts)
    named = {"record": row.id, "record_kind": event.record_kind, "event_seq": event.seq}
    return [fresh(OwedPaper, **named, kind=paper.value, organ=organ, owed_on=day) for paper in decision.papers]


def issuer(organ: int | None, seq: int, facts: Frame) -> int:
    """Whose paper it is: of the organ whose act it was; of what the petitioner does, of the organ that received it."""
    if organ is not None:
        return organ
    return facts.coordinator if seq == 1 else facts.holder


#: Topics of which somebody is told only while they listen, and whether they do; filled by huiyin.house.records.
WANTED: dict[str, Callable[[], bool]] = {}


def messages(event: Event, topics: Sequence[str]) -> list[Message]:
    named = {"record": event.record, "record_kind": event.record_kind, "seq": event.seq}
    return [fresh(Message, **named, topic=topic, ready_at=event.recorded_at) for topic in _heard(topics)]


def _heard(topics: Sequence[str]) -> Sequence[str]:
    """With those who listen now; whoever takes in a past tells nobody of it."""
    return (*topics, *(topic for topic, wanted in WANTED.items() if wanted())) if "staff" in topics else topics


def reflect_clocks(row: Recorded, procedure: Procedure, facts: Frame, world: World) -> None:
    """Make the clock rows say what the facts say."""
    delete(RunningClock, record=row.id)
    insert([clock_row(row, procedure, clock, world) for clock in facts.clocks if clock.running])


def clock_row(row: Recorded, procedure: Procedure, clock: Clock, world: World) -> RunningClock:
    last = due(clock, world.calendar)
    told: dict[str, Any] = {"kind": clock.kind.value, "due_on": last.on, "provisional": last.provisional}
    told["counted"] = world.calendar.edition
    look_at = None if clock.overdue or clock.standing_still else first_moment_after(last.on)
    return fresh(RunningClock, record=row.id, record_kind=procedure.key, look_at=look_at, **told)


def first_moment_after(day: date) -> datetime:
    """When a clock with this last day has run out: midnight in China."""
    return datetime.combine(day + timedelta(days=1), time(), BEIJING)
