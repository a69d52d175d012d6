"""Devices that were right before (认得的设备): a browser from which a name was opened once is not slowed by strangers.

A cookie holds a number drawn by chance and marks of the names that were opened with it. The marks tell nothing to
whoever finds them; they open nothing either, they only spare their owner the waiting that others brought about.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

COOKIE: Final = f"{settings.HUIYIN_COOKIES}huiyin_known"
LASTS: Final = 180 * 24 * 3600
"""A browser that was not used for so long is not known any more; in seconds."""
MOST: Final = 8
#: How the names of staff begin.
STAFF: Final = "staff:"
_SALT: Final = "huiyin.gate.known"


def device(request: HttpRequest, name: str) -> str:
    """The number of the device if this name was opened with it, else nothing.

    :param name: whose limits are meant: ``staff:chenhao``, ``matter:9901…``.
    """
    held = _held(request)
    return str(held["device"]) if _mark(name) in held["marks"] else ""


def of_a_desk(request: HttpRequest) -> bool:
    """Whether somebody of staff has signed in with this browser."""
    return bool(_held(request).get("desk"))


def remember(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """From now on this name is known here; of more than a few the oldest is forgotten."""
    held = _held(request)
    marks = [_mark(name), *(mark for mark in held["marks"] if mark != _mark(name))][:MOST]
    said = {"device": held["device"] or get_random_string(16), "marks": marks}
    if held.get("desk") or name.startswith(STAFF):
        said["desk"] = True
    kept = signing.dumps(said, salt=_SALT)
    response.set_cookie(
        COOKIE, kept, max_age=LASTS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponse) -> None:
    """On a device that others use too nothing stays behind."""
    response.delete_cookie(COOKIE, samesite="Lax")


def _held(request: HttpRequest) -> dict[str, Any]:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return {"device": "", "marks": []}
    return dict(held)


def _mark(name: str) -> str:
    return salted_hmac(_SALT, name, algorithm="sha256").hexdigest()[:16]
