"""The addresses of GeoReport v2 under /open311/v2/, each as XML and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.api.callers import Caller, calling
from huiyin.api.keys import Scope
from huiyin.api.open311 import reports, wire
from huiyin.api.open311.services import Services, defined, services, told
from huiyin.api.open311.wire import Fault, answer
from huiyin.api.problems import Problem
from huiyin.typed.petitions import number_of
from huiyin.typed.times import moment_of

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
View = Callable[..., HttpResponse]


def offered(view: View) -> View:
    """Nothing is here where the façade is switched off; what fails is told as the standard has it."""

    @wraps(view)
    def kept(request: HttpRequest, form: str, **more: Any) -> HttpResponse:
        try:
            known = services()
            asked = request.POST if request.method == "POST" else request.GET
            if known is None or asked.get("jurisdiction_id", known.jurisdiction) != known.jurisdiction:
                raise Fault(404, "jurisdiction_id provided was not found")
            return view(request, known, form, **more)
        except Fault as fault:
            return wire.failed(fault, form)

    return kept


@require_safe
@offered
def discovery(request: HttpRequest, known: Services, form: str) -> HttpResponse:
    here = request.build_absolute_uri("/open311/v2")
    since = "2026-11-30T00:00:00Z"
    endpoint = {
        "specification": SPECIFICATION, "url": here, "changeset": since, "type": "production",
        "formats": ["text/xml", "application/json"],
    }  # fmt: skip
    body = {"changeset": since, "contact": known.contact, "key_service": known.key_service, "endpoints": [endpoint]}
    return answer("discovery", body, form)


@require_safe
@offered
def list_services(request: HttpRequest, known: Services, form: str) -> HttpResponse:
    return answer("services", [told(code, each) for code, each in known.by_code.items()], form)


@require_safe
@offered
def definition(request: HttpRequest, known: Services, form: str, code: str) -> HttpResponse:
    service = known.by_code.get(code)
    if service is None or not service.get("attributes"):
        raise Fault(404, "service_code provided was not found")
    return answer("service_definition", defined(code, service), form)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@offered
def requests(request: HttpRequest, known: Services, form: str) -> HttpResponse:
    if request.method == "POST":
        return _filed(request, known, form)
    caller = _caller(request.GET.get("api_key", ""))
    numbers = request.GET.get("service_request_id", "")
    if numbers:
        pairs = reports.found(number_of(each) for each in numbers[:20_000].split(","))
    else:
        since, until = _span(request)
        statuses = frozenset(filter(None, request.GET.get("status", "").split(",")))
        if not statuses <= {"open", "closed"}:
            raise Fault(400, "status is open or closed")
        pairs = reports.between(since, until, request.GET.get("service_code", ""), statuses)
    return answer("service_requests", [reports.told(*pair, known.by_code, caller) for pair in pairs], form)


@require_safe
@offered
def one_request(request: HttpRequest, known: Services, form: str, number: str) -> HttpResponse:
    pairs = reports.found([number_of(number)])
    if not pairs:
        raise Fault(404, "service_request_id provided was not found")
    caller = _caller(request.GET.get("api_key", ""))
    return answer("service_requests", [reports.told(*pairs[0], known.by_code, caller)], form)


@require_safe
@offered
def token(request: HttpRequest, known: Services, form: str, number: str) -> HttpResponse:
    """Numbers are given at once, so a token is the number itself."""
    pairs = reports.found([number_of(number)])
    if not pairs:
        raise Fault(404, "token provided was not found")
    body = {"service_request_id": pairs[0][1].number, "token": number}
    return answer("service_requests", [body], form)


def _filed(request: HttpRequest, known: Services, form: str) -> HttpResponse:
    caller = _caller(request.POST.get("api_key", ""))
    if caller is None:
        raise Fault(403, "api_key is missing")
    code = request.POST.get("service_code", "")
    if not code:
        raise Fault(400, "service_code was not provided")
    if code not in known.by_code:
        raise Fault(404, "service_code provided was not found")
    return answer("service_requests", [reports.file(request.POST, code, known.by_code[code], caller)], form)


def _caller(word: str) -> Caller | None:
    """Whoever shows a key; nobody without one."""
    if not word:
        return None
    try:
        return calling(word).needs(Scope.OPEN311)
    except Problem:
        raise Fault(403, "api_key is not good") from None


def _span(request: HttpRequest) -> tuple[datetime, datetime]:
    """At most ninety days; the last ninety where nothing is said."""
    now = timezone.now()
    since, until = _moment(request, "start_date"), _moment(request, "end_date")
    if until is None:
        until = min(now, since + reports.SPAN) if since else now
    earliest = until - reports.SPAN
    return (max(since, earliest) if since else earliest), until


def _moment(request: HttpRequest, name: str) -> datetime | None:
    said = request.GET.get(name, "")
    found = moment_of(said.replace(" ", "+")) if said else None
    if said and found is None:
        raise Fault(400, f"{name} is no date and time with its zone")
    return found


FORM = r"\.(?P<form>xml|json)$"
urlpatterns: list[URLPattern] = [
    re_path(rf"^discovery{FORM}", discovery, name="open311-discovery"),
    re_path(rf"^services{FORM}", list_services, name="open311-services"),
    re_path(rf"^services/(?P<code>[\w-]{{1,40}}){FORM}", definition, name="open311-definition"),
    re_path(rf"^requests{FORM}", requests, name="open311-requests"),
    re_path(rf"^requests/(?P<number>[0-9]{{1,40}}){FORM}", one_request, name="open311-request"),
    re_path(rf"^tokens/(?P<number>[0-9]{{1,40}}){FORM}", token, name="open311-token"),
]
