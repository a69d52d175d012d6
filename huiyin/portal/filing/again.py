"""A page of the filing that comes again: the same press twice, a page from the browser's memory, a question of which.

What was filed is filed once. The same words again lead to the receipt, only in the browser that filed them and only for
a while; other words are never taken for them, and never lost without a word.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from huiyin.cases.models import Case
from huiyin.gate.keys import pocket
from huiyin.portal.entering import grants
from huiyin.portal.filing import drafts
from huiyin.portal.redirects import see_other
from huiyin.store.rows import one

#: What a form carries for itself, beside the words.
_OF_THE_FORM: Final = frozenset({"csrfmiddlewaretoken", "key", "work", "worked"})
#: What is chosen from a list is not shown again; words are.
_CHOSEN: Final = frozenset({"claim", "kind", "place", "way", "people", "needs", "accused_organ"})
TAKEN: Final = 409


def already_filed(request: HttpRequest, within: timedelta = grants.LASTS) -> HttpResponse | None:
    """What became of the draft this page belongs to, where it was filed: the receipt, or a clear question.

    :param within: so long after the filing the same press still opens the receipt.
    """
    row = drafts.filed_as(request) if request.method == "POST" else None
    case = one(Case, id=row.case or 0) if row else None
    if row is None or case is None:
        return None
    words = _words(request)
    # A key alone only asks whether it arrived: the net broke while it was sent.
    if words and row.sent != fingerprint(request):
        typed = [each for name, values in words.items() if name not in _CHOSEN for each in values if each]
        context = {"case": case, "typed": typed, "here": "submit"}
        return render(request, "portal/submit_taken.html", context, status=TAKEN)
    if timezone.now() - row.saved_at < within:
        grants.grant(request, case, timezone.now())
        pocket(request).put_matters(drafts.keys_of(request))
    return see_other("receipt", case.number)


def fingerprint(request: HttpRequest) -> str:
    """Of the words of a form and of its key, which is not kept: it says nothing of the words."""
    files = sorted((each.name, each.size) for name in request.FILES for each in request.FILES.getlist(name))
    said = repr((sorted(_words(request).items()), files))
    return salted_hmac(f"huiyin.portal.sent:{drafts.named(request)}", said, algorithm="sha256").hexdigest()


def _words(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed and chosen, by the name of the field."""
    given = {name: request.POST.getlist(name) for name in request.POST if name not in _OF_THE_FORM}
    return {name: values for name, values in given.items() if any(values)}


def which(request: HttpRequest) -> HttpResponse | None:
    """Where an address names no draft and several are being written, the person says which."""
    if request.method != "GET" or drafts.named(request) or not drafts.several(request):
        return None
    context = {"drafts": drafts.unfinished(request), "here": "submit"}
    return render(request, "portal/submit_which.html", context)
