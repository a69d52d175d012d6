"""The slip of a ticket (候访小票): printed on the 80 mm roll at the door. It has a number and a time, never a name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.reception.models import ReceptionDay, Ticket, Waiting


@staff
@require_safe
def slip(request: HttpRequest, desk: Desk, ticket: int) -> HttpResponse:
    """Of today's tickets; an old one is of no use to anybody."""
    if not desk.takes_in:
        raise PermissionDenied
    found = get_object_or_404(Ticket, id=ticket, organ=desk.organ.id, day=desk.today)
    leader = ReceptionDay.objects.filter(id=found.line).first() if found.line else None
    context = {"ticket": found, "before": before(found), "leader": leader}
    return page(request, desk, "desk/ticket.html", context, here="waiting")


def before(ticket: Ticket) -> int | None:
    """How many will be called before it, as things stand; ``None`` once it was called."""
    if ticket.state != Waiting.WAITS:
        return None
    line = Ticket.objects.filter(organ=ticket.organ, day=ticket.day, line=ticket.line, state=Waiting.WAITS)
    earlier = Q(queued_at__lt=ticket.queued_at) | Q(queued_at=ticket.queued_at, id__lt=ticket.id)
    return line.filter(earlier & Q(care=True) if ticket.care else earlier | Q(care=True)).exclude(id=ticket.id).count()
