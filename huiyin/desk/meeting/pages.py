"""From a matter to its hearing: the one that is open, or the form with which one is called."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.links import link
from huiyin.desk.matter.cases import fetch
from huiyin.desk.matter.wished import beginning, wish_behind
from huiyin.desk.meeting.hearings import hearings_of
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Act
from huiyin.meeting.hearings import HEARINGS


@staff
@require_safe
def hearing_of(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    case = fetch(desk, number)
    open_one = next((row for row in hearings_of(case, desk) if row.closed_on is None), None)
    if open_one is not None:
        return see_other(url_of(HEARINGS, open_one.number))
    wish = wish_behind(case, Act.OPEN_HEARING, desk.actor, desk.today)
    start = {"matter": case.number, **({"reason": beginning(wish)["note"], "on_request": "1"} if wish else {})}
    return see_other(f"{link('record-new', HEARINGS.key)}?{urlencode(start)}")
