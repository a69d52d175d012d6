"""Filing: the one question when somebody's story is, or is like, a report of wrongdoing and nothing protects it yet.

It is asked once, before anything is sent, and never again for this draft; whatever the answer, nothing typed is lost.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from huiyin.law.accused.lines import reads_like_report
from huiyin.law.accused.signs import spoken_signs
from huiyin.portal.entering.browser import remembered
from huiyin.portal.filing import drafts
from huiyin.portal.filing.again import already_filed, which
from huiyin.portal.filing.doors import Kind
from huiyin.portal.filing.drafts import Draft
from huiyin.portal.redirects import UNFIT, draft_is_gone, to_step


def must_ask(draft: Draft) -> bool:
    """Whether the question is still to be put."""
    if draft.asked or Kind(draft.kind).accuses:
        return False
    told = told_in(draft)
    return bool(spoken_signs(told)) or reads_like_report(told)


def told_in(draft: Draft) -> str:
    """Everything the person has written so far."""
    claims = (f"{each.request}\n{each.facts}\n{each.reasons}" for each in draft.claims)
    return "\n".join([draft.text, *claims])


@require_http_methods(["GET", "POST"])
@remembered
def submit_asked(request: HttpRequest) -> HttpResponse:
    """是要举报吗？"""
    if again := already_filed(request) or which(request):
        return again
    draft = drafts.load(request)
    if not draft.claims or not draft.place or not draft.kind:
        return draft_is_gone(request, draft)
    answer = request.POST.get("report")
    if answer not in ("yes", "no"):
        context = {"draft": draft, "here": "submit", "signs": spoken_signs(told_in(draft))}
        return render(request, "portal/submit_asked.html", context, status=UNFIT if request.POST else 200)
    draft.asked = True
    if answer == "yes":
        draft.kind = Kind.REPORT
    drafts.save(request, draft)
    return to_step(request, "submit-claims" if answer == "yes" else "submit-you", draft)
