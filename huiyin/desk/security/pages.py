"""The page of one's own account, and where one is signed in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.people.account_acts import Kind, write
from huiyin.people.accounts import end_session, end_sessions, handle, sessions_of

SHOWN = 50


@staff
@require_safe
def security(request: HttpRequest, desk: Desk) -> HttpResponse:
    response = page(request, desk, "desk/security/security.html", _context(request, desk))
    response.headers["Cache-Control"] = "no-store"
    return response


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    rows = sessions_of(desk.person.id, desk.now)[:SHOWN]
    here = request.session.session_key
    return {"sessions": [(handle(row.session_key), row, row.session_key == here) for row in rows]}


@staff
@require_POST
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End one of one's own sessions, or all of them, this one too."""
    if request.POST.get("which") == "all":
        end_sessions(desk.person)
        write(Kind.ENDED, desk.person.id, by=desk.actor, at=desk.now)
        request.session.flush()
        messages.success(request, gettext("都退出了。请重新登录。"))
        return see_other(link("sign-in"))
    if end_session(desk.person.id, request.POST.get("which", ""), desk.now):
        messages.success(request, gettext("那里退出了。"))
    return see_other(link("security"))
