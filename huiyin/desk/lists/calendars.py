"""What falls due, as a calendar feed (日历订阅): an address that only its owner knows and can take back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event, vDuration

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.lists.calendar_entries import Entry, entries
from huiyin.desk.models import CalendarKey
from huiyin.desk.staff import Desk, staff
from huiyin.people.models import Person
from huiyin.people.posts import actors_of
from huiyin.record.worlds import beijing_day

#: How often a calendar program need ask.
AGAIN: Final = timedelta(hours=1)


@staff
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make the address, make another one instead, or take it back. It is shown once, when it is made."""
    address = ""
    if request.method == "POST":
        CalendarKey.objects.filter(person=desk.person.id).delete()
        if "stop" in request.POST:
            return see_other(reverse("desk:calendar"))
        address = request.build_absolute_uri(reverse("desk:feed", args=[_new_key(desk)]))
    there = CalendarKey.objects.filter(person=desk.person.id).first()
    response = page(request, desk, "desk/calendar.html", {"address": address, "there": there}, here="calendar")
    response.headers["Cache-Control"] = "no-store"
    return response


def _new_key(desk: Desk) -> str:
    key = secrets.token_urlsafe(24)
    CalendarKey.objects.create(person=desk.person.id, digest=_digest(key), made_at=desk.now)
    return key


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a key; nothing for a key that was taken back or whose owner left."""
    found = CalendarKey.objects.filter(digest=_digest(key)).first()
    if found is None or not Person.objects.filter(id=found.person, is_active=True).exists():
        raise Http404
    now = timezone.now()
    today = beijing_day(now)
    there = entries(found.person, actors_of(found.person, on=today), today)
    response = HttpResponse(_calendar(request, there, now).to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _calendar(request: HttpRequest, there: Iterable[Entry], now: datetime) -> Calendar:
    whole = Calendar()
    told = {"prodid": "-//Huiyin//desk//ZH", "version": "2.0", "method": "PUBLISH"}
    for name, value in (told | {"x-wr-calname": gettext("回音：到期的办件")}).items():
        whole.add(name, value)
    whole.add("refresh-interval", AGAIN, {"value": "DURATION"})  # RFC 7986
    whole.add("x-published-ttl", vDuration(AGAIN))  # the same, for programs that are older
    for entry in there:
        whole.add_component(_event(entry, request.build_absolute_uri(entry.path), now))
    return whole


def _event(entry: Entry, address: str, now: datetime) -> Event:
    """One line is one line: what somebody typed begins none of its own."""
    event = Event()
    event.add("uid", f"{entry.key}@huiyin")
    event.add("dtstamp", now.astimezone(UTC))
    for name, value in _when(entry).items():
        event.add(name, value)
    event.add("summary", " ".join(entry.summary.split()))
    if entry.place:
        event.add("location", " ".join(entry.place.split()))
    event.add("url", address)
    if entry.cancelled:
        event.add("status", "CANCELLED")
    return event


def _when(entry: Entry) -> dict[str, date | str]:
    """A day takes nobody's time; hours do."""
    if isinstance(entry.begins, datetime) and isinstance(entry.ends, datetime):
        return {"dtstart": entry.begins.astimezone(UTC), "dtend": entry.ends.astimezone(UTC), "transp": "OPAQUE"}
    return {"dtstart": entry.begins, "dtend": entry.ends + timedelta(days=1), "transp": "TRANSPARENT"}
