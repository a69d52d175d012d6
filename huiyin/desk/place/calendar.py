"""Holidays and weekends worked instead (节假日、调休), year by year; a correction is a new version."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.frame import page
from huiyin.desk.place.changes import administrator, prepared
from huiyin.desk.place.forms import Holidays, spoken
from huiyin.desk.staff import Desk, staff
from huiyin.gate.widening import of_everybody
from huiyin.people.models import CalendarYear

FIRST: Final = 2010
AHEAD: Final = 3


@staff
@require_safe
def years(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every year by its newest version, the latest first, and the next that has none."""
    administrator(desk)
    newest = {each.year: each for each in CalendarYear.objects.order_by("year", "version")}
    following = max([*newest, desk.today.year]) + 1
    context: dict[str, Any] = {
        "years": [newest[year] for year in sorted(newest, reverse=True)],
        "next": following if following <= desk.today.year + AHEAD else 0,
        "common": of_everybody(desk.actor, desk.today),
    }
    return page(request, desk, "desk/place/calendar.html", context, here="place")


@staff
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One year as it counts, to be said anew."""
    administrator(desk)
    if not FIRST <= number <= desk.today.year + AHEAD:
        raise Http404
    found = list(CalendarYear.objects.filter(year=number).prefetch_related("days").order_by("version"))
    form = Holidays(request.POST or None, initial=spoken(found[-1]) if found else {})
    if form.is_valid():
        title = gettext("%(year)s年放假安排") % {"year": number}
        return prepared(desk, title, form.rows(number, found[-1].version + 1 if found else 1))
    context = {"form": form, "year": str(number), "versions": found, "common": of_everybody(desk.actor, desk.today)}
    return page(request, desk, "desk/place/year.html", context, here="place", status=422 if form.errors else 200)
