"""Setting up and taking away what is asked for besides the password; only by whoever has just shown who they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk.entering.sign_in import come, see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import LACKS_SECOND, Desk, staff
from huiyin.gate.factors import apps, passkeys, recovery
from huiyin.gate.factors.asking import is_sure, sure
from huiyin.gate.factors.keeping import MOST, factors_of, remove
from huiyin.gate.models import Factor
from huiyin.gate.sign_in import Declined, confirm_or_wait
from huiyin.law.words import P, Phrase
from huiyin.papers.squares import square
from huiyin.people.hashing import hashes
from huiyin.typed.wholes import row_id

SECRET = "new_app"
"""Under what the session keeps the secret of an app that is being set up."""
View = Callable[[HttpRequest, Desk], HttpResponse]


def surely(view: View) -> View:
    """Let only whoever has just shown who they are do this; others show it first."""

    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk) -> HttpResponse:
        return view(request, desk) if is_sure(request, desk.now) else see_other(link("sure"))

    return guarded


@hashes
@staff
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The password once more, before one changes by what one shows who one is."""
    if request.method != "POST":
        return _shown(request, desk, "desk/security/sure.html", {})
    typed = request.POST.get("password", "")[:200]
    here = come(request, desk.person.username, desk.now)
    answer = confirm_or_wait(desk.person, password=typed, come=here, at=desk.now)
    if isinstance(answer, Declined):
        status = 429 if answer.until else 422
        return _shown(request, desk, "desk/security/sure.html", {"fault": answer.phrase}, status)
    sure(request, desk.now)
    return see_other(link("security"))


@staff
@surely
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A square code for the app, and its first six figures."""
    secret = request.session.get(SECRET)
    if request.method != "POST" or secret is None:
        secret = request.session[SECRET] = apps.new_secret()
        return _app(request, desk, secret)
    if _full(desk):
        return _app(request, desk, secret, P("已经有{n}个了，请先去掉一个。", n=MOST))
    name = request.POST.get("name", "").strip()[:40] or gettext("验证器")
    if apps.enrol(desk.person, secret, request.POST.get("otp", "")[:20], name=name, at=desk.now) is None:
        return _app(request, desk, secret, P("数字不对。请照手机上现在的六位再输一次；手机的时间要准。"))
    del request.session[SECRET]
    return _added(request, desk)


def _app(request: HttpRequest, desk: Desk, secret: str, fault: Phrase | None = None) -> HttpResponse:
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    context = {"qr": square(apps.address(desk.person, secret)), "secret": grouped, "fault": fault}
    return _shown(request, desk, "desk/security/app.html", context, 422 if fault else 200)


@staff
@surely
@require_POST
def key_challenge(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the browser is asked for a new passkey."""
    return JsonResponse(passkeys.begin_enrolling(request, desk.person))


@staff
@surely
@require_POST
def key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new passkey."""
    name = request.POST.get("name", "").strip()[:40] or gettext("通行密钥")
    said = request.POST.get("key", "")
    if _full(desk) or passkeys.enrol(request, desk.person, said, name=name, at=desk.now) is None:
        messages.error(request, gettext("通行密钥没有加上，请再试一次。"))
        return see_other(link("security"))
    return _added(request, desk)


@staff
@surely
@require_POST
def taken_away(request: HttpRequest, desk: Desk) -> HttpResponse:
    if remove(desk.person, row_id(request.POST.get("factor", "")) or 0, at=desk.now):
        messages.success(request, gettext("去掉了，登录时不再问它。"))
    else:
        messages.error(request, gettext("没有去掉：您的岗位一定要有第二重验证，先加一个新的，再去掉这一个。"))
    return see_other(link("security"))


@staff
@surely
@require_POST
def codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ten new codes for a lost telephone, shown this once."""
    if not factors_of(desk.person.id).exists():
        return see_other(link("security"))
    return _codes(request, desk)


def _added(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is needed is there; whoever has no codes for a lost telephone yet gets them."""
    request.session.pop(LACKS_SECOND, None)
    messages.success(request, gettext("加上了，下次登录会问它。"))
    return see_other(link("security")) if recovery.left(desk.person.id) else _codes(request, desk)


def _codes(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _shown(request, desk, "desk/security/codes.html", {"codes": recovery.new_codes(desk.person, desk.now)})


def _full(desk: Desk) -> bool:
    return factors_of(desk.person.id).count() >= MOST


def _shown(request: HttpRequest, desk: Desk, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = page(request, desk, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def shown_of(desk: Desk) -> dict[str, Any]:
    """For the page of one's own account."""
    rows = list(factors_of(desk.person.id))
    return {"factors": [(row, row.kind == Factor.KEY) for row in rows], "codes_left": recovery.left(desk.person.id)}
