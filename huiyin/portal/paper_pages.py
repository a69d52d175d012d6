"""Papers for the petitioner (您的文书) on a matter they follow, and for anyone the question whether one is genuine."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.cases.instruments import application, papers_for_petitioner
from huiyin.cases.models import Case
from huiyin.law.terms import Stage
from huiyin.papers.needs import Incomplete
from huiyin.papers.served import as_file
from huiyin.papers.verification import Standing, verify
from huiyin.people.models import Organ
from huiyin.portal import throttle
from huiyin.portal.grants import opened

MAY_SEEK = (Stage.SERVED, Stage.REVIEW_SERVED)
TOO_OFTEN = 429
UNFIT = 422


@require_safe
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """Every paper addressed to the petitioner, with its page in plain words."""
    case = _own(request, number)
    context = {
        "case": case,
        "papers": list(papers_for_petitioner(case)),
        "may_seek": case.stage in MAY_SEEK,
        "here": "track",
    }
    return render(request, "portal/papers/list.html", context)


@require_safe
def paper(request: HttpRequest, number: str, paper: int, form: str) -> HttpResponse:
    found = get_object_or_404(papers_for_petitioner(_own(request, number)), id=paper)
    data = found.file(form)
    if data is None:
        raise Http404
    return as_file(data, "docx" if form == "docx" else "pdf", f"{found.label}{found.number}")


@require_safe
def review_form(request: HttpRequest, number: str) -> HttpResponse:
    """The application for review or re-review, filled in as far as is known, to sign and hand in."""
    case = _own(request, number)
    try:
        return as_file(application(case, timezone.now()), "pdf", "复查复核申请书")
    except Incomplete:
        raise Http404 from None


def _own(request: HttpRequest, number: str) -> Case:
    """The visitor's own matter; of somebody else's that theirs was merged into they get no papers."""
    found = opened(request, number)
    if not found.own:
        raise Http404
    return found.case


@require_http_methods(["GET", "POST"])
def verify_paper(request: HttpRequest) -> HttpResponse:
    """Is this paper genuine? Number and check code say so, and nothing of what is written in it."""
    asked = request.POST if request.method == "POST" else request.GET
    typed = {name: asked.get(name, "")[:80] for name in ("n", "c", "d")}
    if not typed["n"] or not typed["c"]:
        return _answer(request, typed)
    now = timezone.now()
    guess = throttle.Guess(throttle.address_of(request), f"paper {typed['n']}")
    if minutes := throttle.wait_minutes(guess, now):
        return _answer(request, typed, wait=minutes, status=TOO_OFTEN)
    answer = verify(typed["n"], typed["c"], typed["d"])
    if answer.standing is Standing.UNKNOWN:
        throttle.count_failure(guess, now)
    organ = Organ.objects.filter(id=answer.organ).first() if answer.organ else None
    status = UNFIT if answer.standing is Standing.UNKNOWN and request.method == "POST" else 200
    return _answer(request, typed, status=status, answer=answer, organ=organ)


def _answer(request: HttpRequest, typed: dict[str, str], status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "portal/papers/verify.html", {**typed, **context}, status=status)


urlpatterns: list[URLPattern] = [
    path("documents/<str:number>/", papers, name="papers"),
    path("documents/<str:number>/review-form.pdf", review_form, name="review-form"),
    path("documents/<str:number>/<int:paper>/<slug:form>", paper, name="paper"),
    path("papers/verify/", verify_paper, name="verify-paper"),
]
