"""Addresses of machines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from huiyin.api import describing, exchanging, health, metrics, pages, problems, pushed, tokens
from huiyin.api.assembled import api
from huiyin.api.problems import not_found


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    return problems.answer(request, not_found())


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/openapi.json", describing.openapi, name="openapi"),
    path("api/v1/redoc.js", pages.redoc, name="redoc"),
    path("api/v1/docs", pages.docs, name="docs"),
    path("api/v1/oauth/token", tokens.token, name="token"),
    path("api/v1/", api.urls),
    re_path(r"^api/.*$", nowhere),
    path("channels/<slug:name>/files", pushed.files, name="pushed"),
    path("channels/<slug:name>/files/<str:arrival>", pushed.file, name="pushed-file"),
    path("channels/<slug:name>/reports/<slug:word>", pushed.reports, name="reports"),
    path("exchange/v1", exchanging.exchange, name="exchange"),
    path("scim/v2/", include("huiyin.api.scim.views")),
    path("open311/v2/", include("huiyin.api.open311.views")),
]
