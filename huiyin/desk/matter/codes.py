"""A lost query code given anew at the counter (补发查询码), to whoever filed or to one who stands behind a petition.

Beside the record: whom it was given to, by whom and how they were known stands in a list of its own. The code is shown
once, at the window; the old one goes on for a while, and its holder may stop the new one. Of a report only the organ
that holds it gives a code, and two persons do so.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.identity import masked
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity
from huiyin.cases.models import Case, Party
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.joint import codes, renewing
from huiyin.joint.codes import Asked
from huiyin.joint.models import Proof, Reissued, State
from huiyin.people.posts import names_of
from huiyin.typed.wholes import order_of

_AT_THE_COUNTER = [choice for choice in Proof.choices if choice[0] not in (Proof.REPRESENTATIVE, Proof.SMS)]


class CodeForm(forms.Form):
    """To whom, and how the clerk knows that it is they."""

    party = forms.ChoiceField(label=_("给谁补发"), widget=forms.RadioSelect)
    proof = forms.ChoiceField(label=_("怎么核对的身份"), choices=_AT_THE_COUNTER, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(row.id), _line(row)) for row in people]


@staff
@require_http_methods(["GET", "POST"])
def query_codes(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Who may be given a code, the form, and after it the code, this once. Of a report two persons give it."""
    case = fetch(desk, number)
    if not desk.takes_in:
        raise PermissionDenied
    people = codes.people_of(case)
    if not people:
        raise Http404
    if case.report and case.holder != desk.organ.id:
        return page(request, desk, "desk/codes_elsewhere.html", {"case": case}, status=403)
    if request.method == "POST" and "asked" in request.POST:
        return _second(request, desk, case, people)
    form = CodeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        return _asked(request, desk, case, _chosen(people, form), Proof(form.cleaned_data["proof"]))
    return _page(request, desk, case, people, form, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, desk: Desk, case: Case, people: list[Party], form: CodeForm, status: int = 200
) -> HttpResponse:
    waiting = Reissued.objects.filter(case=case.id, state=State.ASKED).order_by("-id").first()
    context = {
        "case": case, "form": form, "earlier": _earlier(case, people), "waiting": waiting,
        "mine": waiting is not None and waiting.by == desk.actor.person,
        "who": next((_line(row) for row in people if waiting and row.id == waiting.party), ""),
        "how": Proof(waiting.proof).label if waiting else "", "pause": settings.HUIYIN_CODE_PAUSE_DAYS,
    }  # fmt: skip
    return page(request, desk, "desk/codes.html", context, status=status)


def _asked(request: HttpRequest, desk: Desk, case: Case, who: Party, proof: Proof) -> HttpResponse:
    """Given at once, or laid before a second person."""
    if who.capacity == Capacity.PETITIONER and renewing.needs_two(case, who.id):
        by, organ = desk.actor.person, desk.actor.organ
        renewing.ask(Reissued(case=case.id, party=who.id, by=by, organ=organ, proof=proof, at=desk.now))
        return see_other(reverse("desk:codes", args=[case.number]))
    given = codes.reissue(case, who, Asked(proof, desk.actor.person, desk.actor.organ), desk.now)
    return _given(request, desk, case, who, given)


def _second(request: HttpRequest, desk: Desk, case: Case, people: list[Party]) -> HttpResponse:
    """Another entitled person of the same organ has looked too, and says yes or no."""
    asked = order_of(request.POST.get("asked"), 2**63 - 1)
    row = Reissued.objects.filter(id=asked or 0, case=case.id, state=State.ASKED).first()
    second = desk.actor.person
    if row is None or second is None or row.by == second or row.organ != desk.actor.organ:
        raise PermissionDenied
    who = next((each for each in people if each.id == row.party), None)
    if who is None or "refuse" in request.POST:
        renewing.refuse(row, second)
        return see_other(reverse("desk:codes", args=[case.number]))
    code = renewing.confirm(case, row, second, desk.now)
    if not code:
        return see_other(reverse("desk:codes", args=[case.number]))
    return _given(request, desk, case, who, codes.Given(case.number, code))


def _given(request: HttpRequest, desk: Desk, case: Case, who: Party, given: codes.Given) -> HttpResponse:
    shown = {
        "case": case, "who": _line(who), "number": given.number, "code": codes.shown(given.code),
        "waits": renewing.under_way(case) if who.capacity == Capacity.PETITIONER else renewing.under_way_of(who.id),
    }  # fmt: skip
    answer = page(request, desk, "desk/codes_given.html", shown)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _chosen(people: list[Party], form: CodeForm) -> Party:
    return next(row for row in people if str(row.id) == form.cleaned_data["party"])


def _line(row: Party) -> str:
    shown = masked(row)
    parts = (shown.get("name", "—"), shown.get("phone", ""), gettext(CAPACITY_LABELS[Capacity(row.capacity)]))
    return " · ".join(part for part in parts if part)


def _earlier(case: Case, people: list[Party]) -> list[dict[str, Any]]:
    """Codes given before, newest first."""
    rows = list(Reissued.objects.filter(case=case.id).order_by("-id"))
    lines = {row.id: _line(row) for row in people}
    clerks = names_of([each for row in rows for each in (row.by, row.second) if each is not None]) if rows else {}
    return [
        {
            "at": row.at,
            "who": lines.get(row.party, "—"),
            "by": "、".join(clerks[each] for each in (row.by, row.second) if each in clerks),
            "how": Proof(row.proof).label,
            "state": State(row.state).label if row.state != State.DONE else "",
        }
        for row in rows
    ]
