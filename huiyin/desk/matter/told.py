"""What became of the notices of a matter (告知本人的情况): by which way, when, whether they arrived."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.cases.parts import part_of
from huiyin.channels.account import told_of
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P


@staff
@require_safe
def told(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The notices of those steps that the reader may see."""
    case = fetch(desk, number)
    upto = part_of(case, desk.actor, desk.today).upto
    rows = [each for each in told_of(case.id) if each.seq > upto]
    crumbs = [{"label": case.number, "url": reverse("desk:case", args=[case.number])}, {"label": P("告知本人的情况")}]
    return page(request, desk, "desk/told.html", {"case": case, "rows": rows, "crumbs": crumbs})
