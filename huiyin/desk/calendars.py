"""What falls due, as a calendar feed (日历订阅): an address that only its owner knows and can take back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.calendar_entries import Entry, entries
from huiyin.desk.frame import page
from huiyin.desk.models import CalendarKey
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.people.models import Person
from huiyin.people.posts import actors_of
from huiyin.record.worlds import beijing_day

LINE = 75


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
    text = "\r\n".join(_folded(_calendar(request, there, now))) + "\r\n"
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _calendar(request: HttpRequest, there: Iterable[Entry], now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Huiyin//desk//ZH", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{gettext('回音：到期的办件')}"
    for entry in there:
        yield from ("BEGIN:VEVENT", f"UID:{entry.key}@huiyin", f"DTSTAMP:{_utc(now)}")
        yield from _when(entry)
        yield f"SUMMARY:{_escaped(entry.summary)}"
        if entry.place:
            yield f"LOCATION:{_escaped(entry.place)}"
        yield f"URL:{request.build_absolute_uri(entry.path)}"
        yield from (("STATUS:CANCELLED",) if entry.cancelled else ())
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _when(entry: Entry) -> tuple[str, ...]:
    """A day takes nobody's time; hours do."""
    if isinstance(entry.begins, datetime) and isinstance(entry.ends, datetime):
        return f"DTSTART:{_utc(entry.begins)}", f"DTEND:{_utc(entry.ends)}", "TRANSP:OPAQUE"
    after = entry.ends + timedelta(days=1)
    return f"DTSTART;VALUE=DATE:{entry.begins:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}", "TRANSP:TRANSPARENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as RFC 5545 §3.3.11 writes it: what somebody typed must not begin a line of its own."""
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """Lines of at most 75 octets, as RFC 5545 §3.1 wants them; a character is never cut."""
    for line in lines:
        kept = ""
        for char in line:
            if len((kept + char).encode()) > LINE:
                yield kept
                kept = " "
            kept += char
        yield kept
