"""From the door to the way home: take a ticket, be called, be heard, leave. No ticket is called twice.

Two clerks who press at the same moment get two different visitors: on PostgreSQL the row is locked and a locked one
is passed over, on SQLite writers stand in line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from huiyin.cases.envelopes import Envelope
from huiyin.cases.models import Case
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WHOLE
from huiyin.reception.models import Appointment, Ticket, TicketCounter, Waiting
from huiyin.reception.sealed import seal
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.store.statements import answers

#: The letter of the ordinary line, and of a leader's reception day.
COUNTER, LEADER = "A", "B"
MOST_PERSONS = 999
_NEXT = (
    f"INSERT INTO {TicketCounter._meta.db_table} AS c (prefix, last) VALUES (%s, 1)"
    " ON CONFLICT (prefix) DO UPDATE SET last = c.last + 1 RETURNING last"
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who takes a ticket.

    :param line: the reception day they come for, 0 for the counters.
    """

    purpose: str
    persons: int = 1
    care: bool = False
    name: str = ""
    line: int = 0


def take(visitor: Visitor, *, organ: int, at: datetime) -> Ticket:
    """A ticket for somebody who just came in."""
    day, series = beijing_day(at), LEADER if visitor.line else COUNTER
    ticket = Ticket(organ=organ, day=day, series=series, arrived_at=at, queued_at=at)
    ticket.line, ticket.purpose, ticket.care = visitor.line, visitor.purpose, visitor.care
    ticket.persons = min(max(visitor.persons, 1), MOST_PERSONS)
    seal(ticket, "name", visitor.name)
    with writing():
        ticket.number = _next(f"{organ}:{day:%Y%m%d}:{series}")
        ticket.save(force_insert=True)
    return ticket


def _next(prefix: str) -> int:
    ((last,),) = answers(_NEXT, [prefix])
    return int(last)


def call_next(by: Actor, window: str, at: datetime, line: int = 0) -> Ticket | None:
    """Call the next one: those who need care first, then in the order of coming; ``None`` when nobody waits.

    Whoever was with this clerk has left by then; whoever was called and never came has missed the call (过号).
    """
    with writing():
        _end_current(by, at)
        waiting = Ticket.objects.filter(organ=seat_of(by), day=beijing_day(at), line=line, state=Waiting.WAITS)
        ticket = waiting.select_for_update(skip_locked=True).order_by("-care", "queued_at", "id").first()
        if ticket is not None:
            ticket.state, ticket.called_at, ticket.calls = Waiting.CALLED, at, 1
            ticket.clerk, ticket.window = by.person, window
            ticket.save(update_fields=["state", "called_at", "calls", "clerk", "window"])
        return ticket


def seat_of(by: Actor) -> int:
    """The organ whose room it is; nobody without a post gets this far."""
    assert by.organ is not None
    return by.organ


def _end_current(by: Actor, at: datetime) -> None:
    mine = Ticket.objects.filter(organ=seat_of(by), day=beijing_day(at), clerk=by.person)
    mine.filter(state=Waiting.SEATED).update(state=Waiting.LEFT, left_at=at)
    mine.filter(state=Waiting.CALLED).update(state=Waiting.ABSENT)


def call_again(ticket: Ticket, by: Actor, at: datetime) -> bool:
    """Once more, in case it was not heard."""
    return _move(ticket, by, Waiting.CALLED, calls=F("calls") + 1, called_at=at)


def seat(ticket: Ticket, by: Actor, at: datetime) -> bool:
    """The visitor sits down: waiting ends here."""
    return _move(ticket, by, Waiting.CALLED, state=Waiting.SEATED, seated_at=at)


def leave(ticket: Ticket, by: Actor, at: datetime) -> bool:
    """The visitor has been heard and goes."""
    return _move(ticket, by, Waiting.SEATED, state=Waiting.LEFT, left_at=at)


def miss(ticket: Ticket, by: Actor) -> bool:
    """The visitor did not come when called."""
    return _move(ticket, by, Waiting.CALLED, state=Waiting.ABSENT)


def give_up(ticket: Ticket, at: datetime) -> bool:
    """The visitor went home without being heard."""
    gone = Ticket.objects.filter(id=ticket.id, state__in=(Waiting.WAITS, Waiting.ABSENT))
    return bool(gone.update(state=Waiting.LEFT, left_at=at))


def come_back(ticket: Ticket, at: datetime) -> bool:
    """Whoever missed the call waits again, behind those who wait now."""
    return bool(
        Ticket.objects.filter(id=ticket.id, state=Waiting.ABSENT).update(
            state=Waiting.WAITS, queued_at=at, clerk=None, window=""
        )
    )


def registered(ticket: Ticket, case: int, at: datetime) -> None:
    """A matter came of it. Whoever is registered sits at the counter, also if nobody pressed that they came."""
    Ticket.objects.filter(id=ticket.id).update(case=case)
    if Case.objects.filter(id=case, report=True).exists():
        put_in(case, WHOLE, None)
    Ticket.objects.filter(id=ticket.id, state=Waiting.CALLED).update(state=Waiting.SEATED, seated_at=at)


def put_in(case: int, upto: int, envelope: Envelope | None) -> None:
    """Of a report nobody's name stands with a ticket, and no place on a leader's day with it (cases.enveloping)."""
    if upto == WHOLE:
        Ticket.objects.filter(case=case).update(name=None)
        Appointment.objects.filter(case=case).update(case=None)


def _move(ticket: Ticket, by: Actor, was: Waiting, **now: object) -> bool:
    """Only the clerk who called may go on with a ticket, and only from where it was."""
    rows = Ticket.objects.filter(id=ticket.id, state=was, clerk=by.person)
    return bool(rows.update(**now))
