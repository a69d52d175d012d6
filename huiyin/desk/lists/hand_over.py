"""Handing over all records of one person at once (整体移交): when somebody leaves, or is on leave.

Every record is handed over by its own act under its own law, so each stands in its own journal; those that the law
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

from huiyin.cases.acts import MATTERS
from huiyin.desk.duty import HANDS_OVER, dispatcher_for
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.matter.cases import fetch
from huiyin.desk.records.fetching import url_of
from huiyin.desk.records.lists import lines as record_lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.verdict import Refusal
from huiyin.law.matter.procedure import WORKERS
from huiyin.law.terms import Act
from huiyin.people.posts import Member, names_of, people_of
from huiyin.record.door import Refused, perform
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Recorded
from huiyin.record.reading import visible_to
from huiyin.typed.wholes import row_id

#: Who can do something with a matter at some stage; an auditor or an administrator never opens one.
HANDLING = frozenset().union(*WORKERS.values())
#: So many in one go; the page then offers the next ones.
MOST = 200


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one record; ``refusal`` is empty when it has a new owner."""

    kind: Kind
    row: Recorded
    refusal: Refusal | None = None

    @property
    def url(self) -> str:
        return url_of(self.kind, self.row.number)


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
    found = _in_hand(desk, from_person)
    matters: list[Any] = [row for kind, row in found if kind is MATTERS]
    context = {
        "givers": _givers(desk, members),
        "members": [member for member in members if member.person != from_person],
        "from_person": from_person,
        "rows": lines(matters[:MOST], desk.today),
        "others": record_lines(desk, [each for each in found if each[0] is not MATTERS]),
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


def _in_hand(desk: Desk, person: int) -> list[tuple[Kind, Recorded]]:
    """What the person has in hand, of each kind so much that one knows whether there is more."""
    kinds = KINDS if person else ()
    return [(kind, row) for kind in kinds for row in of_person(kind, desk, person)[: MOST + 1]]


def of_person(kind: Kind, desk: Desk, person: int) -> QuerySet[Any]:
    """Every open record of a kind that the person has in hand at this organ, the nearest last day first."""
    found = visible_to(kind, desk.actor, desk.today).filter(owner=person, holder=desk.organ.id, queue_on__isnull=False)
    return found.order_by("queue_on", "id")


def handed_over(desk: Desk, chosen: list[tuple[Kind, Recorded]], to_person: int, said: Any) -> list[Handed]:
    given = {"to_person": to_person} | ({"note": said["note"].strip()} if said.get("note", "").strip() else {})
    return [_handed(desk, kind, row, given, said.get("_once", "")) for kind, row in chosen]


def _handed(desk: Desk, kind: Kind, row: Recorded, given: dict[str, Any], once: str) -> Handed:
    key = f"over:{once[:32]}:{row.id}"[:64]
    try:
        perform(kind, record=row.id, act=kind.procedure.hands, by=desk.actor, at=desk.now, given=given, key=key)
    except Refused as refused:
        return Handed(kind, row, refused.refusal)
    return Handed(kind, row)


def _chosen(desk: Desk, person: int, numbers: list[str]) -> list[tuple[Kind, Recorded]]:
    kinds = KINDS if person else ()
    return [(kind, row) for kind in kinds for row in of_person(kind, desk, person).filter(number__in=numbers[:MOST])]


def _givers(desk: Desk, members: tuple[Member, ...]) -> list[tuple[int, str]]:
    """Who has something in hand here, also those who left already."""
    owners: set[int] = set()
    for kind in KINDS:
        held = visible_to(kind, desk.actor, desk.today).filter(holder=desk.organ.id, queue_on__isnull=False).order_by()
        owners |= set(held.values_list("owner", flat=True).distinct())
    names = names_of(owners) | {member.person: member.name for member in members}
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
        perform(MATTERS, record=case.id, act=Act.NAME_HANDLER, by=desk.actor, at=desk.now, given={"to_person": person})
    except Refused:
        return see_other(reverse("desk:act", args=[number, Act.NAME_HANDLER.value]))
    return see_other(reverse("desk:home"))
