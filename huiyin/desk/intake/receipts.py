"""The receipt (登记回执): printed before the visitor leaves, on A5 or on the 80 mm roll of a counter's printer."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from huiyin.cases.asked import named
from huiyin.cases.models import Case, Submission
from huiyin.cases.own_words import requests_shown
from huiyin.cases.projections import code_if_open
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.matter.buttons import next_card
from huiyin.desk.matter.case_page import clock_lines, sorter_of
from huiyin.desk.matter.cases import fetch
from huiyin.desk.names import Names
from huiyin.desk.reception.slips import word_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import openings
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Channel, Stage
from huiyin.law.words import P, Phrase
from huiyin.papers.squares import square
from huiyin.people.models import Organ, Person
from huiyin.people.posts import names_of
from huiyin.reception.room import at_window
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.store.rows import by_id, one, read
from huiyin.vault.opening import read_out
from huiyin.vault.receipts import receipt as proof_of
from huiyin.wording.short_links import behind

#: The papers a counter prints on; the session remembers which one lies in the printer.
ROLL, SHEET = "80", "a5"
_SESSION = "desk_receipt_paper"
#: A report this browser took down for an organ that may hold it: its receipt is printed, and nothing more is shown.
TAKEN_DOWN = "desk_taken_down"
#: Registering and answering on the spot come first in the journal of a matter.
MOST_AT_THE_COUNTER = 4
#: What was said is read back; what was written is not.
SPOKEN = frozenset({Channel.VISIT, Channel.PHONE})


@staff
@require_safe
def receipt(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    taken_down = _taken_down(request, desk, number)
    case = taken_down or fetch(desk, number)
    facts = load_facts(case.facts)
    names = Names.of(desk.world.chart, [facts.owner])
    card = next_card(case, facts, openings(MATTER, facts, desk.actor, desk.today, desk.world), names, desk.person.id)
    ticket = at_window(desk.actor, desk.today) if case.channel == Channel.VISIT else None
    context = {
        "case": case,
        "receipt": _receipt(request, desk, case, facts, names),
        "buttons": {"next": None if taken_down else card},
        "elsewhere": taken_down is not None,
        "to_dispatcher": "" if taken_down else sorter_of(case, desk),
        "paper": _paper(request),
        "ticket": ticket if ticket and ticket.case == case.id else None,
        "door": case.channel == Channel.VISIT and taken_down is None,
        "word": word_of(request, ticket) if ticket and ticket.case == case.id else "",
    }
    response = page(request, desk, "desk/receipt.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _taken_down(request: HttpRequest, desk: Desk, number: str) -> Case | None:
    """The report that whoever sits here took down for another organ today; they read it no more after its receipt."""
    case = named(number) if request.session.get(TAKEN_DOWN) == number else None
    first = Event.objects.filter(record=case.id, seq=1).first() if case else None
    return case if first is not None and may_tell_code(first, desk) else None


def _paper(request: HttpRequest) -> str:
    """Chosen in the address, else what this browser printed on last."""
    chosen = request.GET.get("paper")
    if chosen in (ROLL, SHEET) and request.session.get(_SESSION, SHEET) != chosen:
        request.session[_SESSION] = chosen
    return str(request.session.get(_SESSION, SHEET))


def _receipt(request: HttpRequest, desk: Desk, case: Case, facts: Facts, names: Names) -> dict[str, Any]:
    events = read(Event, "record = %s AND seq <= %s", [case.id, MOST_AT_THE_COUNTER], "ORDER BY seq")
    organs = by_id(Organ, {facts.coordinator, facts.holder})
    first, organ = events[0], organs[facts.coordinator]
    code = code_if_open(case) if may_tell_code(first, desk) else ""
    running, _ = clock_lines(facts, desk.world)
    clock = running[0] if running else {"due": None, "citation": None}
    return {
        "organ": organ.name,
        "number": case.number,
        "code": _grouped(code) if code else "•••• ••••",
        "received_at": case.lodged_at,
        "channel": Channel(case.channel).label,
        "subject": case.title,
        "claims": requests_shown(case, desk.actor, desk.today),
        "answer": _answer(events),
        "read_by": _read_by(case),
        "next": _next(facts, names),
        "holder": _holder(desk, facts, names, organs[facts.holder].phone),
        "due": clock["due"],
        "citation": clock["citation"],
        "clerk": names_of([first.by]).get(first.by, "") if first.by else "",
        "phone": organ.phone,
        "hidden": not code,
        "qr": _qr(request, case, code),
        "proof": str(proof_of(case.number, bytes(first.hash))).rpartition("/")[2],
    }


def _next(facts: Facts, names: Names) -> Phrase:
    if facts.stage is Stage.CLOSED:
        return P("已经当场答复。您觉得没有解决，可以凭编号和查询码说明，我们重新办。")
    return P("现在由{organ}办理，最迟这一天告诉您下一步。", organ=names.organ(facts.holder))


def _holder(desk: Desk, facts: Facts, names: Names, there: str) -> dict[str, str]:
    """Who has it now: organ, person, and where to call; ``there`` is the organ's own number."""
    if facts.stage is Stage.CLOSED:
        return {}
    owner = desk.person if facts.owner == desk.person.id else one(Person, id=facts.owner)
    called = owner.phone_office if owner else ""
    return {"organ": names.organ(facts.holder), "person": names.person(facts.owner), "phone": called or there}


def _answer(events: list[Event]) -> str:
    """What was answered on the spot."""
    said = [read_out(event.payload)["said"] for event in events if event.act == Act.ANSWER_ON_SPOT]
    return str(said[0].get("answer", "")) if said else ""


def _read_by(case: Case) -> str:
    """Who read the oral account back to the visitor; empty when nobody did."""
    if case.channel not in SPOKEN:
        return ""
    row = Submission.objects.filter(case=case, read_back=True).order_by("id").first()
    return str(json.loads(row.extra).get("念给本人听", "")) if row and row.extra else ""


def may_tell_code(lodged: Event, desk: Desk) -> bool:
    """The query code belongs to the person: only the clerk who took the matter in prints it, on that day."""
    return lodged.by == desk.actor.person and beijing_day(lodged.recorded_at) == desk.today


def _grouped(code: str) -> str:
    return f"{code[:4]} {code[4:]}"


def _qr(request: HttpRequest, case: Case, code: str) -> SafeString:
    """Leads to where a matter is followed; number and code stand behind the #, which a browser sends to nobody."""
    return square(behind(request.build_absolute_uri(reverse("portal:short")), case.number, code))
