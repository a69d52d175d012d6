"""The paper that tells somebody what was noted of their visit (现场情况告知): printed, handed over, kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.records.fetching import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.conduct.procedure import CONDUCT
from huiyin.law.conduct.vocabulary import ARTICLES, ConductClock
from huiyin.law.frame.deadlines import due
from huiyin.papers.squares import square
from huiyin.reception.conduct import code_of, words_of
from huiyin.record.snapshots import facts_from


@staff
@require_safe
def notice(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What it says, until when it is kept, and how to contest it; with the code for whoever it is about."""
    row = fetch(desk, "conduct", number).row
    facts, code = facts_from(CONDUCT, row.facts), code_of(row)
    kept = facts.running(ConductClock.KEEP)
    context = {
        "row": row,
        "facts": facts,
        "article": ARTICLES[facts.clause],
        "said": words_of(row),
        "code": code,
        "until": due(kept, desk.world.calendar).on if kept else None,
        "address": request.build_absolute_uri(reverse("portal:order")),
        "qr": square(f"{request.build_absolute_uri(reverse('portal:order'))}?n={row.number}"),
    }
    response = page(request, desk, "desk/conduct_notice.html", context, here="records-conduct")
    response.headers["Cache-Control"] = "no-store"
    return response
