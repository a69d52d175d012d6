"""Many matters in one go (批量分流): each with its own class, organ, reason, entry in the journal and papers.

The lines are chosen in the queue, looked over here, and sent; each goes through the door alone, so that one that is
refused keeps nothing else back. The same sheet sent twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case, Claim
from huiyin.cases.papers.batches import under_way
from huiyin.cases.papers.instruments import owed_rows
from huiyin.cases.queries import visible_to
from huiyin.cases.readings import record_reading
from huiyin.desk.dispatch.cards import CARDS, may_dispatch
from huiyin.desk.dispatch.sounding import sounding, stories
from huiyin.desk.dispatch.steps import Carried, carry_out
from huiyin.desk.dispatch.suggestions import ASSIGNED_FOR, Suggestion, prefilled, suggest
from huiyin.desk.forms.claim_rows import CLASSES
from huiyin.desk.frame import page
from huiyin.desk.matter.offered import receivers
from huiyin.desk.staff import Desk, staff
from huiyin.law.accused.heard import Heard
from huiyin.law.chart.organs import Organ
from huiyin.law.chart.routes import ROUTES
from huiyin.law.terms import Act

#: So many at once; a page of more is not looked over any more.
MOST = 50
ACTS = (Act.TRANSFER, Act.ASSIGN, Act.GUIDE)
#: Said once for all lines.
COMMON = ("_once", "until", "explanation")


@dataclass(frozen=True, slots=True)
class Row:
    """One matter on the sheet.

    :param values: what stands in its fields; their names begin with the matter's number and a dot.
    :param fits: the way chosen for all is also the one proposed for it, so that it is ticked.
    :param sounding: it may be a report; then it is ticked by nobody but the clerk.
    """

    card: Suggestion
    values: QueryDict
    ticked: bool
    fits: bool
    sounding: Heard
    classes: tuple[tuple[Any, list[tuple[str, tuple[object, ...], bool]]], ...]
    routes: tuple[tuple[Any, str], ...]


@staff
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, desk: Desk) -> HttpResponse:
    may_dispatch(desk)
    said = request.POST if request.method == "POST" else request.GET
    act = next((act for act in ACTS if act.value == said.get("act")), None)
    if act is None:
        raise Http404
    cases = chosen(desk, said.getlist("case"))
    if request.method == "POST" and "_again" not in request.POST:
        return _sent(request, desk, act, cases, request.POST)
    return _sheet(request, desk, act, cases, request.POST if request.method == "POST" else None)


def chosen(desk: Desk, numbers: Iterable[str]) -> list[Case]:
    """The matters chosen, as far as the reader may see them, nearest last day first; of reports it is noted."""
    found = visible_to(desk.actor, desk.today).filter(number__in=list(dict.fromkeys(numbers))[:MOST])
    cases = list(found.order_by("queue_on", "id"))
    for case in cases:
        record_reading(case, desk.actor, desk.now)
    return cases


def own_part(said: QueryDict, number: str) -> QueryDict:
    """The fields of one matter, without its number; what is said for all goes before them."""
    part, prefix = QueryDict(mutable=True), f"{number}."
    for name in said:
        if name.startswith(prefix):
            part.setlist(name.removeprefix(prefix), said.getlist(name))
    for name in COMMON:
        if said.get(name):
            part.setlist(name, said.getlist(name))
    return part


def _sheet(
    request: HttpRequest, desk: Desk, act: Act, cases: list[Case], typed: QueryDict | None, **more: Any
) -> HttpResponse:
    claims, told = _claims(cases), stories(cases)
    rows = [
        _row(desk, act, case, claims.get(case.id, []), told.get(case.id, ""), typed)
        for case in cases if case.stage in CARDS
    ]  # fmt: skip
    said = typed if typed is not None else QueryDict()
    context = {
        "act": act,
        "rows": rows,
        "left": [case for case in cases if case.stage not in CARDS],
        "organs": _organs(desk, rows),
        "until": said.get("until") or (desk.today + timedelta(days=ASSIGNED_FOR)).isoformat(),
        "explanation": said.get("explanation", ""),
        "routes": ROUTES.values(),
        "once": said.get("_once") or uuid4().hex,
        **more,
    }
    status = 422 if more.get("nothing") else 200
    return page(request, desk, "desk/batch.html", context, here="dispatch", status=status)


def _claims(cases: list[Case]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in Claim.objects.filter(case__in=[case.id for case in cases], split_to=None).order_by("seq"):
        found.setdefault(claim.case_id, []).append(claim)
    return found


def _row(desk: Desk, act: Act, case: Case, claims: list[Claim], story: str, typed: QueryDict | None) -> Row:
    own = own_part(typed, case.number) if typed is not None else QueryDict()
    card = suggest(case, desk, own, rows=claims)
    values = prefilled(card, desk, act)
    for name in own:
        values.setlist(name, own.getlist(name))
    fits = act is card.act or (act is Act.ASSIGN and card.act is Act.TRANSFER)
    heard = sounding(card, story)
    ticked = fits and not heard if typed is None else case.number in typed.getlist("tick")
    classes = tuple((each, _classes(values.get(f"classes-{each.row.seq}", ""))) for each in card.claims)
    routes = tuple((each, values.get(f"routes-{each.row.seq}", "")) for each in card.claims)
    return Row(card, values, ticked, fits, heard, classes, routes)


def _classes(chosen: str) -> list[tuple[str, tuple[object, ...], bool]]:
    return [(key, words, key == chosen) for key, words in CLASSES]


def _organs(desk: Desk, rows: list[Row]) -> list[Organ]:
    """Names for the box of other organs: only what every line may go to, so that nothing here tells of an accused."""
    if not rows:
        return []
    open_to = [receivers(row.card.facts, desk.world) for row in rows]
    return [organ for organ in open_to[0].values() if all(organ.id in each for each in open_to)]


def _sent(request: HttpRequest, desk: Desk, act: Act, cases: list[Case], said: QueryDict) -> HttpResponse:
    ticked = set(said.getlist("tick"))
    if not ticked:
        return _sheet(request, desk, act, cases, said, nothing=True)
    results = [carry_out(desk, case, act, own_part(said, case.number)) for case in cases if case.number in ticked]
    refused = [each for each in results if each.refusal is not None]
    context = {
        "act": act,
        "went": [(each, _where(desk, each)) for each in results if each.refusal is None],
        "papers": _to_issue(desk, [each.case.id for each in results if each.refusal is None]),
        "refused": refused,
        "gone": sorted(ticked - {case.number for case in cases}),
        "again": [each.case.number for each in refused],
    }
    return page(request, desk, "desk/batch_sent.html", context, here="dispatch")


def _to_issue(desk: Desk, cases: list[int]) -> list[int]:
    """The papers that the organ owes in these matters and nobody has ordered yet."""
    rows = owed_rows(desk.actor, desk.today).filter(record__in=cases)
    owed = list(rows.values_list("id", flat=True)) if cases else []
    ordered = under_way(owed) if owed else set()
    return [each for each in owed if each not in ordered]


def _where(desk: Desk, each: Carried) -> str:
    """The organ a matter went to, as its entry in the journal says."""
    if each.event is None:
        return ""
    fresh = Case.objects.only("holder").get(id=each.case.id)
    return desk.world.chart.organ(fresh.holder).short if each.act is not Act.GUIDE else ""
