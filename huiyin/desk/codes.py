"""A lost query code given anew at the counter (补发查询码), to whoever filed or to one who stands behind a petition.

Beside the record: whom it was given to, by whom and how they were known stands in a list of its own. The code is shown
once, to whoever asked at the window; the old one opens nothing from that moment on.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.identity import masked
from huiyin.cases.lodging import CAPACITY_LABELS, Capacity
from huiyin.cases.models import Case, Party
from huiyin.desk.cases import fetch
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.joint import codes
from huiyin.joint.codes import Asked
from huiyin.joint.models import Proof, Reissued
from huiyin.people.posts import names_of

_AT_THE_COUNTER = [choice for choice in Proof.choices if choice[0] != Proof.REPRESENTATIVE]


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
    """Who may be given a code, the form, and after it the code, this once."""
    case = fetch(desk, number)
    if not desk.takes_in:
        raise PermissionDenied
    people = codes.people_of(case)
    if not people:
        raise Http404
    form = CodeForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        return _given(request, desk, case, _chosen(people, form), Proof(form.cleaned_data["proof"]))
    shown = {"case": case, "form": form, "earlier": _earlier(case, people)}
    return page(request, desk, "desk/codes.html", shown, status=422 if form.is_bound else 200)


def _given(request: HttpRequest, desk: Desk, case: Case, who: Party, proof: Proof) -> HttpResponse:
    given = codes.reissue(case, who, Asked(proof, desk.actor.person, desk.actor.organ), desk.now)
    shown = {"case": case, "who": _line(who), "number": given.number, "code": codes.shown(given.code)}
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
    rows = list(Reissued.objects.filter(case=case.id).order_by("-id")[:20])
    lines = {row.id: _line(row) for row in people}
    clerks = names_of([row.by for row in rows if row.by is not None]) if rows else {}
    return [
        {
            "at": row.at,
            "who": lines.get(row.party, "—"),
            "by": clerks.get(row.by or 0, ""),
            "how": Proof(row.proof).label,
        }
        for row in rows
    ]
