"""The description as a page for people (Redoc, MIT, vendored by django-ninja): no request leaves this site."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import ninja
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

#: Redoc writes styles into the page; nothing on it is anybody's, and no script but its own runs.
POLICY: Final = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:",
        "font-src 'self'", "connect-src 'self'", "worker-src 'self' blob:", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'",
    )
)  # fmt: skip


#: Redoc draws the mark of its maker from elsewhere; here nothing is asked for elsewhere.
ELSEWHERE: Final = b"https://cdn.redoc.ly/redoc/logo-mini.svg"


@lru_cache(maxsize=1)
def _script() -> bytes:
    return (Path(ninja.__file__).parent / "static/ninja/redoc.standalone.js").read_bytes().replace(ELSEWHERE, b"data:,")


@require_safe
def redoc(request: HttpRequest) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    response = render(request, "api/docs.html")
    response.headers["Content-Security-Policy"] = POLICY
    return response
