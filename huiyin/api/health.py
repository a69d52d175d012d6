"""Whether the site lives, and whether it can do its work: for whoever balances and restarts processes."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from huiyin.people.keyring import ring


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database and keys are there; 503 says which is not, and no more."""
    lacking = [name for name, works in (("database", _database), ("keys", _keys)) if not works()]
    body = {"status": "unready", "lacking": lacking} if lacking else {"status": "ready"}
    return JsonResponse(body, status=503 if lacking else 200, headers={"Cache-Control": "no-store"})


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except (DatabaseError, InterfaceError):
        return False


def _keys() -> bool:
    try:
        return bool(ring())
    except Exception:
        return False
