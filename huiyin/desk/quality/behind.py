"""The matters behind a figure, as far as the reader may read them; the figure counts the others too."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.quality.asked import asked, one_organ
from huiyin.desk.staff import Desk, staff
from huiyin.insights import quality
from huiyin.law.matter.roots import ROOTS
from huiyin.law.matter.shown import Shown, Why
from huiyin.wording.listed import listed, wanted

SHOWN = 60
_WHY = {reason.value: reason for reason in Why}


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    told = asked(request, desk)
    if name not in {each.value for each in Shown}:
        raise Http404
    mark, value = Shown(name), request.GET.get("value", "")[:60]
    organs = [one_organ(told, request.GET["organ"])] if request.GET.get("organ") else told.organs
    place = request.GET.get("place", "")[:6]
    found = quality.behind(desk.actor, desk.today, organs, mark, value, told.months, wanted(request, SHOWN), place)
    rows = listed(request, found, SHOWN)
    context = {
        "mark": mark,
        "value": _said(value),
        "organ": told.name(organs[0]) if len(organs) == 1 else "",
        "rows": rows.of(lambda some: [(line, each.other) for line, each in zip(
            lines([one.case for one in some], desk.today), some, strict=True)]),
        "span": told.span,
    }  # fmt: skip
    return page(request, desk, "desk/quality/behind.html", context, here="quality")


def _said(value: str) -> str:
    """What parts a mark, in words: why somebody came, which root; a rule as it was written."""
    if value in _WHY:
        return _WHY[value].label
    return ROOTS[value].name if value in ROOTS else value
