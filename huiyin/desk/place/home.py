"""The first page of what an office stands on: where each thing is kept, what waits, what was changed last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.names import Names
from huiyin.desk.place.changes import administrator, state_of
from huiyin.desk.staff import Desk, staff
from huiyin.gate.changes import OPEN
from huiyin.gate.models import Change

LATELY = 8


@staff
@require_safe
def place(request: HttpRequest, desk: Desk) -> HttpResponse:
    charge = administrator(desk)
    rows = list(Change.objects.filter(under__in=charge).order_by("-at", "-id")[:LATELY])
    names = Names.of(desk.world.chart, [each.by for each in rows])
    context = {
        "lately": [(each, state_of(each, desk), names.person(each.by)) for each in rows],
        "waits": Change.objects.filter(OPEN, under__in=charge, until__gt=desk.now).count(),
    }
    return page(request, desk, "desk/place/home.html", context, here="place")
