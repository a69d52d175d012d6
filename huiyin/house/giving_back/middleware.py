"""The one place where a form that failed is given back: its own page again, filled, with a sentence on top.

It stands around the views and looks at what they answered. A view that shows its own form again is left alone; whatever
the house had to answer by itself (huiyin.house.failing), and being sent to sign in because a session ended, is not.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes, urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.house.giving_back import refilling, typed
from huiyin.house.giving_back.typed import Typed
from huiyin.house.weighing import FULL, REFUSED

FORGED: Final = "forged"


class Said(NamedTuple):
    """What happened and what next; ``again``: whether sending the same once more can help."""

    what: str | Promise
    next: str | Promise
    again: bool = True


_CHECK: Final = _("您写的都还在。请看一遍，再送一次。")
SAYINGS: Final[dict[int | str, Said]] = {
    400: Said(_("这一页没有送全，没有办成。"), _CHECK),
    FORGED: Said(_("没有送出：这一页放得太久，或者您在别处重新登录过。"), _CHECK),
    403: Said(
        _("没有办成：这一步您现在不能做。"), _("可能换了岗位，或者这件事已经不归您办。您写的都在下面。"), again=False
    ),
    404: Said(
        _("没有办成：这件事现在打不开。"),
        _("可能打开得太久了。重新登录，或者再输一次编号和查询码，打开这一页，写的会放回来。"),
        again=False,
    ),
    408: Said(_("网络断了，没有收全。"), _CHECK),
    413: Said(_("一次传的太多，没有收下。"), _("您写的都还在。文件请分几次传，或者先压小再传。")),
    429: Said(_("送得太频繁，这一次没有收下。"), _("您写的都还在。请过几分钟再送一次。")),
    500: Said(
        _("系统出了错，不是您的错。"), _("您写的都还在。请再送一次；同一页送两次也只算一次。还不行，请打电话或到窗口。")
    ),
    503: Said(_("系统这会儿用不了，没有办成。"), _("您写的都还在。请不要关这一页，过几分钟再送一次。")),
    FULL: Said(
        _("服务器的磁盘满了，没有办成。"), _("您写的都还在。请打电话告诉我们；不要关这一页，腾出地方以后再送一次。")
    ),
}
_BACK: Final = Said(_("您刚才写的已经放回来了。"), _("还没有送出。请看一遍，再送一次。"))


class GivesBack:
    """Middleware inside the session and the reader's language, outside everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if why := request.META.get(REFUSED):
            return self._given_back(request, HttpResponse(status=503 if why == FULL else why), why)
        response = self.get_response(request)
        if "HX-Request" in request.headers:
            return _beside(response)
        if request.method == "POST":
            return self._after_sending(request, response)
        return _put_back(request, response)

    def _after_sending(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if why := getattr(response, "bare", None):
            return self._given_back(request, response, why)
        if getattr(response, "not_taken", False) and _ours(request):
            typed.hold(request, typed.of(request), timezone.now())
        elif _is_turned_away(response) and _ours(request):
            return _held_for_later(request, response)
        return response

    def _given_back(self, request: HttpRequest, response: HttpResponseBase, why: int | str) -> HttpResponseBase:
        sent, said = typed.of(request), SAYINGS[why]
        if not sent.something or _ours(request) is False:
            return response
        again = said.again and _ours(request) is True
        page = self._refilled(request, sent, said) if again else None
        if page is None:
            if not said.again and _ours(request):
                typed.hold(request, sent, timezone.now())
            page = _bare_page(request, sent, said, response.status_code, again=again)
        page.status_code = response.status_code
        return page

    def _refilled(self, request: HttpRequest, sent: Typed, said: Said) -> HttpResponse | None:
        """The page on which the form stood, asked for anew as this person, with everything in its form."""
        return _filled(self.get_response(_asking_for(request, sent.page)), sent, said)


def _beside(response: HttpResponseBase) -> HttpResponseBase:
    """A part of a page was asked for; the page still stands there with everything in it, and says what happened."""
    return HttpResponse(status=401) if _is_turned_away(response) else response


def _is_turned_away(response: HttpResponseBase) -> bool:
    """Whether the answer is: sign in first, and come back. Whoever signs out goes there too, but comes from nowhere."""
    if response.status_code != 302:
        return False
    entrance = urlsplit(response.headers["Location"])
    return entrance.path == resolve_url(settings.LOGIN_URL) and "next=" in entrance.query


def _ours(request: HttpRequest) -> bool | None:
    """Whether a page of ours sent it; ``None`` if the browser does not tell.

    What another site sends in somebody's name is never shown to them as their own, and an untold origin is given back
    to be copied, not to be sent: the button would be the forger's.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin:
        return urlsplit(origin).netloc == request.get_host()
    return True if request.headers.get("Sec-Fetch-Site") == "same-origin" else None


def _asking_for(request: HttpRequest, page: str) -> WSGIRequest:
    """The same person asks for a page."""
    parts = urlsplit(page)
    path = unquote_to_bytes(parts.path).decode("latin-1")
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": parts.query, "wsgi.input": BytesIO()}
    left_out = {"CONTENT_LENGTH", "CONTENT_TYPE", "CSRF_COOKIE", REFUSED}
    asking = WSGIRequest({name: value for name, value in request.META.items() if name not in left_out} | asked)
    asking.session, asking.preferences = request.session, request.preferences  # type: ignore[attr-defined]
    return asking


def _filled(response: HttpResponseBase, sent: Typed, said: Said) -> HttpResponse | None:
    html = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code != 200 or not isinstance(response, HttpResponse) or not html:
        return None
    notice = render_to_string("giving_back/notice.html", said._asdict())
    page = refilling.refilled(response.content.decode(), sent, notice)
    if page is None:
        return None
    response.content = page.encode()
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _bare_page(request: HttpRequest, sent: Typed, said: Said, status: int, *, again: bool) -> HttpResponse:
    """Where the form's own page cannot be shown either: the words as they are, to be sent again or copied."""
    context = {
        **said._asdict(),
        "again": again,
        "typed": sent,
        "status": status,
        "left": refilling.without_a_field(sent.by_name),
        "words": [value for name, value in sent.values if refilling.is_word(name, value)],
    }
    return render(request, "giving_back/page.html", context)


def _held_for_later(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A session ended while somebody typed: they come in again, and find it where they left it."""
    sent = typed.of(request)
    if not sent.something or not typed.hold(request, sent, timezone.now()):
        return response
    entrance = urlsplit(response.headers["Location"])._replace(query=urlencode({"next": sent.page}))
    response.headers["Location"] = entrance.geturl()
    return response


def _put_back(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What was held comes back when its page is opened. Pages that ask for no session cost nothing."""
    if not getattr(request.session, "accessed", False):
        return response
    sent = typed.held(request, timezone.now())
    if sent is None or (page := _filled(response, sent, _BACK)) is None:
        return response
    typed.drop(request)
    return page
