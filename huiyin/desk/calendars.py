"""What falls due, as a calendar feed (日历订阅): an address that only its owner knows and can take back.

Calendars are copied to telephones and elsewhere, so an entry tells the limit and the number, never the matter's words.
"""

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

from huiyin.cases.models import Case
from huiyin.cases.queries import queue_of
from huiyin.cases.worlds import beijing_day
from huiyin.desk.frame import page
from huiyin.desk.models import CalendarKey
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import ClockKind
from huiyin.people.models import Person
from huiyin.people.posts import actors_of
from huiyin.wording.words import grouped

MOST = 500
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
    text = "\r\n".join(_folded(_calendar(request, _due(found.person, now), now))) + "\r\n"
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _due(person: int, now: datetime) -> Iterator[Case]:
    """The person's matters with a last day, from all the posts held now."""
    today = beijing_day(now)
    for actor in actors_of(person, on=today):
        yield from queue_of(actor, today).filter(holder=actor.organ or 0).exclude(queue_clock="")[:MOST]


def _calendar(request: HttpRequest, cases: Iterable[Case], now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Huiyin//desk//ZH", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{gettext('回音：到期的办件')}"
    for case in cases:
        yield from _entry(request, case, now)
    yield "END:VCALENDAR"


def _entry(request: HttpRequest, case: Case, now: datetime) -> Iterator[str]:
    assert case.queue_on is not None
    clock = gettext(ClockKind(case.queue_clock).label)
    yield "BEGIN:VEVENT"
    yield f"UID:{case.id}-{case.queue_clock}@huiyin"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{case.queue_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{case.queue_on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{clock} · {grouped(case.number)}"
    yield f"URL:{request.build_absolute_uri(reverse('desk:case', args=[case.number]))}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


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
