"""Finding matters: by number, by words, by person. A person's data go by POST, so that no address keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.asked import by_other_number
from huiyin.cases.earlier import MOST as MOST_OF_ONE
from huiyin.cases.earlier import earlier_matters
from huiyin.cases.identity import Identity
from huiyin.cases.models import Case
from huiyin.cases.queries import visible_to
from huiyin.desk.frame import page
from huiyin.desk.lists.finding import Filters, by_words_and_facets, narrowed, read_filters
from huiyin.desk.lists.queues import Line, lines
from huiyin.desk.lists.saved_searches import saved
from huiyin.desk.lists.views_of_lists import COLUMNS, columns_of, kept_views, looked
from huiyin.desk.records.lists import lines as record_lines
from huiyin.desk.staff import Desk, staff
from huiyin.insights.finding import find_matters
from huiyin.insights.others import find_others
from huiyin.people import fields
from huiyin.typed.signs import plain_digits
from huiyin.typed.wholes import row_id
from huiyin.wording.listed import Listed, listed, wanted

MOST = 20
#: The columns of what was found.
WHOLE = ("number", "stage", "class", "came", "owner")
AT_ONCE = 500
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
        context |= _found(request, desk, filters, request.GET.get("before", ""))
        if context.get("older"):
            context["older"] += "".join(f"&col={name}" for name in COLUMNS if name in request.GET.getlist("col"))
        context["lines"] = _others(request, desk, filters)
    context["saved"] = saved(desk)
    kept = kept_views(desk).get("search", "")
    view = columns_of(request, kept, WHOLE)
    context["columns"], context["heads"] = view.columns, [COLUMNS[name] for name in view.columns]
    context["may_show"] = [(name, label, name in view.columns) for name, label in COLUMNS.items()]
    context["looked"] = looked("search", kept, view.pairs)
    return page(request, desk, "desk/search.html", context, here="search")


def _found(request: HttpRequest, desk: Desk, filters: Filters, before: str) -> dict[str, Any]:
    """By number if it is one, newest first; else by words, by what narrows them, or by both."""
    others, numbered = _by_number(desk, filters, wanted(request, MOST) + 1)
    if numbered:
        found = listed(request, numbered, MOST)
        return {"found": found.of(lambda rows: lines(_once(others, list(rows)), desk.today))}
    some = by_words_and_facets(desk, filters, before, MOST)
    cases = some["cases"] if before else _once(others, some["cases"])
    return {"found": lines(cases, desk.today), "older": some["older"]}


def _others(request: HttpRequest, desk: Desk, filters: Filters) -> Sequence[dict[str, Any]]:
    """Records of other kinds by number or title, on the first page; what narrows a search are marks of matters."""
    if request.GET.get("before") or filters.narrowed:
        return ()
    found = find_others(desk.actor, desk.today, filters.query, wanted(request, MOST, "others") + 1)
    return listed(request, found, MOST, "others").of(lambda rows: record_lines(desk, list(rows)))


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


def all_found(desk: Desk, said: Mapping[str, str]) -> Iterator[Case]:
    """What the pages of results show one after the other, newest first."""
    filters, before = read_filters(said, desk), ""
    numbered = _numbered(desk, filters.query)
    first = narrowed(by_other_number(filters.query, desk.actor, desk.today), filters)
    yield from first
    seen = {case.id for case in first}
    if numbered.exists():
        rows = numbered.iterator(chunk_size=AT_ONCE)
        while portion := list(islice(rows, AT_ONCE)):
            yield from (case for case in narrowed(portion, filters) if case.id not in seen)
        return
    while filters.asked:
        found = find_matters(desk.actor, desk.today, filters.query, filters.facets, row_id(before), AT_ONCE)
        yield from (case for case in found.cases if case.id not in seen)
        if not found.more:
            return
        before = str(found.before)


def by_person(desk: Desk, identity: Identity, filters: Filters) -> Listed[Line]:
    found = [each.case for each in earlier_matters(identity, desk.actor, desk.today)]
    return Listed(tuple(lines(narrowed(found, filters), desk.today)), len(found) == MOST_OF_ONE)
