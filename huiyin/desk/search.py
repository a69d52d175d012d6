"""Finding matters: by number, by words, by person. A person's data go by POST, so that no address keeps them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.earlier import earlier_matters
from huiyin.cases.identity import Identity
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.frame import page
from huiyin.desk.queues import Line, lines
from huiyin.desk.staff import Desk, staff
from huiyin.insights.search import search as search_words

MOST = 20
SHORTEST_NUMBER = 6
NUMBER_LENGTH = 19


class PersonForm(forms.Form):
    """Whom to look for; the values are compared exactly, through the blind indexes."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=80)
    phone = forms.CharField(label=_("电话"), required=False, max_length=40)
    id_number = forms.CharField(label=_("证件号码"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "data-private": ""}


@staff
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    person = PersonForm(request.POST or None)
    context: dict[str, Any] = {"query": query, "person": person, "asked": bool(query or person.is_bound)}
    if person.is_valid():
        context["found"] = by_person(desk, Identity(**person.cleaned_data))
    elif query:
        context["found"] = by_number(desk, query)
        context |= {} if context["found"] else by_words(desk, query, request.GET.get("before", ""))
    return page(request, desk, "desk/search.html", context, here="search")


def by_number(desk: Desk, query: str) -> list[Line]:
    """Matters whose number begins with the digits typed, newest first."""
    return lines(_numbered(desk, query)[:MOST], desk.today)


def _numbered(desk: Desk, query: str) -> QuerySet[Case]:
    digits = "".join(query.split())
    if not digits.isdigit() or not SHORTEST_NUMBER <= len(digits) <= NUMBER_LENGTH:
        return Case.objects.none()
    # A range, because the index of a LIKE is not the same on both databases.
    last = digits.ljust(NUMBER_LENGTH, "9")
    return visible_to(desk.actor, desk.today).filter(number__gte=digits, number__lte=last).order_by("-number")


def by_number_or_words(desk: Desk, query: str, most: int) -> list[Case]:
    """What the page of results shows and what follows it, newest first."""
    numbered = list(_numbered(desk, query)[:most])
    return numbered or search_words(desk.actor, desk.today, query, None, most).cases


def by_words(desk: Desk, query: str, before: str) -> dict[str, Any]:
    """Matters with all the words, newest first, and the address of the next page."""
    found = search_words(desk.actor, desk.today, query, int(before) if before.isdigit() else None, MOST)
    older = f"?{urlencode({'q': query, 'before': str(found.before)})}" if found.more else ""
    return {"found": lines(found.cases, desk.today), "older": older}


def by_person(desk: Desk, identity: Identity) -> list[Line]:
    return lines((each.case for each in earlier_matters(identity, desk.actor, desk.today)), desk.today)
