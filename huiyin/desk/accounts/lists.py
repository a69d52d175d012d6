"""The list of accounts of the administrator's own organ and those below: found by name, user name or organ."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.accounts.rows import accounts
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.people.account_acts import administered, looked_after
from huiyin.people.models import Post, in_force

PAGE = 50
STATES = ("", "active", "locked")


@staff
@require_safe
def account_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    organs = administered(desk.actor, desk.today)
    q, after = request.GET.get("q", "").strip()[:40], request.GET.get("after", "")[:40]
    state = request.GET.get("state", "") if request.GET.get("state", "") in STATES else ""
    found = looked_after(desk.actor, desk.today).filter(_asked(desk, q, organs), username__gt=after)
    if state:
        found = found.filter(is_active=state == "active")
    people = list(found[: PAGE + 1])
    asked = ({"q": q} if q else {}) | ({"state": state} if state else {})
    older = {**asked, "after": people[PAGE - 1].username} if len(people) > PAGE else {}
    context = {
        "rows": accounts(desk, people[:PAGE], organs),
        "q": q,
        "state": state,
        "older": f"?{urlencode(older)}" if older else "",
        "first": f"?{urlencode(asked)}" if after else "",
    }
    return page(request, desk, "desk/accounts/list.html", context, here="accounts")


def _asked(desk: Desk, q: str, organs: frozenset[int]) -> Q:
    """What is typed is a name, a user name, or an organ's name."""
    if not q:
        return Q()
    chart = desk.world.chart
    known = [chart.organs[organ] for organ in organs if organ in chart.organs]
    meant = [organ.id for organ in known if q in organ.name or q in organ.short]
    serving = Post.objects.filter(in_force(desk.today), person=OuterRef("id"), organ__in=meant)
    here = Q(Exists(serving)) if meant else Q(pk__in=[])
    return Q(name__icontains=q) | Q(username__istartswith=q) | here
