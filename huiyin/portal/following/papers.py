"""Papers for the petitioner (您的文书) on a matter they follow, and for anyone the question whether one is genuine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.models import Case
from huiyin.cases.papers.instruments import application, papers_for_petitioner
from huiyin.cases.papers.service import decided_by, taken_online
from huiyin.cases.papers.service import under_way as being_served
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.served import UNSERVED
from huiyin.law.terms import Act, Stage
from huiyin.papers.kinds import SERVED_BY_ACT
from huiyin.papers.models import Paper, Service
from huiyin.papers.needs import Incomplete
from huiyin.papers.served import as_file
from huiyin.papers.verification import Standing, verify
from huiyin.people.models import Organ
from huiyin.portal.entering import throttle
from huiyin.portal.entering.grants import Opened, opened
from huiyin.portal.following.matter import gather
from huiyin.portal.redirects import UNFIT

MAY_SEEK = (Stage.SERVED, Stage.REVIEW_SERVED)
TOO_OFTEN = 429


@require_safe
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """Every paper addressed to the petitioner, with its page in plain words."""
    case = _own(request, number)
    papers = list(papers_for_petitioner(case))
    under_way, closed = being_served(papers), _unserved(case, papers)
    context = {
        "case": case,
        "papers": [{**_line(each, under_way.get(each.id)), "closed": each.id in closed} for each in papers],
        "may_seek": _may_seek(case),
        "here": "track",
    }
    return render(request, "portal/papers/list.html", context)


def _may_seek(case: Case) -> bool:
    """Whether review or re-review may be asked for now: no form is offered whose time is over."""
    openings = gather(Opened(case)).openings if case.stage in MAY_SEEK else {}
    return any(isinstance(openings.get(act), Decision) for act in (Act.SEEK_REVIEW, Act.SEEK_REREVIEW))


def _line(paper: Paper, under_way: Service | None) -> dict[str, Any]:
    """A paper with how it came; ``taken`` says that its reader has said so here, and the office has not yet."""
    taken = under_way.sent_on if under_way is not None and under_way.by is None else None
    may_take = paper.to_serve and not (paper.served_on or paper.voided_on or taken)
    sent = under_way if under_way is not None and under_way.by is not None else None
    return {"paper": paper, "taken": taken, "may_take": may_take, "sent": sent, "starts": paper.kind in SERVED_BY_ACT}


def _unserved(case: Case, papers: Sequence[Paper]) -> frozenset[int]:
    """The decision that is on its way: it is read once it is served, or its reader agrees that this is its service."""
    if case.stage not in UNSERVED:
        return frozenset()
    latest = decided_by(case)
    waiting = [each for each in papers if each.to_serve and each.event_seq == latest and not each.served_on]
    taken = {paper for paper, row in being_served(waiting).items() if row.by is None}
    return frozenset(each.id for each in waiting) - taken


def _not_yet(request: HttpRequest, number: str) -> HttpResponse:
    messages.info(request, gettext("这份文书还没有送到您手上。愿意在网上收，请点“我收到了”，就能打开看。"))
    response = redirect("portal:papers", number)
    response.status_code = 303
    return response


@require_safe
def paper(request: HttpRequest, number: str, paper: int, form: str) -> HttpResponse:
    case = _own(request, number)
    found = get_object_or_404(papers_for_petitioner(case), id=paper)
    if _unserved(case, [found]):
        return _not_yet(request, number)
    data = found.file(form)
    if data is None:
        raise Http404
    return as_file(data, "docx" if form == "docx" else "pdf", f"{found.label}{found.number}")


@require_safe
def in_plain_words(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """What a paper says in plain words and large print, to read here or to have read aloud."""
    case = _own(request, number)
    found = get_object_or_404(papers_for_petitioner(case), id=paper)
    if _unserved(case, [found]):
        return _not_yet(request, number)
    document = found.in_plain_words()
    if document is None:
        raise Http404
    context = {"case": case, "paper": found, "document": document, "here": "track"}
    return _private(render(request, "portal/papers/words.html", context))


@require_POST
def received(request: HttpRequest, number: str, paper: int) -> HttpResponse:
    """The petitioner has it and agrees that this counts as service (网上送达). Pressing twice does no harm."""
    case = _own(request, number)
    found = get_object_or_404(papers_for_petitioner(case), id=paper)
    if taken_online(found, timezone.now()):
        messages.success(request, gettext("记下了：您今天收到了这份文书。"))
    response = redirect("portal:papers", number)
    response.status_code = 303
    return response


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


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
    path("documents/<str:number>/<int:paper>/words", in_plain_words, name="paper-words"),
    path("documents/<str:number>/<int:paper>/received", received, name="paper-received"),
    path("documents/<str:number>/<int:paper>/<slug:form>", paper, name="paper"),
    path("papers/verify/", verify_paper, name="verify-paper"),
]
