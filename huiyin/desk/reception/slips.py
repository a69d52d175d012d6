"""The slip of a ticket (候访小票): printed on the 80 mm roll at the door. It has a number and a time, never a name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.papers.squares import square
from huiyin.people.models import Organ
from huiyin.reception.models import ReceptionDay, Ticket, Waiting
from huiyin.reception.rooms import room_of
from huiyin.reception.words import code_of


@staff
@require_safe
def slip(request: HttpRequest, desk: Desk, ticket: int) -> HttpResponse:
    """Of today's tickets; an old one is of no use to anybody."""
    if not desk.takes_in:
        raise PermissionDenied
    found = get_object_or_404(Ticket, id=ticket, organ=desk.organ.id, day=desk.today)
    leader = ReceptionDay.objects.filter(id=found.line).first() if found.line else None
    context = {"ticket": found, "before": before(found), "leader": leader, "word": word_of(request, found)}
    return page(request, desk, "desk/ticket.html", context, here="waiting")


def word_of(request: HttpRequest, ticket: Ticket) -> SafeString | str:
    """The square that leads to the visitor's own word of the room; nothing where no room is published."""
    if room_of(ticket.organ) is None:
        return ""
    key = Organ.objects.values_list("key", flat=True).get(id=ticket.organ)
    return square(request.build_absolute_uri(reverse("portal:room-word", args=[key, ticket.id, code_of(ticket)])))


def before(ticket: Ticket) -> int | None:
    """How many will be called before it, as things stand; ``None`` once it was called."""
    if ticket.state != Waiting.WAITS:
        return None
    line = Ticket.objects.filter(organ=ticket.organ, day=ticket.day, line=ticket.line, state=Waiting.WAITS)
    earlier = Q(queued_at__lt=ticket.queued_at) | Q(queued_at=ticket.queued_at, id__lt=ticket.id)
    return line.filter(earlier & Q(care=True) if ticket.care else earlier | Q(care=True)).exclude(id=ticket.id).count()
