"""Going on after a POST."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.portal.filing import drafts
from huiyin.portal.filing.drafts import Draft

UNFIT: Final = 422
"""The answer to a form that cannot be taken as it is; the page shows it again with every word."""
TOO_OFTEN: Final = 429


def see_other(name: str, *args: object, query: str = "") -> HttpResponse:
    """On to another page after a POST."""
    return HttpResponseRedirect(reverse(f"portal:{name}", args=args) + (query and f"?{query}"), status=303)


def draft_is_gone(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Back to the first step; what was typed in this one is put back when it comes again (huiyin.house.giving_back)."""
    if request.method == "POST" and not draft.begun:
        messages.warning(request, _("草稿放得太久，已经清掉了。请重新写，抱歉耽误您。"))
    answer = to_step(request, "submit", draft)
    answer.not_taken = True  # type: ignore[attr-defined]
    return answer


def to_step(request: HttpRequest, name: str, draft: Draft) -> HttpResponse:
    """On to a step of the filing; the address names the draft where it could be another one."""
    named = draft.begun if name == "submit" else drafts.several(request)
    return see_other(name, query=f"draft={draft.key}" if named else "")
