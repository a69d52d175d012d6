"""The page of whoever filed it: the link to hand on, who has joined by it, who speaks for the others."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import perform
from huiyin.cases.identity import masked
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Party
from huiyin.joint.codes import TOGETHER
from huiyin.joint.models import Cosigner
from huiyin.law.frame.facts import PETITIONER
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.terms import Act
from huiyin.papers.squares import square
from huiyin.people import ledgers
from huiyin.portal.entering.grants import opened
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.joining.links import invite, token_of
from huiyin.portal.joining.renewing import may_renew
from huiyin.portal.models import Invitation
from huiyin.portal.redirects import see_other
from huiyin.portal.saying.buttons import in_plain_words
from huiyin.store.locks import writing
from huiyin.typed.wholes import row_id


@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, number: str) -> HttpResponse:
    """The link to hand on, who has joined by it, and the button that takes it back; representatives see who is in."""
    matter = gather(opened(request, number))
    verdict = matter.openings.get(Act.JOIN)
    if verdict is None and not (matter.represents and request.method == "GET" and not matter.case.report):
        raise Http404
    if request.method == "POST":
        if "elect" in request.POST:
            _elect(matter, request.POST["elect"])
        elif "revoke" in request.POST or isinstance(verdict, Refusal):
            Invitation.objects.filter(case=matter.case.id).delete()
        else:
            invite(matter.case)
        return see_other("together", number)
    refusal = in_plain_words(matter, verdict) if isinstance(verdict, Refusal) else None
    return render(request, "portal/together.html", {**_group(request, matter), "refusal": refusal})


def _elect(matter: Matter, party: str) -> None:
    """Whoever filed says that somebody who offered to speak for all was chosen by them (推选); the record learns it."""
    mine = Cosigner.objects.filter(case=matter.case.id, elected=False)
    row = mine.filter(party=row_id(party) or 0).first()
    who = Party.objects.filter(id=row.party, capacity=Capacity.REPRESENTATIVE).first() if row else None
    if row is None or who is None or not isinstance(matter.openings.get(Act.SUPPLEMENT), Decision):
        return
    with writing():
        row.elected = True
        row.save(update_fields=["elected"])
        ledgers.bind(ledgers.READINGS, "elected", [row])
        text = f"推选{masked(who).get('name', '')}当代表"
        perform(case=matter.case.id, act=Act.SUPPLEMENT, by=PETITIONER, at=timezone.now(), given={"text": text})


def _group(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    row = Invitation.objects.filter(case=matter.case.id).first() if matter.own else None
    link = request.build_absolute_uri(reverse("portal:join", args=(token_of(matter.case, row),))) if row else ""
    people = list(Party.objects.filter(case=matter.case, capacity__in=TOGETHER).order_by("id"))
    elected = dict(Cosigner.objects.filter(case=matter.case.id).values_list("party", "elected"))
    return {
        "matter": matter, "case": matter.case, "here": "track", "link": link, "qr": square(link) if link else "",
        "people": [_person(matter, party, elected.get(party.id, True)) for party in people],
        "limit": matter.facts.book.representatives, "renews": any(may_renew(matter, party) for party in people),
        "offered": matter.own and any(not each for each in elected.values()),
    }  # fmt: skip


def _person(matter: Matter, party: Party, elected: bool) -> dict[str, Any]:
    """One line of the list; those named at the filing were chosen before."""
    offers = party.capacity == Capacity.REPRESENTATIVE
    name = masked(party).get("name", "")
    return {
        "id": party.id, "name": name, "speaks": offers and elected,
        "offers": offers and not elected and matter.own, "renews": may_renew(matter, party),
    }  # fmt: skip
