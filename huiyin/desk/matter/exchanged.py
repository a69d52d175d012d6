"""A matter that stands on another site too (互通): what was sent, when it arrived, what came back, who must act."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case
from huiyin.cases.parts import part_of
from huiyin.cases.snapshots import load_facts
from huiyin.channels.exchange.account import seen, standing_of
from huiyin.channels.exchange.models import Exchanged
from huiyin.channels.exchange.sending import tell, try_again
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.typed.wholes import row_id


@staff
@require_http_methods(["GET", "POST"])
def exchanged(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The page; a POST has it sent now, or says that somebody has seen what was not repeated."""
    case = fetch(desk, number)
    facts = load_facts(case.facts)
    may = desk.actor.organ in (facts.holder, facts.coordinator, facts.sender)
    if request.method == "POST" and may:
        _do(request, desk, case)
        return see_other(link("exchanged", number))
    whole = not part_of(case, desk.actor, desk.today).upto
    crumbs = [{"label": case.number, "url": reverse("desk:case", args=[case.number])}, {"label": P("互通")}]
    context = {"case": case, "standing": standing_of(case) if whole else None, "may": may, "crumbs": crumbs}
    return page(request, desk, "desk/exchanged.html", context)


def _do(request: HttpRequest, desk: Desk, case: Case) -> None:
    """Sent by a person: of a report of wrongdoing with the keys they hold, in this very request."""
    line = row_id(request.POST.get("seen", ""))
    if line is not None:
        seen(case, line)
    for row in Exchanged.objects.filter(case=case.id) if "send" in request.POST else ():
        if case.report:
            tell(row, by_hand=True)
        else:
            try_again(Q(id=row.id), desk.now)
