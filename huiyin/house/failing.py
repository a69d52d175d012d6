"""What the house itself answers when no view could: each marked ``bare``, so that a form that met it is given back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.house.giving_back.middleware import FORGED


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
    return bare(request, 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is not that of this browser: mostly somebody signed in anew in another tab."""
    return bare(request, 403, FORGED)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return bare(request, 404)


def failed(request: HttpRequest, *args: Any) -> HttpResponse:
    return bare(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database is away, or too many ask at once."""
    return bare(request, 503)
