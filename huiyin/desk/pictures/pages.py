"""The pages: pictures (看图), one organ (办得怎样), and the numbers (统计), each with its sheet to take away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.pictures.charts import Chart
from huiyin.desk.pictures.drawing import pictures
from huiyin.desk.pictures.numbers import groups, what_people_said
from huiyin.desk.pictures.organ import beside, cost_chart
from huiyin.desk.pictures.period import Looked, looked_at
from huiyin.desk.pictures.sheets import sheet_of
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.insights.trends import counts_of
from huiyin.oversight.appraising import APPRAISALS
from huiyin.record.reading import visible_to


@staff
@require_safe
def look(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Where the day of an analyst begins: pictures, each with its numbers as a table."""
    looked = looked_at(desk, request.GET)
    charts = list(pictures(looked))
    if "xlsx" in request.GET:
        return sheet_of(charts, [], [], f"pictures-{looked.span.until}")
    return page(request, desk, "desk/pictures/look.html", _context(looked, charts), here="pictures")


@staff
@require_safe
def organ(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """How one organ does: its own figures beside those of the whole area, and what it cost people."""
    asked = request.GET.copy()
    asked.setdefault("organ", str(desk.organ.id))
    looked = looked_at(desk, asked)
    compared, costs = beside(looked), cost_chart(looked)
    charts = [*([] if costs.empty else [costs]), *pictures(looked)]
    if "xlsx" in request.GET:
        return sheet_of(charts, [], [compared], f"organ-{looked.span.until}")
    context = {**_context(looked, charts), "compared": compared, "appraisal": _last_appraisal(looked)}
    return page(request, desk, "desk/pictures/organ.html", context, here="organ-figures")


@staff
@require_safe
def numbers(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The numbers in the forms that offices use; every number leads to its list."""
    looked = looked_at(desk, request.GET)
    counts = counts_of(desk.actor, looked.scope, looked.span)
    found, said = list(groups(looked, counts)), what_people_said(looked, counts)
    if "xlsx" in request.GET:
        return sheet_of([], found, [said], f"figures-{looked.span.until}")
    context = {**_context(looked, []), "groups": found, "said_of": said}
    return page(request, desk, "desk/pictures/numbers.html", context, here="figures")


def _last_appraisal(looked: Looked) -> str:
    """Where the organ's last result of an assessment is; empty where the reader may read none."""
    rows = visible_to(APPRAISALS, looked.desk.actor, looked.desk.today)
    named = f'"to_organ":{looked.organ or looked.desk.organ.id}'
    mine = Q(facts__contains=f"{named},") | Q(facts__contains=f"{named}}}")
    last = rows.filter(mine).order_by("-id").first()
    return url_of(APPRAISALS, last.number) if last is not None else ""


def _context(looked: Looked, charts: Iterable[Chart]) -> dict[str, Any]:
    return {
        "looked": looked,
        "charts": list(charts),
        "since": looked.span.spelled["since"],
        "until": looked.span.spelled["until"],
        "whose": looked.whose,
        "said": urlencode(looked.said),
        "own": not looked.whose,
    }
