"""A lost code given anew (补发查询码) by whoever filed the matter, or a representative; the old one lasts a while."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.cases.identity import masked
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Party
from huiyin.joint import codes, renewing
from huiyin.joint.codes import TOGETHER, Asked
from huiyin.joint.models import Proof
from huiyin.portal.entering import throttle
from huiyin.portal.entering.grants import opened
from huiyin.portal.following.matter import Matter, gather
from huiyin.portal.redirects import TOO_OFTEN


@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, number: str, party: int) -> HttpResponse:
    """What it means, and one button; then the new number and code, once."""
    matter = gather(opened(request, number))
    who = Party.objects.filter(id=party, case=matter.case, capacity__in=TOGETHER).first()
    if who is None or not may_renew(matter, who):
        raise Http404
    shown = {"matter": matter, "case": matter.case, "here": "track", "name": masked(who).get("name", "")}
    if request.method != "POST":
        return render(request, "portal/renew.html", shown)
    now = timezone.now()
    if throttle.taken(throttle.RENEWING, number, now) > throttle.RENEWING.most:
        return render(request, "portal/renew.html", {**shown, "too_often": True}, status=TOO_OFTEN)
    return _given(request, matter, who, shown)


def _given(request: HttpRequest, matter: Matter, who: Party, shown: dict[str, Any]) -> HttpResponse:
    given = codes.reissue(matter.case, who, Asked(Proof.REPRESENTATIVE), timezone.now())
    waits = renewing.under_way_of(who.id)
    told = {**shown, "number": given.number, "code": codes.shown(given.code), "waits": waits}
    answer = render(request, "portal/renew.html", told)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def may_renew(matter: Matter, who: Party) -> bool:
    """Whoever filed may, for everybody; a representative for those who do not speak for the others themselves.

    What turned out to be a report of wrongdoing is closed to all who joined, and no code opens it (Art. 30 ¶3).
    """
    if matter.case.report:
        return False
    return matter.own or (matter.represents and who.capacity == Capacity.COSIGNER)
