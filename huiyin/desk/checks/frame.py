"""The numbers from which a check was drawn, as a file: with the seed anybody who reads it draws the same again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.records.fetching import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.oversight.sampling import numbers_of, still_open


@staff
@require_safe
def numbers(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """As far as the reader may read the matters now; what is left out changes nothing of the others' ranks."""
    shown = fetch(desk, "check", number)
    found = sorted(still_open(numbers_of(shown.row.id), desk.actor, desk.today))
    answer = HttpResponse("\n".join(found) + "\n" if found else "", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{shown.row.number}.txt"'
    return answer
