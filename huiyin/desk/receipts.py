"""The receipt (登记回执): printed before the visitor leaves."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Event
from huiyin.cases.projections import query_code_of
from huiyin.cases.queries import claims_of
from huiyin.cases.snapshots import load_facts
from huiyin.cases.worlds import beijing_day
from huiyin.desk.buttons import buttons
from huiyin.desk.case_page import clock_lines
from huiyin.desk.cases import fetch
from huiyin.desk.frame import page
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk, staff
from huiyin.law.decide import openings
from huiyin.law.facts import Facts
from huiyin.law.terms import Channel
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.vault.receipts import receipt as proof_of


@staff
@require_safe
def receipt(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    case = fetch(desk, number)
    facts = load_facts(case.facts)
    names = Names.of(desk.world.chart, [facts.owner])
    card = buttons(case, facts, openings(facts, desk.actor, desk.today, desk.world), names).next
    context = {"case": case, "receipt": _receipt(request, desk, case, facts, names), "buttons": {"next": card}}
    response = page(request, desk, "desk/receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _receipt(request: HttpRequest, desk: Desk, case: Case, facts: Facts, names: Names) -> dict[str, Any]:
    first = Event.objects.filter(case=case, seq=1).get()
    organ = Organ.objects.get(id=facts.coordinator)
    code = query_code_of(case) if may_tell_code(first, desk) else ""
    running, _ = clock_lines(facts, desk.world)
    clock = running[0] if running else {"due": None, "citation": None}
    return {
        "organ": organ.name,
        "number": case.number,
        "code": _grouped(code) if code else "•••• ••••",
        "received_at": case.lodged_at,
        "channel": Channel(case.channel).label,
        "subject": case.title,
        "claims": list(claims_of(case, desk.actor).values_list("request", flat=True)),
        "next": P("现在由{organ}办理，最迟这一天告诉您下一步。", organ=names.organ(facts.holder)),
        "due": clock["due"],
        "citation": clock["citation"],
        "clerk": names.person(facts.owner),
        "phone": organ.phone,
        "hidden": not code,
        "qr": _qr(request, case, code),
        "proof": str(proof_of(case.number, bytes(first.hash))).rpartition("/")[2],
    }


def may_tell_code(lodged: Event, desk: Desk) -> bool:
    """The query code belongs to the person: only the clerk who took the matter in prints it, on that day."""
    return lodged.by == desk.actor.person and beijing_day(lodged.recorded_at) == desk.today


def _grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def _qr(request: HttpRequest, case: Case, code: str) -> SafeString:
    """Leads to where a matter is followed; the code stands behind the #, which a browser sends to nobody."""
    address = request.build_absolute_uri(f"{reverse('portal:track')}?n={case.number}")
    # The drawing comes from segno alone; no reader's text is in it.
    # With its pattern given, segno need not try all eight: a fifth of the time.
    drawing = segno.make(f"{address}#{code}" if code else address, micro=False, error="m", mask=2)
    return mark_safe(drawing.svg_inline(omitsize=True))
