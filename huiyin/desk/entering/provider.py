"""Signing in with another service (统一登录): sent there, back again, and told when somebody left there."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk.entering.sign_in import let_in, refused, see_other, wanted_of
from huiyin.desk.links import link
from huiyin.gate.factors.asking import WITHIN, ask_second
from huiyin.gate.factors.keeping import factors_of
from huiyin.gate.provider.people import SESSION, Unknown, sign_out, vouched
from huiyin.gate.provider.settings import Misread, Provider, provider
from huiyin.gate.provider.talking import (
    Silent,
    Trip,
    Unbelieved,
    came_back,
    has_left,
    left_there,
    sent_there,
)
from huiyin.law.words import P
from huiyin.people.accounts import signed_in

TRIP = "provider_trip"
LONGEST_TOKEN = 20_000
NOT_BELIEVED = P("统一登录没有成功，可能是页面开得太久，或者用了“后退”。请再点一次。")
SILENT = P("统一登录现在没有回应。请过几分钟再试；有本系统密码的，可以先用密码登录。")
STILL_IN = P("本系统已经退出。统一登录没有给退出的地址：用的是公用电脑，请到统一登录那里退出，或者关掉浏览器。")

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def there(request: HttpRequest) -> HttpResponse:
    """Send the browser to the service."""
    service = _service()
    try:
        url, trip = sent_there(service, _back(request), timezone.now())
    except Silent as fault:
        logger.error("the sign-in service does not answer: %s", fault)
        return refused(request, SILENT, 503)
    if signed_in(request.session) is None:
        request.session.set_expiry(WITHIN)  # of whoever never comes back nothing stays
    request.session[TRIP] = {**trip.kept(), "wanted": wanted_of(request)}
    return HttpResponseRedirect(url)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Whoever comes back is let in as somebody who gave the right password: a second factor of ours is still asked."""
    service, now = _service(), timezone.now()
    held = request.session.pop(TRIP, None) or {}
    wanted = held.pop("wanted", reverse("desk:home"))
    if not held:
        return refused(request, NOT_BELIEVED, 422)
    try:
        claims = came_back(service, _back(request), Trip(**held), request.GET.dict(), now)
        person = vouched(service, claims, now)
    except Unbelieved as fault:
        logger.warning("an answer of the sign-in service was not believed: %s", fault)
        return refused(request, NOT_BELIEVED, 422)
    except Silent as fault:
        logger.error("the sign-in service does not answer: %s", fault)
        return refused(request, SILENT, 503)
    except Unknown as unknown:
        return refused(request, unknown.phrase, 403)
    session = str(claims.get("sid", ""))
    request.session[SESSION] = session
    if not service.trusted and factors_of(person.id).exists():
        ask_second(request, person, wanted, now)
        return see_other(link("second"))
    response = let_in(request, person, wanted, now, vouched=service.trusted)
    request.session[SESSION] = session
    return response


@csrf_exempt
@never_cache
@require_POST
def left(request: HttpRequest) -> HttpResponse:
    """The service says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    service, now = _service(), timezone.now()
    try:
        sign_out(service, has_left(service, request.POST.get("logout_token", "")[:LONGEST_TOKEN], now), now)
    except Unbelieved as fault:
        logger.warning("a logout was not believed: %s", fault)
        return JsonResponse({"error": "invalid_request"}, status=400)
    except Silent as fault:
        logger.error("the sign-in service does not answer: %s", fault)
        return JsonResponse({"error": "temporarily_unavailable"}, status=503)
    return HttpResponse()


@never_cache
@require_safe
def out(request: HttpRequest) -> HttpResponse:
    """Whoever signed out here by the service's session signs out there too."""
    service = _service()
    try:
        url = left_there(service, request.build_absolute_uri(reverse("desk:sign-in")), timezone.now())
    except Silent as fault:
        logger.error("the sign-in service does not answer: %s", fault)
        return refused(request, STILL_IN, 503)
    return HttpResponseRedirect(url) if url else refused(request, STILL_IN, 200)


def _service() -> Provider:
    try:
        found = provider()
    except (Misread, OSError) as fault:
        logger.error("HUIYIN_OIDC cannot be used: %s", fault)
        found = None
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("desk:provider-back"))
