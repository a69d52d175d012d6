"""The figures (统计), each with what it was divided by."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff


@staff
@require_safe
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    return page(request, desk, "desk/figures.html", {}, here="figures")
