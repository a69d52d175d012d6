"""The second step of signing in (第二重验证): a passkey, the code of an app, or a code for a lost telephone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk.entering.sign_in import let_in, see_other
from huiyin.desk.links import link
from huiyin.gate.factors import apps, passkeys, recovery
from huiyin.gate.factors.asking import Asked, asked, counted, right
from huiyin.gate.factors.keeping import factors_of
from huiyin.gate.limits import minutes
from huiyin.gate.models import Factor
from huiyin.law.words import P, Phrase

WRONG = {
    "otp": P("验证码不对，或者已经用过。请看手机上现在的六位数字。"),
    "key": P("通行密钥没有验证成，请再试一次，或者用别的办法。"),
    "recovery": P("备用码不对，或者已经用过。"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    who = asked(request, now)
    if who is None:
        return see_other(link("home"))
    if request.method != "POST":
        return _page(request, who)
    if until := counted(who.person.id, now):
        return _page(request, who, P("试错的次数太多了，请{minutes}分钟后再试", minutes=minutes(until, now)), 429)
    way = next((way for way in ("key", "recovery") if request.POST.get(way)), "otp")
    typed = request.POST.get(way, "")[:20_000]
    if not _fits(request, who, way, typed):
        return _page(request, who, WRONG[way], 422)
    right(request, who.person.id)
    return let_in(request, who.person, who.wanted, now)


def _fits(request: HttpRequest, who: Asked, way: str, typed: str) -> bool:
    now = timezone.now()
    if way == "key":
        return passkeys.shown(request, who.person.id, typed, now) is not None
    if way == "recovery":
        return recovery.shown(who.person, typed[:40], now)
    return apps.shown(who.person.id, typed[:40], now) is not None


@never_cache
@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """What the browser is to have signed by a passkey."""
    who = asked(request, timezone.now())
    if who is None:
        return JsonResponse({}, status=403)
    return JsonResponse(passkeys.begin_showing(request, who.person.id))


def _page(request: HttpRequest, who: Asked, fault: Phrase | None = None, status: int = 200) -> HttpResponse:
    kinds = set(factors_of(who.person.id).values_list("kind", flat=True))
    context = {
        "person": who.person,
        "fault": fault,
        "app": Factor.APP in kinds,
        "key": Factor.KEY in kinds,
        "codes": recovery.left(who.person.id),
    }
    return render(request, "desk/security/second.html", context, status=status)
