"""A change: what it would do, asked for, agreed to by a second person, done, taken back; and all that were made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.names import Names, short_name
from huiyin.desk.place.faults import in_words
from huiyin.desk.place.telling import Line, Teller
from huiyin.desk.staff import Desk, staff
from huiyin.gate import changes, widening
from huiyin.gate.changing_people import PEOPLE
from huiyin.gate.models import Change
from huiyin.gate.resets import asked_of
from huiyin.law.sources.books import book
from huiyin.law.terms import Role
from huiyin.law.trial.differences import Group, differences
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import administered
from huiyin.people.charts import book_for
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tally import Rejected, Told
from huiyin.wording.listed import listed

SHOWN: Final = 30
MOST_LINES: Final = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """What an organ's new rule book says otherwise than the one it works by."""

    organ: str
    before: str
    after: str
    groups: tuple[Group, ...]


def administrator(desk: Desk) -> frozenset[int]:
    """The organs in the charge of whoever asks.

    :raises PermissionDenied: they are no administrator.
    """
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    return administered(desk.actor, desk.today)


def prepared(desk: Desk, title: str, rows: Sequence[Row]) -> HttpResponse:
    """Keep these rows as a change and show what they would do."""
    change = changes.prepare(title, rows, by=desk.actor, at=desk.now)
    return see_other(link("change", str(change.id)))


@staff
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One change; a POST asks for it, drops it, takes it back, or says the second person's yes or no."""
    found = Change.objects.filter(id=number).first()
    second = found is not None and any(each.id == found.id for each in changes.to_agree(desk.actor, desk.now))
    if found is None or not (second or found.under in _seen(desk)):
        raise Http404
    faults: list[str] = []
    if request.method == "POST":
        try:
            return _acted(request, desk, found, second)
        except Rejected as rejected:
            faults = rejected.faults
    return _page(request, desk, found, second, faults)


def _mine(desk: Desk, found: Change) -> bool:
    return Role.ADMIN in desk.actor.roles and found.under in administered(desk.actor, desk.today)


def _seen(desk: Desk) -> frozenset[int]:
    """The organs whose changes the reader may look at: whoever administers them, or audits."""
    if not desk.actor.roles & {Role.ADMIN, Role.AUDITOR}:
        return frozenset()
    return desk.world.chart.in_charge_of(desk.organ.id)


def _acted(request: HttpRequest, desk: Desk, found: Change, second: bool) -> HttpResponse:
    act, own = request.POST.get("act"), found.under == desk.organ.id and _mine(desk, found)
    back = see_other(link("change", str(found.id)))
    if second and act == "yes":
        if changes.agree(found, by=desk.actor, at=desk.now):
            messages.success(request, gettext("同意了，已经照这样改好。"))
    elif (second and act == "no") or (own and act == "drop"):
        if changes.end(found, by=desk.actor, at=desk.now):
            messages.success(request, gettext("这次改动作废了，什么也没有变。"))
        return back if own else see_other(link("security"))
    elif own and act == "ask":
        done = changes.ask(found, by=desk.actor, at=desk.now)
        messages.success(request, gettext("改好了。") if done else gettext("提出了，等另一位同事同意。"))
    elif own and act == "undo" and changes.can_undo(found):
        title = gettext("撤回：%(title)s") % {"title": found.title}
        return see_other(link("change", str(changes.undo(found, title, by=desk.actor, at=desk.now).id)))
    else:
        messages.warning(request, gettext("现在不能这样办：可能有人先办了。"))
    return back if not second else see_other(link("security"))


def _page(request: HttpRequest, desk: Desk, found: Change, second: bool, faults: list[str]) -> HttpResponse:
    lines: list[Told] = changes.told_of(found)
    open_now = found.done_at is None and found.ended_at is None and found.until > desk.now
    if open_now and not faults:
        try:
            lines = changes.rehearsed(found, desk.today)
        except Rejected as rejected:
            faults = rejected.faults
    told = Teller(lines[:MOST_LINES]).told()
    names = Names.of(desk.world.chart, [found.by, found.agreed_by])
    context = {
        "change": found,
        "state": state_of(found, desk),
        "open": open_now,
        "lines": told,
        "more": max(0, len(lines) - MOST_LINES),
        "faults": in_words(faults),
        "widens": open_now and widening.widens(lines),
        "asked": short_name(desk.world.chart, asked_of(found, found.under, desk.today)) if open_now else "",
        "people": any(each.table in PEOPLE for each in lines),
        "compared": list(_compared(told, desk)) if open_now else [],
        "second": second,
        "administers": Role.ADMIN in desk.actor.roles,
        "own": found.under == desk.organ.id and _mine(desk, found),
        "can_undo": changes.can_undo(found),
        "by": names.person(found.by),
        "agreed_by": names.person(found.agreed_by),
    }
    return page(request, desk, "desk/place/change.html", context, here=_place(desk), status=422 if faults else 200)


def _compared(lines: Iterable[Line], desk: Desk) -> Iterable[Compared]:
    for each in lines:
        if each.book and each.organ:
            before, after = book(book_for(each.organ, desk.today)), book(each.book)
            yield Compared(str(each.about), before.title, after.title, differences(before, after))


def _place(desk: Desk) -> str:
    """Where the pages stand in the navigation; an auditor has the list alone."""
    return "place" if Role.ADMIN in desk.actor.roles else "changes"


def state_of(found: Change, desk: Desk) -> tuple[str, Phrase]:
    """Where it stands, as a sign and words."""
    if found.done_at is not None:
        return "done", P("改好了")
    if found.ended_at is not None:
        return "none", P("作废了")
    if found.until <= desk.now:
        return "none", P("过期了，没有改")
    return ("soon", P("等另一位同事同意")) if found.asked_at else ("ahead", P("还没有提出"))


@staff
@require_safe
def made(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All changes of the organs in charge, the newest first."""
    organs = _seen(desk)
    if not organs:
        raise PermissionDenied
    rows = listed(request, Change.objects.filter(under__in=organs).order_by("-at", "-id"), SHOWN)
    names = Names.of(desk.world.chart, [each.by for each in rows.rows])
    context: dict[str, Any] = {
        "administers": Role.ADMIN in desk.actor.roles,
        "rows": rows.of(
            lambda some: [(each, state_of(each, desk), names.person(each.by), names.organ(each.under)) for each in some]
        ),
    }
    return page(request, desk, "desk/place/changes.html", context, here=_place(desk))
