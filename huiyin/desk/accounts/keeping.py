"""One account: what is known of it, and what may be done to it; each act is written down for the auditor."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiyin.cases.ledgers import in_hand
from huiyin.desk.accounts import posts
from huiyin.desk.accounts.rows import Account, accounts
from huiyin.desk.duty import HANDS_OVER
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.names import Names, short_name
from huiyin.desk.staff import Desk, staff
from huiyin.gate.factors.keeping import factors_of
from huiyin.gate.models import Reset
from huiyin.gate.resets import asked_of, cancel, code_of, first_of, issue, lacking, waiting
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.papers.squares import square
from huiyin.people.account_acts import Kind, administered, lock, unlock
from huiyin.people.models import AccountAct, Person
from huiyin.people.posts import duty_person
from huiyin.together.mail import mailboxes
from huiyin.vault.masks import mask_email
from huiyin.wording.listed import listed

MOST_IN_HAND = 100
MOST_TOLD = 20
CANCEL = "cancel"
#: What the buttons of the page ask for.
ACTS = (Reset.MAIL, Reset.SLIP, CANCEL, Kind.LOCK, Kind.UNLOCK)


@staff
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """The account; a POST names one of :data:`ACTS`. A slip is shown in its answer, this once."""
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    found = _fetch(desk, person)
    act = request.POST.get("act", "")
    refused = _refused(desk, found, act) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return _done(request, desk, found.person, act)
    context = {**_context(request, desk, found), "refused": refused}
    response = page(
        request, desk, "desk/accounts/account.html", context, here="accounts", status=422 if refused else 200
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _fetch(desk: Desk, person: int) -> Account:
    """The account if it is one of the administrator's range, else 404."""
    return accounts(desk, [posts.seen(desk, person)], administered(desk.actor, desk.today))[0]


def _refused(desk: Desk, found: Account, act: str) -> Phrase | None:
    """Why this cannot be done to this account by this administrator."""
    if act not in ACTS:
        return P("请用这一页上的按钮。")
    if closed := _closed(desk, found):
        return closed
    if act in (Reset.MAIL, Reset.SLIP) and not found.person.is_active:
        return P("这个账号停用着，先恢复，再重设密码。")
    if act == Reset.MAIL and not mailboxes([found.person.id]):
        return P("本人没有登记邮箱，请打印一次性的信。")
    return None


def _closed(desk: Desk, found: Account) -> Phrase | None:
    if found.person.id == desk.person.id:
        return P("这是您自己的账号：不能自己停用自己，密码请在“修改密码”里改。")
    if found.elsewhere:
        return P("这个人还在{organ}任职，那里不归您管；请找两边共同的上级机关的管理员。", organ=found.elsewhere)
    return None


def _done(request: HttpRequest, desk: Desk, person: Person, act: str) -> HttpResponse:
    if act in (Reset.MAIL, Reset.SLIP):
        leaked = bool(request.POST.get("leaked"))
        factors = bool(request.POST.get("factors"))
        reset = issue(person, act, by=desk.actor, at=desk.now, leaked=leaked, factors=factors)
        if act == Reset.SLIP:
            return _slip(request, desk, person, reset)
        messages.success(request, gettext("链接已经交给邮件系统，发到本人登记的邮箱。您看不到它，也不用知道它。"))
    elif act == CANCEL:
        for reset in waiting(person.id, desk.now):
            cancel(reset, by=desk.actor, at=desk.now)
    else:
        (lock if act == Kind.LOCK else unlock)(person, by=desk.actor, at=desk.now)
    return see_other(link("account", str(person.id)))


def _slip(request: HttpRequest, desk: Desk, person: Person, reset: Reset) -> HttpResponse:
    """The slip to print (一次性的信). The code stands on the paper and not on the screen, and on no second page."""
    address = request.build_absolute_uri(f"{link('reset')}?{urlencode({'u': person.username})}")
    code = code_of(reset)
    context = {
        "person": person,
        "reset": reset,
        "first": bool(first_of([reset])),
        "code": code,
        "address": request.build_absolute_uri(link("reset")),
        "qr": square(f"{address}#{code}"),
        "organs": second_organs(desk, reset),
    }
    response = page(request, desk, "desk/accounts/slip.html", context, here="accounts")
    response.headers["Cache-Control"] = "no-store"
    return response


def second_organs(desk: Desk, reset: Reset) -> list[str]:
    """By their short names the organs of which a second person has yet to agree; empty where nobody can be asked."""
    chart = desk.world.chart
    return [short_name(chart, asked_of(reset, organ, desk.today)) for organ in lacking(reset, desk.today)]


def _context(request: HttpRequest, desk: Desk, found: Account) -> dict[str, Any]:
    held = in_hand(desk.actor, desk.today, found.person.id, MOST_IN_HAND)
    acts = listed(request, AccountAct.objects.filter(person=found.person.id).order_by("-at", "-id"), MOST_TOLD)
    heads = {organ: duty_person(organ, Role.HEAD, on=desk.today, excluded={found.person.id}) for organ in held}
    names = Names.of(desk.world.chart, [*heads.values(), *(act.by for act in acts)])
    chart = desk.world.chart
    return {
        "account": found,
        "posts": posts.shown(desk, found.person.id),
        "closed": _closed(desk, found),
        "factors": factors_of(found.person.id).exists(),
        "mailbox": next((mask_email(address) for address, _language in mailboxes([found.person.id]).values()), ""),
        "resets": [(each, second_organs(desk, each)) for each in waiting(found.person.id, desk.now)],
        "held": [
            (short_name(chart, organ), _capped(count), names.person(heads[organ])) for organ, count in held.items()
        ],
        "hands_over": bool(desk.actor.roles & HANDS_OVER),
        "hand_over": request.build_absolute_uri(f"{link('hand-over')}?from={found.person.id}"),
        "acts": acts.of(
            lambda rows: ((act.at, Kind(act.what), names.person(act.by), names.organ(act.organ)) for act in rows)
        ),
    }


def _capped(count: int) -> str:
    return f"{MOST_IN_HAND - 1}+" if count >= MOST_IN_HAND else str(count)
