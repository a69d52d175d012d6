"""Finding matters: by number, by words, by person. A person's data go by POST, so that no address keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.asked import by_other_number
from huiyin.cases.earlier import earlier_matters
from huiyin.cases.identity import Identity
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.finding import Filters, by_words_and_facets, narrowed, read_filters
from huiyin.desk.frame import page
from huiyin.desk.queues import Line, lines
from huiyin.desk.records.lists import lines as record_lines
from huiyin.desk.saved_searches import saved
from huiyin.desk.staff import Desk, staff
from huiyin.insights.others import find_others
from huiyin.people import fields
from huiyin.typed.signs import plain_digits

MOST = 20
SHORTEST_NUMBER = 6
NUMBER_LENGTH = 19


class PersonForm(forms.Form):
    """Whom to look for; the values are compared exactly, through the blind indexes."""

    name = fields.Line(label=_("姓名"), required=False, most=80)
    phone = fields.Line(label=_("电话"), required=False, most=40)
    id_number = fields.Line(label=_("证件号码"), required=False, most=40)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "data-private": ""}


@staff
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest, desk: Desk) -> HttpResponse:
    filters = read_filters(request.GET, desk)
    person = PersonForm(request.POST or None)
    asked = filters.asked or person.is_bound
    context: dict[str, Any] = {"query": filters.query, "person": person, "asked": asked, "filters": filters}
    if person.is_valid():
        context["found"] = by_person(desk, Identity(**person.cleaned_data), filters)
    elif filters.asked:
        context |= _found(desk, filters, request.GET.get("before", ""))
        context["lines"] = _others(desk, filters, request.GET.get("before", ""))
    context["saved"] = saved(desk)
    return page(request, desk, "desk/search.html", context, here="search")


def _found(desk: Desk, filters: Filters, before: str) -> dict[str, Any]:
    """By number if it is one, newest first; else by words, by what narrows them, or by both."""
    others, numbered = _by_number(desk, filters, MOST)
    if numbered:
        return {"found": lines(_once(others, numbered), desk.today)}
    some = by_words_and_facets(desk, filters, before, MOST)
    found = some["cases"] if before else _once(others, some["cases"])
    return {"found": lines(found, desk.today), "older": some["older"]}


def _others(desk: Desk, filters: Filters, before: str) -> list[dict[str, Any]]:
    """Records of other kinds by number or title, on the first page; what narrows a search are marks of matters."""
    if before or filters.narrowed:
        return []
    return record_lines(desk, find_others(desk.actor, desk.today, filters.query, MOST))


def _by_number(desk: Desk, filters: Filters, most: int) -> tuple[list[Case], list[Case]]:
    """Those that another system knows by this number, and those whose own begins with it."""
    others = by_other_number(filters.query, desk.actor, desk.today)
    return narrowed(others, filters), narrowed(list(_numbered(desk, filters.query)[:most]), filters)


def _once(first: list[Case], then: list[Case]) -> list[Case]:
    ids = {case.id for case in first}
    return [*first, *(case for case in then if case.id not in ids)]


def _numbered(desk: Desk, query: str) -> QuerySet[Case]:
    digits = plain_digits("".join(query.split()))
    if not (digits.isascii() and digits.isdigit()) or not SHORTEST_NUMBER <= len(digits) <= NUMBER_LENGTH:
        return Case.objects.none()
    # A range, because the index of a LIKE is not the same on both databases.
    last = digits.ljust(NUMBER_LENGTH, "9")
    return visible_to(desk.actor, desk.today).filter(number__gte=digits, number__lte=last).order_by("-number")


def all_found(desk: Desk, said: Mapping[str, str], most: int) -> list[Case]:
    """What the pages of results show one after the other, newest first."""
    filters = read_filters(said, desk)
    others, numbered = _by_number(desk, filters, most)
    then = numbered or (by_words_and_facets(desk, filters, "", most)["cases"] if filters.asked else [])
    return _once(others, then)


def by_person(desk: Desk, identity: Identity, filters: Filters) -> list[Line]:
    found = [each.case for each in earlier_matters(identity, desk.actor, desk.today)]
    return lines(narrowed(found, filters), desk.today)
