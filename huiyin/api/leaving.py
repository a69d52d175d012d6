"""What of the interface is about to go (停用): told with every answer for as long as it still works.

RFC 9745 says since when something is deprecated, RFC 8594 when it ends, and a link what to use in its place. Acts come
and go with the law's tables; what clients have built on is taken away by a line here first, and half a year later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import wraps
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

#: So many days at least lie between the two.
LEAST: Final = 180
_BEIJING: Final = ZoneInfo("Asia/Shanghai")
_HOLE: Final = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True)
class Leaving:
    """One operation that goes.

    :param method: as in the description, in small letters; ``path`` as there: ``/api/v1/matters/{number}``.
    :param since: from this day on it is deprecated; ``until``: on this day it works for the last time.
    :param instead: the path of what to use in its place; empty where there is nothing.
    :param note: a sentence for the description.
    """

    method: str
    path: str
    since: date
    until: date
    instead: str = ""
    note: str = ""

    def fits(self, method: str, path: str) -> bool:
        return (
            self.method == method.lower() and re.fullmatch(_HOLE.sub("[^/]+", re.escape(self.path)), path) is not None
        )

    def headers(self) -> Iterator[tuple[str, str]]:
        yield "Deprecation", f"@{int(datetime.combine(self.since, time(), _BEIJING).timestamp())}"
        yield "Sunset", http_date(datetime.combine(self.until, time(23, 59, 59), _BEIJING).timestamp())
        links = ['</api/v1/docs>; rel="deprecation"; type="text/html"']
        links += [f'<{self.instead}>; rel="successor-version"'] if self.instead else []
        yield "Link", ", ".join(links)


#: All that is about to go. Nothing is.
LEAVING: tuple[Leaving, ...] = ()


def leaving(method: str, path: str) -> Leaving | None:
    """Whether this operation is about to go."""
    return next((each for each in LEAVING if each.fits(method, path)), None)


def told_with(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every answer of what is about to go says so, also a refusal."""

    @wraps(answer)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = answer(request, *args, **kwargs)
        found = leaving(request.method or "", request.path) if LEAVING else None
        for name, value in found.headers() if found else ():
            response[name] = f"{response[name]}, {value}" if name == "Link" and name in response else value
        return response

    return wrapped


def described(path: str, item: dict[str, Any]) -> dict[str, Any]:
    """The operations of a path as the description has them, with what goes marked."""
    for method, operation in item.items():
        found = next((each for each in LEAVING if (each.method, each.path) == (method, path)), None)
        if found is not None:
            operation["deprecated"] = True
            until = f"Works until {found.until.isoformat()}. {found.note}".strip()
            operation["description"] = f"{operation.get('description', '')} {until}".strip()
    return item
