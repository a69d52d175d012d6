"""Handing over all matters of one person at once (整体移交): when somebody leaves, or is on leave.

Every matter is handed over by its own act under its own law, so each stands in its own journal; those that the law
refuses (an opinion waits for signature, the heir took part before) are listed with the reason and stay where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases.acts import Refused, perform
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.cases import fetch
from huiyin.desk.duty import HANDS_OVER, dispatcher_for
from huiyin.desk.frame import page
from huiyin.desk.queues import lines
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import WORKERS
from huiyin.law.terms import Act
from huiyin.people.posts import Member, names_of, people_of
from huiyin.typed.wholes import row_id

#: Who can do something with a matter at some stage; an auditor or an administrator never opens one.
HANDLING = frozenset().union(*WORKERS.values())
#: So many in one go; the page then offers the next ones.
MOST = 200


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one matter; ``refusal`` is empty when it has a new owner."""

    case: Case
    refusal: Refusal | None = None


@staff
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, desk: Desk) -> HttpResponse:
    if not desk.actor.roles & HANDS_OVER:
        raise PermissionDenied
    members = tuple(each for each in people_of(desk.organ.id, on=desk.today) if not each.roles.isdisjoint(HANDLING))
    from_person = _number((request.POST or request.GET).get("from", ""))
    to_person = _number(request.POST.get("to", ""))
    handed: list[Handed] = []
    if request.method == "POST" and to_person in {member.person for member in members} and to_person != from_person:
        handed = handed_over(desk, _chosen(desk, from_person, request.POST.getlist("case")), to_person, request.POST)
    found = list(of_person(desk, from_person)[: MOST + 1]) if from_person else []
    context = {
        "givers": _givers(desk, members),
        "members": [member for member in members if member.person != from_person],
        "from_person": from_person,
        "rows": lines(found[:MOST], desk.today),
        "more": len(found) > MOST,
        "handed": handed,
        "refused": [each for each in handed if each.refusal],
        "done": sum(each.refusal is None for each in handed),
        "note": request.POST.get("note", ""),
        "nobody": request.method == "POST" and not handed,
        "once": uuid4().hex,
    }
    return page(
        request, desk, "desk/hand_over.html", context, here="hand-over", status=422 if context["nobody"] else 200
    )


def of_person(desk: Desk, person: int) -> QuerySet[Case]:
    """Everything open that the person has in hand at this organ, the nearest last day first."""
    found = visible_to(desk.actor, desk.today).filter(owner=person, holder=desk.organ.id, queue_on__isnull=False)
    return found.order_by("queue_on", "id")


def handed_over(desk: Desk, cases: list[Case], to_person: int, said: Any) -> list[Handed]:
    given = {"to_person": to_person} | ({"note": said["note"].strip()} if said.get("note", "").strip() else {})
    return [_handed(desk, case, given, said.get("_once", "")) for case in cases]


def _handed(desk: Desk, case: Case, given: dict[str, Any], once: str) -> Handed:
    key = f"over:{once[:32]}:{case.id}"[:64]
    try:
        perform(case=case.id, act=Act.NAME_HANDLER, by=desk.actor, at=desk.now, given=given, key=key)
    except Refused as refused:
        return Handed(case, refused.refusal)
    return Handed(case)


def _chosen(desk: Desk, person: int, numbers: list[str]) -> list[Case]:
    return list(of_person(desk, person).filter(number__in=numbers[:MOST])) if person else []


def _givers(desk: Desk, members: tuple[Member, ...]) -> list[tuple[int, str]]:
    """Who has something in hand here, also those who left already."""
    held = visible_to(desk.actor, desk.today).filter(holder=desk.organ.id, queue_on__isnull=False).order_by()
    names = names_of(held.values_list("owner", flat=True).distinct()[:MOST])
    names |= {member.person: member.name for member in members}
    return sorted(names.items(), key=lambda each: each[1])


def _number(text: str) -> int:
    return row_id(text) or 0


@staff
@require_POST
def to_dispatcher(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The receptionist's one button: whoever is on duty for dispatch takes it from here."""
    case = fetch(desk, number)
    person = dispatcher_for(desk)
    if person is None:
        raise Http404
    try:
        perform(case=case.id, act=Act.NAME_HANDLER, by=desk.actor, at=desk.now, given={"to_person": person})
    except Refused:
        return see_other(reverse("desk:act", args=[number, Act.NAME_HANDLER.value]))
    return see_other(reverse("desk:home"))
