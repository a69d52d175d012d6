"""The waiting room (候访室): tickets at the door, the button that calls the next one, the screen on the wall."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.asked import asked
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.reception.purposes import leads, needs_matter
from huiyin.desk.staff import Desk, staff
from huiyin.reception import tickets
from huiyin.reception.days import day_today
from huiyin.reception.models import Purpose, ReceptionDay, Ticket, Waiting
from huiyin.reception.room import room, screen, ticket_of
from huiyin.reception.rooms import room_of
from huiyin.reception.standards import standard_at
from huiyin.typed.wholes import row_id, whole

_WINDOW = "desk_window"
LONGEST_NAME = 40


@staff
@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.takes_in:
        raise PermissionDenied
    if request.method == "POST":
        return _pressed(request, desk)
    line = _line(desk, request.GET.get("line", ""))
    standard = standard_at(desk.organ.id, desk.today)
    seen = room(desk.actor, desk.today, desk.now, line.id if line else 0)
    mine = seen.mine.ticket if seen.mine else None
    matter = _matter(desk, mine)
    kept = room_of(desk.organ.id)
    context = {
        "room": seen,
        "matter": matter,
        "leads": leads(desk, mine, matter) if mine else [],
        "asks_number": mine is not None and matter is None and needs_matter(mine.purpose),
        "standard": standard,
        "windows": kept.windows.split("\n") if kept else [],
        "purposes": Purpose.choices,
        "window": request.session.get(_WINDOW, ""),
        "lines": day_today(desk.organ.id, desk.today),
        "line": line,
        "SEATED": Waiting.SEATED,
        "taken": _taken(desk, request.GET.get("taken", "")),
        "once": uuid4().hex,
    }
    return page(request, desk, "desk/waiting.html", context, here="waiting")


def _line(desk: Desk, chosen: str) -> ReceptionDay | None:
    """The leader's line to look at; nothing for the counters' own."""
    line = row_id(chosen)
    return next((day for day in day_today(desk.organ.id, desk.today) if day.id == line), None) if line else None


def _matter(desk: Desk, ticket: Ticket | None) -> Case | None:
    """The matter registered from the ticket, if the clerk may read it."""
    if ticket is None or ticket.case is None:
        return None
    return visible_to(desk.actor, desk.today).filter(id=ticket.case).first()


def _pressed(request: HttpRequest, desk: Desk) -> HttpResponse:
    line = _line(desk, request.POST.get("line", ""))
    at = {"line": line.id} if line else {}
    if "window" in request.POST:
        request.session[_WINDOW] = " ".join(request.POST["window"].split())[:20]
    if "take" in request.POST:
        at["taken"] = _take(request, desk, line).id
    elif "next" in request.POST:
        _next(request, desk, line)
    elif "about" in request.POST:
        _about(request, desk)
    else:
        _one(request, desk)
    return see_other(reverse("desk:waiting") + (f"?{urlencode(at)}" if at else ""))


def _taken(desk: Desk, chosen: str) -> Ticket | None:
    """The ticket given a moment ago: its slip can be printed."""
    return Ticket.objects.filter(id=row_id(chosen) or 0, organ=desk.organ.id, day=desk.today).first()


def _take(request: HttpRequest, desk: Desk, line: ReceptionDay | None) -> Ticket:
    said = request.POST
    purpose = said.get("purpose") if said.get("purpose") in Purpose.values else Purpose.NEW.value
    visitor = tickets.Visitor(
        str(purpose),
        whole(said.get("persons", "1"), 1, 9999) or 1,
        "care" in said,
        said.get("name", "")[:LONGEST_NAME],
        line.id if line else 0,
    )
    ticket = tickets.take(visitor, organ=desk.organ.id, at=desk.now)
    messages.success(request, gettext("%(ticket)s 号。请告诉来访人，等大屏叫号。") % {"ticket": ticket})
    return ticket


def _next(request: HttpRequest, desk: Desk, line: ReceptionDay | None) -> None:
    ticket = tickets.call_next(desk.actor, request.session.get(_WINDOW, ""), desk.now, line.id if line else 0)
    if ticket is None:
        messages.info(request, gettext("现在没有人等候。"))


def _about(request: HttpRequest, desk: Desk) -> None:
    """Which matter the visitor came about, by its number; unknown and unreadable are one answer."""
    ticket = ticket_of(desk.actor, request.POST.get("ticket", ""))
    if ticket is None:
        raise Http404
    case = asked(request.POST["about"], desk.actor, desk.today)
    if case is None:
        messages.warning(request, gettext("没有找到这个编号，或者您看不到它。请核对。"))
    else:
        tickets.registered(ticket, case.id, desk.now)


def _one(request: HttpRequest, desk: Desk) -> None:
    """What was pressed beside one ticket. Pressed too late, it changes nothing and says so."""
    done: dict[str, Callable[[Ticket], bool]] = {
        "again": lambda ticket: tickets.call_again(ticket, desk.actor, desk.now),
        "seated": lambda ticket: tickets.seat(ticket, desk.actor, desk.now),
        "left": lambda ticket: tickets.leave(ticket, desk.actor, desk.now),
        "missed": lambda ticket: tickets.miss(ticket, desk.actor),
        "gone": lambda ticket: tickets.give_up(ticket, desk.now),
        "back": lambda ticket: tickets.come_back(ticket, desk.now),
    }
    what = next((name for name in done if name in request.POST), "")
    if not what:
        return
    if not done[what](_ticket(desk, request.POST[what])):
        messages.warning(request, gettext("这个号已经有了变化，请看最新的名单。"))


def _ticket(desk: Desk, chosen: str) -> Ticket:
    ticket = Ticket.objects.filter(id=row_id(chosen) or 0, organ=desk.organ.id).first()
    if ticket is None:
        raise Http404
    return ticket


@staff
@require_safe
def wall(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The big screen: tickets only, nobody's name. It asks anew every few seconds."""
    if not desk.takes_in:
        raise PermissionDenied
    called, coming = screen(desk.organ.id, desk.today)
    context = {"called": called, "coming": coming, "organ": desk.organ, "now": desk.now, "SEATED": Waiting.SEATED}
    part = "HX-Request" in request.headers
    return render(request, "desk/_wall.html" if part else "desk/wall.html", context)
