"""The slips of a panel (听证员阅案单): printed for members without an account by who prepares or holds the hearing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.records.fetching import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.table import TABLE
from huiyin.meeting.hearing_shown import facts_of
from huiyin.meeting.models import Hearing
from huiyin.meeting.slips import slips_of
from huiyin.papers.squares import square
from huiyin.wording.short_links import behind


def _prepares(row: Hearing, desk: Desk) -> bool:
    """Whoever works on it at the organ that holds it; others may read the hearing, and sign for nobody."""
    return desk.organ.id == row.holder and bool(desk.actor.roles & frozenset(TABLE))


def slips_for_its_panel(row: Hearing, desk: Desk) -> str:
    """Where they are printed; nowhere for others, before there is a panel and after the hearing."""
    facts = facts_of(row)
    opens = bool(facts.panel) and facts.stage not in HEARING.over
    return link("panel-slips", row.number) if opens and _prepares(row, desk) else ""


@staff
@require_safe
def panel_slips(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """A slip for each member, with the square that a telephone reads; number and code stand behind the #."""
    row = fetch(desk, HEARING.key, number).row
    if not _prepares(row, desk):
        raise PermissionDenied
    address, facts = request.build_absolute_uri(reverse("portal:panel")), facts_of(row)
    slips = [(member, code, square(behind(address, f"{row.number}-", code))) for member, code in slips_of(row)]
    context = {"row": row, "facts": facts, "slips": slips, "address": address}
    response = page(request, desk, "desk/panel_slips.html", context, here="records-hearing")
    response.headers["Cache-Control"] = "no-store"
    return response
