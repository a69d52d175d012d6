"""The API as one thing: what every operation shares, and what is answered when one fails."""

from __future__ import annotations

import json
import logging
from typing import Annotated, Any, Final

from django.core.exceptions import SuspiciousOperation, TooManyFilesSent
from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import Header, NinjaAPI, Path
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotThis

from huiyin.api import problems
from huiyin.api.callers import Caller, authenticated
from huiyin.api.keys import Scope
from huiyin.api.problems import UNREADABLE, Problem, unfit

logger = logging.getLogger(__name__)
JSON: Final = "application/json"
_ABOUT: Final = (
    "回音的接口：和办公桌上能做的一样，同样的法、同样的权限、同样的拒绝理由。"
    "The acts, stages and fields below are drawn from the law's own tables."
)
api: Final = NinjaAPI(
    title="Huiyin 回音", version="1.0.0", description=_ABOUT, docs_url=None, openapi_url=None, auth=authenticated,
    urls_namespace="api",
)  # fmt: skip

Number = Annotated[str, Path(min_length=1, max_length=41, pattern=r"^[A-Z]?[0-9]{6,40}$")]
Collection = Annotated[str, Path(description="a collection of /kinds")]
Row = Annotated[str, Path(pattern=r"^[1-9][0-9]{0,17}$")]
Once = Annotated[
    str,
    Header(
        alias="Idempotency-Key", max_length=200, pattern=r"^[\x21-\x7e]*$",
        description="the same request under the same key counts once",
    ),
]  # fmt: skip


def caller(request: HttpRequest) -> Caller:
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


def asking(request: HttpRequest, scope: Scope) -> Caller:
    """:raises Problem: the client's key is not good for that."""
    return caller(request).needs(scope)


def told(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    return JsonResponse(
        body, status=status, safe=False, headers=headers or {}, json_dumps_params={"ensure_ascii": False}
    )


def said_in(request: HttpRequest) -> dict[str, Any]:
    """The body, an object; nothing at all is an empty one.

    :raises Problem: it is something else.
    """
    if request.content_type not in (JSON, ""):
        raise Problem(415, "not-json", UNREADABLE)
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise Problem(400, "unreadable", UNREADABLE) from None
    if not isinstance(body, dict):
        raise unfit({"body": UNREADABLE})
    return body


# Whatever goes wrong is a problem of one form -------------------------------------------------------------------------


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problems.answer(request, problem)


@api.exception_handler(NotThis)
def _not_this(request: HttpRequest, fault: NotThis) -> HttpResponse:
    wrong = {"/".join(map(str, each["loc"][1:])): str(each["msg"]) for each in fault.errors}
    return problems.answer(request, unfit(wrong))


@api.exception_handler(MultiPartParserError)
@api.exception_handler(TooManyFilesSent)
@api.exception_handler(SuspiciousOperation)
def _unreadable(request: HttpRequest, fault: Exception) -> HttpResponse:
    return problems.answer(request, Problem(400, "unreadable", UNREADABLE))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return problems.answer(request, Problem(fault.status_code, "unreadable", UNREADABLE))


@api.exception_handler(Exception)
def _failed(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Nothing of what was sent is written to the log."""
    logger.error("%s %s", request.method, request.resolver_match and request.resolver_match.route, exc_info=fault)
    return problems.answer(request, Problem(500, "failed", problems.FAILED))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def _away(request: HttpRequest, fault: Exception) -> HttpResponse:
    for line in connections.all(initialized_only=True):
        if not line.in_atomic_block:
            line.close_if_unusable_or_obsolete()
    response = problems.answer(request, Problem(503, "away", problems.AWAY, headers={"Retry-After": "10"}))
    response.away = True  # type: ignore[attr-defined]
    return response
