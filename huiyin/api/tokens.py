"""OAuth 2.0 client credentials (RFC 6749 §4.4): a key is changed into a token that is good for an hour.

The number of the key is the client's id and its secret the client's secret. A token is signed and stored nowhere; it
ends with its key, and when the key's secret is turned and the overlap is over.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import unquote_plus

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huiyin.api.keys import Scope, digest, matching
from huiyin.api.models import Key
from huiyin.store.rows import one

LIFE: Final = timedelta(hours=1)
PREFIX: Final = "hyt_"
LONGEST: Final = 1000
_SALT: Final = "huiyin.api.token"


def issue(key: Key, secret: str, scopes: frozenset[Scope]) -> str:
    body = [key.id, digest(secret)[:16], " ".join(sorted(scopes))]
    return PREFIX + signing.dumps(body, salt=_SALT)


def opened_by(word: str, at: datetime) -> tuple[Key | None, frozenset[Scope]]:
    """The key behind a token and what the token is good for, while both are."""
    nothing: tuple[Key | None, frozenset[Scope]] = None, frozenset()
    if not word.startswith(PREFIX) or len(word) > LONGEST:
        return nothing
    try:
        row, mark, scopes = signing.loads(word.removeprefix(PREFIX), salt=_SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError):
        return nothing
    key = one(Key, id=row)
    if key is None or key.ended_at is not None or key.expires_at <= at:
        return nothing
    former = key.former_until is not None and at < key.former_until and key.former[:16] == mark
    if key.digest[:16] != mark and not former:
        return nothing
    granted = frozenset(key.scopes.split())
    return key, frozenset(Scope(each) for each in scopes.split() if each in granted)


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """The token endpoint."""
    number, secret = _credentials(request)
    if request.POST.get("grant_type") != "client_credentials":
        return _error("unsupported_grant_type", 400)
    key = matching(number, secret, timezone.now())
    if key is None:
        return _error("invalid_client", 401)
    granted = frozenset(Scope(each) for each in key.scopes.split())
    asked = request.POST.get("scope", "").split()
    if not set(asked) <= {each.value for each in granted}:
        return _error("invalid_scope", 400)
    scopes = frozenset(Scope(each) for each in asked) or granted
    told = {
        "access_token": issue(key, secret, scopes),
        "token_type": "Bearer",
        "expires_in": int(LIFE.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store", "Pragma": "no-cache"})


def _credentials(request: HttpRequest) -> tuple[str, str]:
    """By HTTP Basic, whose two parts are form-encoded (§2.3.1), or in the form."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return request.POST.get("client_id", ""), request.POST.get("client_secret", "")
    try:
        number, _, secret = base64.b64decode(shown, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return unquote_plus(number), unquote_plus(secret)


def _error(name: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="huiyin"'
    return JsonResponse({"error": name}, status=status, headers=headers)
