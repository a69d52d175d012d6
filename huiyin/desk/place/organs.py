"""Organs in the administrator's charge (机关): the list, a new one, and one with all that may be changed of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.frame import page
from huiyin.desk.place.changes import administrator, prepared
from huiyin.desk.place.forms import Booked, Competent, Ended, Moved, NewOrgan, Renamed
from huiyin.desk.staff import Desk, staff
from huiyin.law.sources.books import book
from huiyin.people.charts import book_for
from huiyin.people.models import Competence, Division, Organ, OrganBook, Post, Superior, in_force
from huiyin.wording.listed import listed

SHOWN: Final = 60
MOST_PLACES: Final = 400
#: What may be done to an organ, by the name of its button.
ACTS: Final[Mapping[str, type[forms.Form]]] = {
    "rename": Renamed, "move": Moved, "competent": Competent, "book": Booked, "end": Ended,
}  # fmt: skip


@staff
@require_safe
def organs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The organs in charge, those that ended among them when asked for."""
    q, gone = request.GET.get("q", "").strip()[:40], bool(request.GET.get("gone"))
    found = Organ.objects.filter(id__in=administrator(desk)).order_by("code", "id")
    if q:
        found = found.filter(Q(name__icontains=q) | Q(short__icontains=q) | Q(key=q))
    if not gone:
        found = found.filter(in_force(desk.today))
    context = {"rows": listed(request, found, SHOWN), "q": q, "gone": gone}
    return page(request, desk, "desk/place/organs.html", context, here="place")


@staff
@require_http_methods(["GET", "POST"])
def new_organ(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new organ, or one of those into which another is split (新设、分立)."""
    charge = administrator(desk)
    form = NewOrgan(request.POST or None, initial={"since": desk.today})
    if form.is_valid():
        return prepared(desk, gettext("新设：%(name)s") % {"name": form.cleaned_data["name"]}, form.rows())
    places = Division.objects.filter(code__startswith=desk.organ.area).values_list("path", flat=True)[:MOST_PLACES]
    context = {"form": form, "organs": _named(desk, charge), "places": places}
    status = 422 if form.errors else 200
    return page(request, desk, "desk/place/new_organ.html", context, here="place", status=status)


@staff
@require_http_methods(["GET", "POST"])
def organ(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One organ; a POST names what is to be changed (:data:`ACTS`)."""
    charge = administrator(desk)
    found = Organ.objects.filter(id=number, id__in=charge).select_related("successor").first()
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    forms_here = _forms(found, desk.today, act, request.POST if act in ACTS else None)
    asked = forms_here.get(act)
    if asked is not None and asked.is_valid():
        title = f"{found.short}：{TITLES[act]()}"
        return prepared(desk, title, asked.rows(found, desk.today))  # type: ignore[attr-defined]
    context = {
        "organ": found,
        "forms": forms_here,
        "open": act,
        "form": asked,
        "organs": _named(desk, charge),
        "above": Superior.objects.filter(organ=found).select_related("superior").order_by("-primary", "since"),
        "words": _words(found, desk.today),
        "books": [(book(each.book).title, each) for each in OrganBook.objects.filter(organ=found).order_by("since")],
        "book": book(book_for(found.id, desk.today)).title,
        "below": desk.world.chart.inferiors_of(found.id),
        "posts": Post.objects.filter(in_force(desk.today), organ=found, person__is_active=True).exists(),
    }
    status = 422 if asked is not None else 200
    return page(request, desk, "desk/place/organ.html", context, here="place", status=status)


TITLES: Final = {
    "rename": lambda: gettext("改名称和联系方式"),
    "move": lambda: gettext("换上级"),
    "competent": lambda: gettext("改归口"),
    "book": lambda: gettext("换规则书"),
    "end": lambda: gettext("撤销或者并入"),
}


def _forms(found: Organ, today: date, act: str, said: Any) -> dict[str, forms.Form]:
    first: dict[str, dict[str, Any]] = {
        "rename": {name: getattr(found, name) for name in ("name", "short", "phone", "address", "hours")},
        "competent": {"words": "、".join(_words(found, today))},
        "book": {"book": book_for(found.id, today)},
    }
    return {
        name: form(said if name == act else None, initial={"since": today, **first.get(name, {})}, prefix=None,
                   auto_id=f"{name}-%s")
        for name, form in ACTS.items()
    }  # fmt: skip


def _words(found: Organ, today: date) -> list[str]:
    return sorted(Competence.objects.filter(in_force(today), organ=found).values_list("word_id", flat=True))


def _named(desk: Desk, charge: frozenset[int]) -> list[Any]:
    """What can be chosen from: the organs in charge and those above one's own."""
    chart = desk.world.chart
    wanted = charge | chart.ancestors(desk.organ.id)
    return [chart.organs[each] for each in sorted(wanted) if each in chart.organs]
