"""Signing in with the office's directory (单位目录): one more form with name and password; the directory answers."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiyin.desk.entering.sign_in import SignIn, come, let_in, see_other, wanted_of
from huiyin.desk.links import link
from huiyin.gate.directory.people import ask_or_wait
from huiyin.gate.directory.settings import Directory, Silent, directory
from huiyin.gate.factors.asking import ask_second
from huiyin.gate.factors.keeping import factors_of
from huiyin.gate.provider.people import Unknown
from huiyin.gate.provider.settings import Misread
from huiyin.gate.provider.talking import Unbelieved
from huiyin.gate.sign_in import Declined
from huiyin.gate.work import task
from huiyin.law.words import P, Phrase

SILENT = P("单位目录现在没有回应。请过几分钟再试；有本系统密码的，可以先用本系统的密码登录。")

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A second factor of ours is asked all the same, unless the file says that theirs is enough."""
    office, form, now = _directory(), SignIn(request.POST or None), timezone.now()
    if not form.is_valid():
        return _page(request, office, form, None, 422 if form.is_bound else 200)
    name = form.cleaned_data["username"]
    try:
        answer = ask_or_wait(office, **form.cleaned_data, come=come(request, name, now), at=now)
    except (Silent, Unbelieved) as fault:
        logger.error("the directory does not answer: %s", fault)
        return _page(request, office, form, SILENT, 503)
    except Unknown as unknown:
        return _page(request, office, form, unknown.phrase, 403)
    if isinstance(answer, Declined):
        return _page(request, office, form, answer.phrase, 429 if answer.until else 422)
    if not office.trusted and factors_of(answer.person.id).exists():
        ask_second(request, answer.person, wanted_of(request), now)
        return see_other(link("second"))
    return let_in(request, answer.person, wanted_of(request), now, vouched=office.trusted)


def _page(request: HttpRequest, office: Directory, form: SignIn, fault: Phrase | None, status: int) -> HttpResponse:
    context = {"form": form, "fault": fault, "next": wanted_of(request), "work": task(), "office": office.name}
    return render(request, "desk/directory.html", context, status=status)


def _directory() -> Directory:
    try:
        found = directory()
    except (Misread, OSError) as fault:
        logger.error("HUIYIN_LDAP cannot be used: %s", fault)
        found = None
    if found is None:
        raise Http404
    return found
