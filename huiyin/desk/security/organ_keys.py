"""The keys of one's organ (密封的钥匙): made, given to colleagues, kept on paper, made anew after somebody left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.keeping_keys import lay_under
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import Desk, staff
from huiyin.gate.factors.asking import is_sure
from huiyin.gate.keys import OfRequest, pocket
from huiyin.law.reading import CONFIDANTS
from huiyin.people import keys
from huiyin.people.account_acts import Kind, write
from huiyin.people.key_models import OrganKey, PersonKey
from huiyin.store.locks import writing
from huiyin.typed.wholes import row_id


@staff
@require_safe
def organ_keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _page(request, desk)


def _page(request: HttpRequest, desk: Desk, slips: keys.Slips | None = None) -> HttpResponse:
    return page(request, desk, "desk/security/organ_keys.html", {**_context(request, desk), "slips": slips})


def _context(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What the page shows; who reads no reports is told only that they read none."""
    key = keys.current(desk.organ.id)
    members = keys.entitled(desk.organ.id, desk.today)
    have = keys.holders(key) if key else set()
    known = set(PersonKey.objects.filter(person__in=[each.person for each in members]).values_list("person", flat=True))
    return {
        "entitled": bool(desk.actor.roles & CONFIDANTS),
        "key": key,
        "own": pocket(request).own is not None,
        "mine": key is not None and _private(request, key) is not None,
        "members": [(each, each.person in have, each.person in known) for each in members],
    }


def _private(request: HttpRequest, key: OrganKey) -> bytes | None:
    """The organ's private key, if this session has it."""
    at_hand: OfRequest = request.keys  # type: ignore[attr-defined]
    return at_hand.organ(key.id)


@staff
@require_POST
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make the organ's first key; its slips are shown at once, so that it is never with one person alone."""
    if not _may(request, desk):
        return see_other(link("organ-keys"))
    if keys.current(desk.organ.id) is not None:
        return see_other(link("organ-keys"))
    with writing():
        key, private = keys.begin(desk.organ.id, desk.person.id, desk.now)
        slips = keys.on_paper(key, private, by=desk.person.id)
        write(Kind.SEALED, desk.person.id, by=desk.actor, at=desk.now)
        lay_under(desk.organ.id)
    request.keys.forget()  # type: ignore[attr-defined]
    return _page(request, desk, slips)


@staff
@require_POST
def give(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the key to one colleague, whom one has before oneself or on the telephone."""
    key = keys.current(desk.organ.id)
    private = _private(request, key) if key and _may(request, desk) else None
    person = row_id(request.POST.get("person"))
    fits = person in {each.person for each in keys.entitled(desk.organ.id, desk.today)}
    if key is None or private is None or person is None or not fits:
        messages.warning(request, gettext("没有给成：您这里没有钥匙，或者这位同事的岗位不看检举控告。"))
        return see_other(link("organ-keys"))
    with writing():
        if keys.give(key, private, [person], by=desk.person.id, at=desk.now):
            write(Kind.KEY_GIVEN, person, by=desk.actor, at=desk.now)
    messages.success(request, gettext("钥匙给了。对方下一次打开页面就能看。"))
    return see_other(link("organ-keys"))


@staff
@require_POST
def paper(request: HttpRequest, desk: Desk) -> HttpResponse:
    """New slips; those of before open nothing any more."""
    key = keys.current(desk.organ.id)
    private = _private(request, key) if key and _may(request, desk) else None
    if key is None or private is None:
        return see_other(link("organ-keys"))
    with writing():
        slips = keys.on_paper(key, private, by=desk.person.id)
        write(Kind.KEY_PAPER, desk.person.id, by=desk.actor, at=desk.now)
    return _page(request, desk, slips)


@staff
@require_POST
def recover(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two persons bring their slips to somebody who may read the reports and whose colleagues have no key to give."""
    key = keys.current(desk.organ.id)
    if key is None or not _may(request, desk):
        return see_other(link("organ-keys"))
    private = keys.from_paper(key, request.POST.get("first", "")[:80], request.POST.get("second", "")[:80])
    if private is None:
        messages.warning(request, gettext("两张纸上的字对不上。请逐字核对，两张都要。"))
        return see_other(link("organ-keys"))
    with writing():
        keys.give(key, private, [desk.person.id], by=desk.person.id, at=desk.now)
        write(Kind.KEY_PAPER, desk.person.id, by=desk.actor, at=desk.now)
    messages.success(request, gettext("钥匙找回来了。请马上重新打印两张纸，旧的作废。"))
    return see_other(link("organ-keys"))


def _may(request: HttpRequest, desk: Desk) -> bool:
    if not desk.actor.roles & CONFIDANTS:
        messages.warning(request, gettext("您的岗位不看检举控告，用不着这把钥匙。"))
    elif not is_sure(request, desk.now):
        messages.warning(request, gettext("请先在“账号安全”里再输一次密码，确认是您本人。"))
    elif pocket(request).own is None:
        messages.warning(request, gettext("请先退出，再用密码登录一次。"))
    else:
        return True
    return False
