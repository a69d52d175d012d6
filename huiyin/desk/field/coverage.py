"""Where somebody went and where nobody did: for the village, the township and whoever oversees them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.field.coverage import coverage as covered
from huiyin.field.coverage import may_see
from huiyin.law.chart.organs import Level
from huiyin.law.dispute.measures import measures


@staff
@require_safe
def coverage(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not may_see(desk.actor, desk.organ):
        raise PermissionDenied
    lines = covered(desk.actor, desk.organ, desk.today)
    context = {
        "lines": lines,
        "days": measures().rounds,
        "by_village": not desk.organ.level.is_above(Level.TOWNSHIP),
        "villages": sum(line.villages for line in lines),
        "missed": sum(line.missed for line in lines),
        "settled": sum(line.settled for line in lines),
        "became": sum(line.became for line in lines),
    }
    return page(request, desk, "desk/field/coverage.html", context, here="field-coverage")
