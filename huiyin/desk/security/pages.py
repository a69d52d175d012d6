"""The page of one's own account, and where one is signed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.names import Names
from huiyin.desk.security.factors import shown_of
from huiyin.desk.staff import LACKS_SECOND, Desk, staff
from huiyin.gate import changes, namings
from huiyin.gate.models import Reset
from huiyin.gate.resets import Asking, agree, cancel, first_of, to_agree, waiting
from huiyin.law.terms import Role
from huiyin.people.account_acts import Kind, write
from huiyin.people.accounts import end_session, end_sessions, handle, sessions_of
from huiyin.wording.listed import listed

SHOWN = 50


@staff
@require_safe
def security(request: HttpRequest, desk: Desk) -> HttpResponse:
    response = page(request, desk, "desk/security/security.html", _context(request, desk))
    response.headers["Cache-Control"] = "no-store"
    return response


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    rows = listed(request, sessions_of(desk.person.id, desk.now), SHOWN)
    here = request.session.session_key
    asking = to_agree(desk.actor, desk.now)
    named = namings.to_agree(desk.actor, desk.now)
    asked = changes.to_agree(desk.actor, desk.now)
    own = list(Reset.objects.filter(person=desk.person.id).order_by("-at"))
    first = first_of(own)
    names = Names.of(desk.world.chart, [*_people(asking), *_people(named), *_people(asked), *_people(own)])
    return {
        **shown_of(desk),
        "lacking": LACKS_SECOND in request.session,
        "sessions": rows.of(lambda found: ((handle(row.session_key), row, row.session_key == here) for row in found)),
        "asking": [(row, names.person(row.person), names.person(row.by)) for row in asking],
        "named": [
            (row, names.person(row.person), names.person(row.by), names.organ(row.organ), Role(row.role).label)
            for row in named
        ],
        "changes": [(row, names.person(row.by)) for row in asked],
        "own": [(row, names.person(row.by), names.organ(row.organ), _open(row, desk), row.id in first) for row in own],
        "reset": len(first) < len(own),
    }


def _people(rows: Iterable[Asking]) -> Iterator[int]:
    return (who for row in rows for who in (row.person, row.by))


def _open(row: Reset, desk: Desk) -> bool:
    return row.used_at is None and row.ended_at is None and row.until > desk.now


@staff
@require_POST
def agree_or_not(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A colleague agrees to a reset or refuses it; its own person may only refuse."""
    row = next((each for each in _asked(desk) if str(each.id) == request.POST.get("reset")), None)
    if row is None:
        messages.warning(request, gettext("没有这一项了：可能用过了、过期了，或者有人先办了。"))
    elif request.POST.get("say") == "no":
        cancel(row, by=desk.actor, at=desk.now)
        messages.success(request, gettext("作废了，它不能用了。"))
    elif agree(row, by=desk.actor, at=desk.now):
        messages.success(request, gettext("同意了，本人可以用了。"))
    return see_other(link("security"))


def _asked(desk: Desk) -> list[Reset]:
    return [*to_agree(desk.actor, desk.now), *waiting(desk.person.id, desk.now)]


@staff
@require_POST
def second(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A colleague says yes to a post that was given at the desk, or no."""
    asked = namings.to_agree(desk.actor, desk.now)
    row = next((each for each in asked if str(each.id) == request.POST.get("naming")), None)
    if row is None:
        messages.warning(request, gettext("没有这一项了：可能过期了、作废了，或者有人先办了。"))
    elif request.POST.get("say") == "yes":
        namings.agree(row, by=desk.actor, at=desk.now)
        messages.success(request, gettext("同意了，岗位从今天起算。"))
    else:
        namings.end(row, by=desk.actor, at=desk.now)
        messages.success(request, gettext("没有同意，这次提名作废了。"))
    return see_other(link("security"))


@staff
@require_POST
def end(request: HttpRequest, desk: Desk) -> HttpResponse:
    """End one of one's own sessions, or all of them, this one too."""
    if request.POST.get("which") == "all":
        end_sessions(desk.person)
        write(Kind.ENDED, desk.person.id, by=desk.actor, at=desk.now)
        request.session.flush()
        messages.success(request, gettext("都退出了。请重新登录。"))
        return see_other(link("home"))
    if end_session(desk.person.id, request.POST.get("which", ""), desk.now):
        messages.success(request, gettext("那里退出了。"))
    return see_other(link("security"))
