"""Pages for everybody: the way in, how it works, whom to find where. Figures and articles come from the rule book."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.law.chart.routing import Level, OrganKind
from huiyin.law.sources.articles import cite
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.sources.books import book_for as book_in_force
from huiyin.law.words import P
from huiyin.people.charts import book_for, chart_on
from huiyin.people.models import Division, Organ, in_force
from huiyin.portal.entering.browser import COOKIE
from huiyin.portal.filing.drafts import Draft, unfinished
from huiyin.portal.filing.forms import StoryForm
from huiyin.portal.filing.story import may_speak
from huiyin.portal.public.rights import FORBIDDEN, duties, limits, rights, steps
from huiyin.reception.models import Room
from huiyin.record.worlds import beijing_day


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell it right here; or follow what was told; or learn how it works."""
    context = {
        "form": StoryForm(rows=5),
        "draft": Draft(),
        "unfinished": unfinished(request) if COOKIE in request.COOKIES else [],
        "steps": steps(book_asked(request, today()))[:3],
    }
    return may_speak(render(request, "portal/home.html", context))


# How it works --------------------------------------------------------------------------------------------------------


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How a petition goes, one's rights and duties, out of the rule book in force."""
    day = today()
    book = book_asked(request, day)
    context = {
        "here": "guide",
        "book": book,
        "books": [each for each in BOOKS.values() if each.in_force_on(day)],
        "steps": steps(book),
        "routes": book.own(cite("xf2022", 31)),
        "rights": rights(book),
        "duties": duties(book),
        "forbidden": FORBIDDEN,
        "forbids": limits(book)[0],
        "persuasion": limits(book)[1],
    }
    return render(request, "portal/guide.html", context)


def book_asked(request: HttpRequest, day: date) -> RuleBook:
    """The book that was asked for, as far as it is in force; else that of the place."""
    wish = BOOKS.get(request.GET.get("book", ""))
    if wish is not None and wish.in_force_on(day):
        return wish
    offices = (organ for organ in chart_on(day).organs.values() if organ.kind is OrganKind.PETITION_OFFICE)
    top = max(offices, key=lambda organ: organ.level.height, default=None)
    return book_in_force(day, book_for(top.id, day)) if top else book_in_force(day)


# Whom to find where --------------------------------------------------------------------------------------------------

_KINDS: Final = (OrganKind.PETITION_OFFICE, OrganKind.DISCIPLINE, OrganKind.DEPARTMENT, OrganKind.GOVERNMENT)


@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Addresses, hours and telephones of the organs that serve a place."""
    divisions = list(Division.objects.exclude(level="village"))
    wished = request.GET.get("place", "")
    place = next((each for each in divisions if each.code == wished), divisions[0] if divisions else None)
    groups = groups_of(place) if place else []
    near = [organ.id for group in groups for organ in group["organs"]]
    with_room = set(Room.objects.filter(organ__in=near).values_list("organ", flat=True))
    context: dict[str, Any] = {"divisions": divisions, "place": place, "groups": groups, "rooms": with_room}
    return render(request, "portal/offices.html", context)


def groups_of(place: Division) -> list[dict[str, Any]]:
    """Petition offices first; then what else there is at that very division."""
    code = place.code.ljust(12, "0")
    above = [code[:width].ljust(12, "0") for width in (2, 4, 6, 9, 12)]
    rows = list(Organ.objects.filter(in_force(today()), code__in=set(above), kind__in=_KINDS))
    nearest_first = sorted(rows, key=lambda row: (Level(row.level).height, row.id))
    counters = [row for row in nearest_first if row.kind == OrganKind.PETITION_OFFICE]
    others = [row for row in nearest_first if row.kind != OrganKind.PETITION_OFFICE and row.code == code]
    groups = [{"title": P("信访接待"), "organs": counters, "open": True}]
    for kind in _KINDS[1:]:
        found = [row for row in others if row.kind == kind]
        if found:
            groups.append({"title": P("{kind}", kind=kind.label), "organs": found, "open": False})
    return groups


# Protection ----------------------------------------------------------------------------------------------------------


@require_safe
def retaliation(request: HttpRequest) -> HttpResponse:
    """How to report retaliation, past the organ that handles the matter."""
    return render(request, "portal/retaliation.html", {"about": request.GET.get("about", "")[:40]})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, who may see it, and how one finds out."""
    return render(request, "portal/privacy.html")


def today() -> date:
    """The day it is for everybody who reads the portal."""
    return beijing_day(timezone.now())
