"""The room as one looks at it: who waits how long, who is at which window, what the screen on the wall shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.law.frame.facts import Actor
from huiyin.reception.models import Purpose, Ticket, Waiting
from huiyin.reception.sealed import unseal
from huiyin.reception.tickets import seat_of
from huiyin.typed.wholes import row_id
from huiyin.vault.masks import mask_name

#: So many tickets of a day are listed.
#: So many calls stand on the screen on the wall.
ON_SCREEN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket as the clerks' list shows it; the name is masked, the minutes are whole."""

    ticket: Ticket
    name: str
    waited: int
    heard: int | None

    @property
    def purpose(self) -> str:
        return str(Purpose(self.ticket.purpose).label)

    @property
    def state(self) -> str:
        return str(Waiting(self.ticket.state).label)


@dataclass(frozen=True, slots=True)
class Room:
    """The waiting room of one organ on one day.

    :param mine: the ticket this clerk has before them.
    :param longest: minutes the longest one has waited so far; ``usual`` is the middle of those called today.
    """

    waiting: Sequence[Line]
    present: Sequence[Line]
    missed: Sequence[Line]
    gone: Sequence[Line]
    mine: Line | None
    longest: int
    usual: int | None


def room(actor: Actor, day: date, now: datetime, line: int = 0) -> Room:
    """Everything of the day in one question."""
    tickets = Ticket.objects.filter(organ=seat_of(actor), day=day, line=line).order_by("queued_at", "id")
    lines = [_line(ticket, now) for ticket in tickets]
    waiting = sorted(_in(lines, Waiting.WAITS), key=lambda each: not each.ticket.care)
    present = _in(lines, Waiting.CALLED, Waiting.SEATED)
    waits = sorted(each.waited for each in lines if each.ticket.called_at)
    return Room(
        waiting,
        present,
        _in(lines, Waiting.ABSENT),
        sorted(_in(lines, Waiting.LEFT), key=lambda each: each.ticket.left_at or now, reverse=True),
        next((each for each in present if each.ticket.clerk == actor.person), None),
        max((each.waited for each in waiting), default=0),
        waits[len(waits) // 2] if waits else None,
    )


def _in(lines: Sequence[Line], *states: Waiting) -> list[Line]:
    return [each for each in lines if each.ticket.state in states]


def _line(ticket: Ticket, now: datetime) -> Line:
    heard = _minutes(ticket.seated_at, ticket.left_at or now) if ticket.seated_at else None
    return Line(ticket, mask_name(unseal(ticket, "name")), _waited(ticket, now), heard)


def _waited(ticket: Ticket, now: datetime) -> int:
    """Minutes from the door to the call; of somebody who went home uncalled, to the way home."""
    return _minutes(ticket.arrived_at, ticket.seated_at or ticket.called_at or ticket.left_at or now)


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))


def screen(organ: int, day: date) -> tuple[list[Ticket], list[Ticket]]:
    """What hangs on the wall: the last calls, the newest first, and who comes next. Tickets only, nobody's name."""
    today = Ticket.objects.filter(organ=organ, day=day)
    called = today.filter(state__in=(Waiting.CALLED, Waiting.SEATED)).order_by("-called_at", "-id")[:ON_SCREEN]
    return list(called), list(today.filter(state=Waiting.WAITS).order_by("-care", "queued_at", "id")[: 2 * ON_SCREEN])


def ticket_of(actor: Actor, chosen: str) -> Ticket | None:
    """The ticket this clerk called and has before them, if there is such a one."""
    if not chosen:
        return None
    present = Ticket.objects.filter(state__in=(Waiting.CALLED, Waiting.SEATED))
    return present.filter(id=row_id(chosen) or 0, organ=seat_of(actor), clerk=actor.person).first()


def at_window(actor: Actor, day: date) -> Ticket | None:
    """Whom this clerk has before them now."""
    present = Ticket.objects.filter(organ=seat_of(actor), day=day, state__in=(Waiting.CALLED, Waiting.SEATED))
    return present.filter(clerk=actor.person).order_by("-called_at").first()


def spoken_name(ticket: Ticket) -> str:
    """The name in the clear, for the form of the clerk who hears this visitor."""
    return unseal(ticket, "name")
