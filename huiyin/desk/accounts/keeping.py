"""One account: what is known of it, and what may be done to it; each act is written down for the auditor."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huiyin.cases.ledgers import in_hand
from huiyin.desk.accounts.rows import Account, accounts
from huiyin.desk.duty import HANDS_OVER
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.names import Names, short_name
from huiyin.desk.sign_in import see_other
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import Kind, accounts_of, administered, issue_password, lock, unlock
from huiyin.people.models import AccountAct, Person
from huiyin.people.posts import duty_person

MOST_IN_HAND = 100
MOST_TOLD = 20


@staff
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """The account; a POST names one :class:`Kind`. A one-time password is shown in its answer, this once."""
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    found = _fetch(desk, person)
    refused = _refused(desk, found, request.POST.get("act", "")) if request.method == "POST" else None
    issued = ""
    if request.method == "POST" and refused is None:
        issued = _done(desk, found.person, Kind(request.POST["act"]))
        if not issued:
            return see_other(link("account", str(person)))
        found.person.refresh_from_db()
    context = {**_context(request, desk, found), "issued": issued, "refused": refused}
    response = page(
        request, desk, "desk/accounts/account.html", context, here="accounts", status=422 if refused else 200
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _fetch(desk: Desk, person: int) -> Account:
    """The account if it is one of the administrator's range, else 404."""
    organs = administered(desk.actor, desk.today)
    found = accounts_of(organs, desk.today).filter(id=person)
    if not found:
        raise Http404
    return accounts(desk, list(found), organs)[0]


def _refused(desk: Desk, found: Account, act: str) -> Phrase | None:
    """Why this cannot be done to this account by this administrator."""
    if act not in (Kind.PASSWORD, Kind.LOCK, Kind.UNLOCK):
        return P("请用这一页上的按钮。")
    if closed := _closed(desk, found):
        return closed
    if Kind(act) is Kind.PASSWORD and not found.person.is_active:
        return P("这个账号停用着，先恢复，再发临时密码。")
    return None


def _closed(desk: Desk, found: Account) -> Phrase | None:
    if found.person.id == desk.person.id:
        return P("这是您自己的账号：不能自己停用自己，密码请在“修改密码”里改。")
    if found.elsewhere:
        return P("这个人还在{organ}任职，那里不归您管；请找两边共同的上级机关的管理员。", organ=found.elsewhere)
    return None


def _done(desk: Desk, person: Person, kind: Kind) -> str:
    if kind is Kind.PASSWORD:
        return issue_password(person, by=desk.actor, at=desk.now)
    (lock if kind is Kind.LOCK else unlock)(person, by=desk.actor, at=desk.now)
    return ""


def _context(request: HttpRequest, desk: Desk, found: Account) -> dict[str, Any]:
    held = in_hand(desk.actor, desk.today, found.person.id, MOST_IN_HAND)
    acts = list(AccountAct.objects.filter(person=found.person.id).order_by("-at", "-id")[:MOST_TOLD])
    heads = {organ: duty_person(organ, Role.HEAD, on=desk.today, excluded={found.person.id}) for organ in held}
    names = Names.of(desk.world.chart, [*heads.values(), *(act.by for act in acts)])
    chart = desk.world.chart
    return {
        "account": found,
        "closed": _closed(desk, found),
        "held": [
            (short_name(chart, organ), _capped(count), names.person(heads[organ])) for organ, count in held.items()
        ],
        "hands_over": bool(desk.actor.roles & HANDS_OVER),
        "hand_over": request.build_absolute_uri(f"{link('hand-over')}?from={found.person.id}"),
        "acts": [(act.at, Kind(act.what), names.person(act.by), names.organ(act.organ)) for act in acts],
    }


def _capped(count: int) -> str:
    return f"{MOST_IN_HAND - 1}+" if count >= MOST_IN_HAND else str(count)
