"""Whose browser it is that writes (谁在写): a random secret in a cookie, and of it only digests on the server.

A session ends, and gets a new key when something is opened; what somebody is writing, and the question whether it
arrived when the net broke, must outlive both. The secret opens nothing by itself.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huiyin.vault import boxes

COOKIE: Final = f"{settings.HUIYIN_COOKIES}writing"
LASTS: Final = timedelta(days=3)
"""So long after it was touched last a draft is kept, and the browser known as its writer."""
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def remembered(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A page of the filing: its browser gets a secret, or keeps the one it has for as long again."""

    @wraps(view)
    def known(request: HttpRequest) -> HttpResponse:
        if not _SECRET.fullmatch(request.COOKIES.get(COOKIE, "")):
            request.COOKIES[COOKIE] = secrets.token_urlsafe(32)
        # What was typed and not taken may wait in the session, to be put back here (huiyin.house.giving_back).
        request.session.get(COOKIE)
        answer = view(request)
        answer.set_cookie(
            COOKIE, request.COOKIES[COOKIE], max_age=LASTS, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip
        return answer

    return known


def secret_of(request: HttpRequest) -> bytes:
    """A key that only this browser arrives at, for what it is writing."""
    return boxes.from_parts((request.COOKIES.get(COOKIE, "").encode(),), "huiyin/portal/browser/1")


def digest(request: HttpRequest, key: str = "") -> str:
    """What the server keeps of this browser, or of a key that this browser made: 64 hexadecimal figures.

    Whoever has the key and not the browser's secret arrives at another digest.
    """
    secret = request.COOKIES.get(COOKIE, "")
    return hashlib.sha256(f"huiyin.portal.browser\0{secret}\0{key}".encode()).hexdigest()
