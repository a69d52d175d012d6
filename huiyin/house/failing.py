"""What the house itself answers when no view could: each marked ``bare``, so that a form that met it is given back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.desk.astray import astray
from huiyin.house.faults import is_full
from huiyin.house.giving_back.middleware import FORGED
from huiyin.house.weighing import FULL


def bare(request: HttpRequest, status: int, why: str = "") -> HttpResponse:
    """The page of a status, as Django would show it by itself.

    :param why: what stands in the way, where the status alone does not tell (huiyin.house.giving_back.middleware).
    """
    response = render(request, f"{status}.html", status=status)
    response.bare = why or status  # type: ignore[attr-defined]
    return response


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    return bare(request, 400)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _at_the_desk(request, 403) or bare(request, 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is not that of this browser: mostly somebody signed in anew in another tab."""
    return bare(request, 403, FORGED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _at_the_desk(request, 404) or bare(request, 404)


def _at_the_desk(request: HttpRequest, status: int) -> HttpResponse | None:
    """The same for whoever sits at a desk: their menu stays there."""
    response = astray(request, status)
    if response is not None:
        response.bare = status  # type: ignore[attr-defined]
    return response


def failed(request: HttpRequest, *args: Any) -> HttpResponse:
    """Whatever no view expected; of a database that is away and a disk that is full it is said what they are."""
    fault = sys.exc_info()[1]
    if is_full(fault):
        return bare(request, 503, FULL)
    if isinstance(fault, OperationalError | InterfaceError):
        return unavailable(request)
    return bare(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away, or too many ask at once."""
    for line in connections.all(initialized_only=True):
        if not line.in_atomic_block:
            line.close_if_unusable_or_obsolete()
    response = bare(request, 503)
    response.away = True  # type: ignore[attr-defined]
    return response


class OnceMore:
    """Middleware outside everything else: what is only read is asked once more when the database was away.

    A restart cuts every connection; the next visitor need not be the one who notices.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(response, "away", False) and request.method in ("GET", "HEAD"):
            return self.get_response(request)
        return response
