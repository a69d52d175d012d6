"""Number and code are lost (编号和查询码丢了): by telephone where a gateway is connected, at the counter always.

Every answer is the same whether anything was filed with that telephone or not: what fits is told to it alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Party
from huiyin.channels.ways import SMS, carried
from huiyin.gate.work import task, worked
from huiyin.joint import codes, renewing, way_back
from huiyin.joint.way_back import LASTS, Remembered
from huiyin.papers.squares import square
from huiyin.people.fields import Line
from huiyin.people.forms import LightForm
from huiyin.portal.entering import throttle
from huiyin.portal.entering.grants import WAY_BACK
from huiyin.portal.fields import Phone
from huiyin.portal.following.receipts import short_address
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.typed.phones import normal_phone
from huiyin.typed.wholes import row_id
from huiyin.wording.short_links import behind


class LostForm(LightForm):
    """What somebody remembers of what they gave when they filed."""

    phone = Phone(label=_("当时留的手机号码"), most=40)
    name = Line(label=_("当时写的姓名"), most=40)
    tail = Line(label=_("证件号码的后四位"), required=False, most=8, help_text=_("当时没写证件号码的，不用填。"))


@require_http_methods(["GET", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """The ways back; the form where text messages can be sent."""
    form = LostForm(request.POST or None)
    if request.method != "POST" or not carried(SMS):
        return _page(request, LostForm())
    if not form.is_valid():
        return _page(request, form, status=UNFIT)
    now = timezone.now()
    if minutes := throttle.too_often(
        throttle.ASKING_BACK, throttle.address_of(request), now, worked=worked(request, now)
    ):
        return _page(request, form, status=TOO_OFTEN, wait=minutes)
    phone = normal_phone(form.cleaned_data["phone"])
    if throttle.taken(throttle.BACK_BY_PHONE, phone, now) > throttle.BACK_BY_PHONE.most:
        return _page(request, form, status=TOO_OFTEN, enough=True)
    found = way_back.theirs(Remembered(phone, form.cleaned_data["name"], form.cleaned_data["tail"]))
    seed = way_back.send(found, now)
    request.session[WAY_BACK] = {"seed": seed, "parties": [each.id for each in found], "at": now.isoformat()}
    return see_other("lost-number")


@require_http_methods(["GET", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """The number for one use that came to the telephone."""
    held, now = _held(request), timezone.now()
    if held is None:
        return see_other("lost")
    if request.method != "POST":
        return render(request, "portal/lost_number.html", {"here": "track"})
    tried = throttle.taken(throttle.BACK_TRIES, str(held["seed"]), now)
    parties = held["parties"]
    right = way_back.proves(parties[0] if parties else 0, held["seed"], request.POST.get("once", "")[:40])
    if tried > throttle.BACK_TRIES.most or not right or not parties:
        left = max(throttle.BACK_TRIES.most - tried, 0)
        return render(request, "portal/lost_number.html", {"here": "track", "wrong": True, "left": left}, status=UNFIT)
    request.session.cycle_key()
    request.session[WAY_BACK] = {**held, "proved": True}
    return see_other("lost-codes")


@require_http_methods(["GET", "POST"])
def given(request: HttpRequest) -> HttpResponse:
    """Which of their matters gets a new code, and the code, this once."""
    held = _held(request)
    if held is None or not held.get("proved"):
        return see_other("lost")
    rows = way_back.open_ones(held["parties"])
    chosen = row_id(request.POST.get("party")) if request.method == "POST" else None
    row = next((each for each in rows if each.id == chosen), None)
    if row is None:
        return render(request, "portal/lost_codes.html", {"here": "track", "rows": [_line(each) for each in rows]})
    request.session[WAY_BACK] = {**held, "parties": [each for each in held["parties"] if each != row.id]}
    return _shown(request, row, timezone.now())


def _shown(request: HttpRequest, row: Party, at: datetime) -> HttpResponse:
    new = way_back.give(row, at)
    context = {
        "here": "track", "number": new.number, "code": codes.shown(new.code), "waits": renewing.under_way(row.case),
        "qr": square(behind(short_address(request), new.number, new.code)), "more": bool(_left(request)),
        "open": behind(reverse("portal:short"), new.number, new.code),
    }  # fmt: skip
    answer = render(request, "portal/lost_codes.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _left(request: HttpRequest) -> list[int]:
    return list(request.session[WAY_BACK]["parties"])


def _line(row: Party) -> dict[str, Any]:
    return {"party": row.id, "number": row.case.number, "on": date.fromisoformat(row.case.number[6:14])}


def _held(request: HttpRequest) -> dict[str, Any] | None:
    """What was asked for in this session, while it counts."""
    held: dict[str, Any] = request.session.get(WAY_BACK) or {}
    if not held or timezone.now() - datetime.fromisoformat(held["at"]) >= LASTS:
        return None
    return held


def _page(request: HttpRequest, form: LostForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "here": "track", "work": task(), "texts": carried(SMS), **more}
    return render(request, "portal/lost.html", context, status=status)
