"""Leaders' reception days (领导接访日): which are public, who has a place on them, which matters a leader took on."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Count, Max, Q, QuerySet
from django.utils.crypto import salted_hmac

from huiyin.cases.models import Case
from huiyin.cases.numbers import new_query_code
from huiyin.law.words import P, Phrase
from huiyin.people import ledgers
from huiyin.reception.models import Appointment, Purpose, ReceptionDay, Ticket
from huiyin.reception.sealed import seal, unseal
from huiyin.reception.tickets import Visitor, take
from huiyin.record.worlds import BEIJING
from huiyin.store.locks import writing
from huiyin.typed.petitions import code_of
from huiyin.typed.phones import phones_in

AHEAD: Final = timedelta(days=62)
"""How far the public schedule reaches."""
_SALT: Final = "huiyin.reception.appointment"


class NoPlace(StrEnum):
    """Why an appointment cannot be made."""

    FULL = "full"
    OVER = "over"
    CANCELLED = "cancelled"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants to come, and what about.

    :param case: id of the matter it is about, if number and query code opened one.
    """

    name: str
    phone: str = ""
    about: str = ""
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A place on a day, with the code that gives it back; the code is told once and kept by nobody."""

    appointment: Appointment
    code: str


# The schedule --------------------------------------------------------------------------------------------------------


def published(today: date) -> QuerySet[ReceptionDay]:
    """The days to come that the public sees, the next one first; ``taken`` counts the places given away."""
    shown = ReceptionDay.objects.filter(on__gte=today, on__lte=today + AHEAD, published_at__isnull=False)
    return with_taken(shown).order_by("on", "begins", "id")


def passed(today: date) -> QuerySet[ReceptionDay]:
    """Published days of the last weeks: everybody sees whether the leader was there."""
    return ReceptionDay.objects.filter(on__lt=today, on__gte=today - AHEAD, published_at__isnull=False)


def with_taken(days: QuerySet[ReceptionDay]) -> QuerySet[ReceptionDay]:
    return days.annotate(taken=Count("appointments", filter=Q(appointments__withdrawn_at__isnull=True)))


def ahead(on: date, today: date) -> Phrase:
    """How far off a day is, in words: a reception day falls due for nobody."""
    days = (on - today).days
    if days == 0:
        return P("今天")
    return P("明天") if days == 1 else P("还有 {n} 天", n=days) if days > 0 else P("已经过了")


def day_today(organ: int, today: date) -> list[ReceptionDay]:
    """Whose line stands open in the organ's waiting room today."""
    found = ReceptionDay.objects.filter(organ=organ, on=today, published_at__isnull=False, cancelled="")
    return list(found.order_by("begins", "id"))


def closed_because(day: ReceptionDay, taken: int, now: datetime) -> NoPlace | None:
    """Why nobody can sign up any more; ``None`` while there are places."""
    if day.cancelled:
        return NoPlace.CANCELLED
    if day.on < _local(now).date() or (day.on == _local(now).date() and day.ends <= _local(now).time()):
        return NoPlace.OVER
    return NoPlace.FULL if taken >= day.seats else None


def _local(now: datetime) -> datetime:
    return now.astimezone(BEIJING)


# The day itself -------------------------------------------------------------------------------------------------------


def publish(day: ReceptionDay, *, by: int | None, at: datetime) -> None:
    """Make a day public, or what was changed of it; what was promised to everybody is bound to a ledger."""
    day.published_at = day.published_at or at
    with writing():
        day.save()
        ledgers.bind(ledgers.READINGS, "reception_day", [day], by=by, organ=day.organ)


def keep(day: int, *, by: int | None, at: datetime) -> None:
    """The leader was there. Said once; whoever says it again changes nothing."""
    _come_to_pass(day, by, held_at=at, unheld="")


def miss(day: int, why: str, *, by: int | None) -> None:
    """The day passed without the leader, and why."""
    _come_to_pass(day, by, unheld=why)


def _come_to_pass(day: int, by: int | None, **what: object) -> None:
    with writing():
        row = ReceptionDay.objects.select_for_update().filter(id=day, held_at__isnull=True).first()
        if row is not None:
            for name, value in what.items():
                setattr(row, name, value)
            row.save(update_fields=list(what))
            ledgers.bind(ledgers.READINGS, "reception_day", [row], by=by, organ=row.organ)


# Appointments --------------------------------------------------------------------------------------------------------


def book(day: int, wish: Wish, *, at: datetime) -> Made | NoPlace:
    """A place on that day, if there is one left. Nobody gets a second one for the same matter."""
    code = new_query_code()
    with writing():
        row = ReceptionDay.objects.select_for_update().filter(id=day, published_at__isnull=False).first()
        if row is None:
            return NoPlace.CANCELLED
        held = Appointment.objects.filter(day=row)
        standing = held.filter(withdrawn_at__isnull=True)
        refused = closed_because(row, standing.count(), at)
        if refused is None and _has_one(list(standing), wish):
            refused = NoPlace.TWICE
        if refused is not None:
            return refused
        last = held.aggregate(last=Max("number"))["last"] or 0
        appointment = Appointment(day=row, number=last + 1, case=_told(wish.case), made_at=at)
        appointment.code_digest = _digest(appointment.id, code)
        for name in ("name", "phone", "about"):
            seal(appointment, name, getattr(wish, name))
        appointment.save(force_insert=True)
        return Made(appointment, code)


def _told(case: int | None) -> int | None:
    """The matter that stands with a place; none for a report: whom it accuses may sit at this very desk, and whoever
    keeps the machine reads names of visitors."""
    return None if case is None or Case.objects.filter(id=case, report=True).exists() else case


def _has_one(standing: Sequence[Appointment], wish: Wish) -> bool:
    """One place for one matter and for one telephone; on a day there are few enough to compare."""
    same_matter = wish.case is not None and any(each.case == wish.case for each in standing)
    phones = set(phones_in(wish.phone))
    return same_matter or (bool(phones) and any(phones & set(phones_in(unseal(each, "phone"))) for each in standing))


def withdraw(day: int, number: int, code: str, *, at: datetime) -> bool:
    """Give the place back; whether number and code fitted. Who, telephone and words are dropped at once."""
    row = Appointment.objects.filter(day=day, number=number, withdrawn_at__isnull=True).first()
    expected = row.code_digest if row else _digest(0, "")
    if not hmac.compare_digest(expected, _digest(row.id if row else 0, code_of(code))) or row is None:
        return False
    gone = Appointment.objects.filter(id=row.id, withdrawn_at__isnull=True)
    return bool(gone.update(withdrawn_at=at, name=None, phone=None, about=None))


def _digest(appointment: int, code: str) -> str:
    return salted_hmac(_SALT, f"{appointment}:{code}", algorithm="sha256").hexdigest()


def appointments(day: ReceptionDay) -> list[Appointment]:
    """Who is expected, in the order of signing up."""
    found = Appointment.objects.filter(day=day, withdrawn_at__isnull=True).select_related("ticket")
    return list(found.order_by("number"))


def arrive(appointment: Appointment, *, at: datetime) -> Ticket | None:
    """Whoever signed up has come: a ticket in the leader's line. ``None`` if they have one already."""
    with writing():
        row = Appointment.objects.select_for_update().get(id=appointment.id)
        if row.ticket_id is not None or row.withdrawn_at is not None:
            return None
        visitor = Visitor(Purpose.ASK if row.case else Purpose.NEW, name=unseal(row, "name"), line=row.day_id)
        row.ticket = take(visitor, organ=row.day.organ, at=at)
        row.save(update_fields=["ticket"])
        return row.ticket
