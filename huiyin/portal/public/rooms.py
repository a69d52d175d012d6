"""Reception rooms for everybody (接待室): where, when, how full, what is promised there; one's own word of it."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.law.accused.heard import heard
from huiyin.law.terms import Rating
from huiyin.law.words import P
from huiyin.people.models import Organ, in_force
from huiyin.portal.entering import throttle
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.reception import rooms, words
from huiyin.reception.appraisal import appraise
from huiyin.reception.models import Room
from huiyin.reception.standards import standard_at, standard_of
from huiyin.record.worlds import beijing_day, world_on

WEEKDAYS: Final = (P("周一"), P("周二"), P("周三"), P("周四"), P("周五"), P("周六"), P("周日"))


@require_safe
def room_list(request: HttpRequest) -> HttpResponse:
    """Every room, by organ."""
    found = {room.organ: room for room in Room.objects.order_by("id")}
    organs = Organ.objects.filter(in_force(_today()), id__in=found).order_by("code", "id")
    return render(request, "portal/rooms.html", {"rows": [(organ, found[organ.id]) for organ in organs]})


@require_safe
def room(request: HttpRequest, key: str) -> HttpResponse:
    """One room: open now or not, when few people come, what is promised, and how last year was."""
    organ, row = _room(key)
    at, today = timezone.now(), _today()
    working = world_on(today).calendar.is_workday(today)
    standard = standard_at(row.organ, today)
    last = appraise(row.organ, today.year - 1)
    context = {
        "organ": organ,
        "room": row,
        "now": rooms.now(row, at, working=working),
        "days": [WEEKDAYS[int(day) - 1] for day in row.weekdays if day in "1234567"],
        "grid": _grid(row),
        "access": [standard.access[each] for each in row.access.split(",") if each in standard.access],
        "standard": standard,
        "last": last if last.score is not None else None,
    }
    return render(request, "portal/room.html", context)


def _grid(row: Room) -> list[tuple[int, list[Any]]]:
    """By hour, how full it usually is on each weekday: five columns stand on a telephone."""
    found = rooms.crowds(row, _today())
    return [(hour, [found[day].get(hour) for day in found]) for hour in rooms.hours(row)] if found else []


@require_safe
def room_standard(request: HttpRequest, key: str) -> HttpResponse:
    """What is promised and how one is spoken to, as a sheet for the wall beside the window."""
    organ, row = _room(key)
    context = {"organ": organ, "room": row, "standard": standard_at(row.organ, _today())}
    return render(request, "portal/room_standard.html", context)


@require_http_methods(["GET", "POST"])
def room_word(request: HttpRequest, key: str, ticket: int, code: str) -> HttpResponse:
    """The word of whoever holds the slip; said once, and not tied to the slip."""
    organ, row = _room(key)
    now = timezone.now()
    guess = throttle.Guess(throttle.address_of(request), f"word:{key}")
    if minutes := throttle.wait_minutes(guess, now):
        return render(request, "portal/room_word.html", {"organ": organ, "wait": minutes}, status=TOO_OFTEN)
    found = words.ticket_with(row.organ, ticket, code, now)
    if found is None:
        throttle.count_failure(guess, now)
        raise Http404
    context: dict[str, Any] = {
        "organ": organ, "room": row, "done": found.worded, "ratings": Rating, "reasons": standard_of(now.year).reasons,
    }  # fmt: skip
    if request.method != "POST" or found.worded:
        return render(request, "portal/room_word.html", context)
    said, text = request.POST.get("rating", ""), request.POST.get("text", "")
    accuses = bool(heard(text)) and not request.POST.get("no_report")
    if said not in list(Rating) or accuses:
        typed = {"said": said, "text": text, "chosen": request.POST.getlist("reason")}
        told = {**context, **typed, "wrong": said not in list(Rating), "accuses": accuses}
        return render(request, "portal/room_word.html", told, status=UNFIT)
    words.say(found, Rating(said), reasons=request.POST.getlist("reason"), text=text, at=now)
    return see_other("room-word", key, ticket, code)


def _room(key: str) -> tuple[Organ, Room]:
    organ = Organ.objects.filter(key=key).first()
    row = rooms.room_of(organ.id) if organ else None
    if organ is None or row is None:
        raise Http404
    return organ, row


def _today() -> Any:
    return beijing_day(timezone.now())
