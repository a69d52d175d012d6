"""The list of statutory routes (法定途径清单): where each leads, until when, by which law; with the office's own notes.

The routes are the law's own table; what an organ adds, its address, its telephone, has an owner and a day by which it
must be looked at again, and goes into the words by which a petitioner is guided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.answers.keeping import keep
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.models import RouteNote
from huiyin.desk.staff import Desk, staff
from huiyin.law.chart.routes import ROUTES, Route
from huiyin.people.posts import names_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A route with the own organ's note, if there is one; ``old`` says that its review is overdue."""

    route: Route
    note: RouteNote | None
    owner: str
    old: bool


if TYPE_CHECKING:
    NoteFields = forms.ModelForm[RouteNote]
else:
    NoteFields = forms.ModelForm


class NoteForm(NoteFields):
    class Meta:
        model = RouteNote
        fields = ("body", "review_on")
        labels = {"body": _("在本地怎么走（地址、电话、带什么）"), "review_on": _("最迟哪天复核")}
        widgets = {"body": forms.Textarea(attrs={"rows": 4}), "review_on": forms.DateInput(attrs={"type": "date"})}


@staff
@require_safe
def routes(request: HttpRequest, desk: Desk) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    notes = notes_of(desk.organ.id)
    owners = names_of(note.owner for note in notes.values()) if notes else {}
    rows = [_listed(route, notes.get(key), owners, desk.today) for key, route in ROUTES.items() if fits(route, query)]
    context = {"rows": rows, "query": query, "old": sum(row.old for row in rows)}
    return page(request, desk, "desk/routes.html", context, here="answers")


def _listed(route: Route, note: RouteNote | None, owners: dict[int, str], today: date) -> Listed:
    return Listed(route, note, owners.get(note.owner, "") if note else "", note is not None and note.review_on < today)


def fits(route: Route, query: str) -> bool:
    said = (str(route.name), str(route.where), str(route.explanation), *route.telling, *route.hinting)
    return not query or any(query in each for each in said)


def notes_of(organ: int) -> dict[str, RouteNote]:
    """The notes of an organ by the key of their route."""
    return {note.route: note for note in RouteNote.objects.filter(organ=organ)}


@staff
@require_http_methods(["GET", "POST"])
def route_note(request: HttpRequest, desk: Desk, route: str) -> HttpResponse:
    """What the own organ says of a route; whoever changes it last owns it."""
    if route not in ROUTES:
        raise Http404
    mine = {"route": route, "organ": desk.organ.id}
    row = RouteNote.objects.filter(**mine).first() or RouteNote(**mine)
    form = NoteForm(request.POST or None, instance=row)
    if form.is_valid():
        keep(form.save(commit=False), desk.actor)
        return see_other(reverse("desk:routes"))
    context = {"form": form, "route": ROUTES[route]}
    return page(request, desk, "desk/route_note.html", context, here="answers", status=422 if form.is_bound else 200)
