"""The papers of a matter at the desk (文书): what is owed, drawn as a draft, issued, opened, voided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.models import Case
from huiyin.cases.papers.batches import start, under_way
from huiyin.cases.papers.instruments import (
    Debt,
    issue,
    owed_in,
    papers_for_staff,
    preview,
    quick,
    register_form,
    versions_of,
)
from huiyin.cases.papers.instruments import (
    number as number_paper,
)
from huiyin.cases.parts import part_of
from huiyin.desk.forms.unfit import UNFIT
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.law.papers import Paper as Kind
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.library.queries import article_numbers
from huiyin.papers.checker import Remark, remarks
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.kinds import SERVED_BY_ACT, Extra
from huiyin.papers.models import Opening, Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.served import as_file
from huiyin.people import ledgers
from huiyin.record.instruments import NotYours, withdraw
from huiyin.record.models import OwedPaper
from huiyin.store.locks import writing


@staff
@require_safe
def papers(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    return _page(request, desk, fetch(desk, number))


def _page(
    request: HttpRequest, desk: Desk, case: Case, refusal: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    debts = owed_in(case, desk.actor, desk.today)
    waiting = under_way(each.row.id for each in debts)
    context = {
        "case": case,
        "owed": [_owed_line(each, each.row.id in waiting) for each in debts],
        "waiting": bool(waiting),
        "issued": list(papers_for_staff(case, desk.actor, desk.today)),
        "registered": not part_of(case, desk.actor, desk.today).closed,
        "ours": desk.organ.id,
        "may_void": Role.HEAD in desk.actor.roles,
        "has_drafts": bool(OwedPaper.objects.filter(record=case.id, kind=Kind.OPINION.value))
        or case.stage == "proposed",
        "refusal": refusal,
    }
    return page(request, desk, "desk/papers.html", context, status=status)


def _owed_line(debt: Debt, under_way: bool) -> dict[str, Any]:
    """An owed paper; what it lacks is looked up only while nobody has ordered it."""
    missing = () if under_way else INSTRUMENTS[debt.record.kind].missing(debt.facts)
    return {"row": debt.row, "label": debt.record.kind.label, "missing": missing, "under_way": under_way}


@staff
@require_safe
def register(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The register's form of a matter, to be signed; not for those who may read only what came later."""
    case = fetch(desk, number)
    if part_of(case, desk.actor, desk.today).closed:
        raise Http404
    try:
        return as_file(register_form(case, desk.actor, desk.now), "pdf", Extra.REGISTER_FORM.label)
    except (Incomplete, Unprintable, NoFonts) as fault:
        return _page(request, desk, case, refusal_of(Extra.REGISTER_FORM.label, fault), UNFIT)


@staff
@require_safe
def draft(request: HttpRequest, desk: Desk, number: str, owed: int) -> HttpResponse:
    """An owed paper as it would be, marked as a draft."""
    case = fetch(desk, number)
    row = _owed(case, desk, owed)
    try:
        return as_file(preview(row.id, desk.now), "pdf", Kind(row.kind).label)
    except (Incomplete, Unprintable, NoFonts) as fault:
        return _page(request, desk, case, refusal_of(Kind(row.kind).label, fault), UNFIT)


@staff
@require_POST
def issue_paper(request: HttpRequest, desk: Desk, number: str, owed: int) -> HttpResponse:
    """Draw it at once when that takes milliseconds, else leave it to the worker; no page waits for a drawing.

    The papers of a report are drawn here and now: the worker has no key to what they say.
    """
    case = fetch(desk, number)
    row = _owed(case, desk, owed)
    try:
        if case.report or quick(row.id, desk.today):
            issue(row.id, desk.actor, desk.now)
        elif Kind(row.kind) in SERVED_BY_ACT:
            # Its service may be recorded next, which the law allows only once it has its number and date.
            number_paper(row.id, desk.actor, desk.now)
        else:
            start([row.id], desk.actor, desk.now)
    except (Incomplete, Unprintable, NoFonts) as fault:
        return _page(request, desk, case, refusal_of(Kind(row.kind).label, fault), UNFIT)
    except NotYours:
        raise Http404 from None
    response = redirect("desk:papers", number)
    response.status_code = 303
    return response


def _owed(case: Case, desk: Desk, owed: int) -> OwedPaper:
    """The debt, if it is this organ's; others may not even read the draft, which names the petitioner."""
    found = next((each.row for each in owed_in(case, desk.actor, desk.today) if each.row.id == owed), None)
    if found is None:
        raise Http404
    return found


def refusal_of(label: Any, fault: Exception) -> dict[str, Any]:
    """Why a paper cannot be drawn, in words."""
    match fault:
        case Incomplete():
            return {"label": label, "why": P("还缺下面这些，补上以后再出具。"), "missing": fault.missing}
        case Unprintable():
            why: Phrase = P("这些字没有字体，印不出来：{chars}。请管理员装上含有这些字的字体。", chars=fault.characters)
            return {"label": label, "why": why}
    return {"label": label, "why": P("这台机器没有中文字体，请管理员安装。")}


@staff
@require_safe
def paper(request: HttpRequest, desk: Desk, number: str, paper: int, form: str) -> HttpResponse:
    """An issued paper as PDF, DOCX or its plain page. Who opened it is noted."""
    found = get_object_or_404(papers_for_staff(fetch(desk, number), desk.actor, desk.today), id=paper)
    return opened(desk, found, form)


def opened(desk: Desk, found: Paper, form: str) -> HttpResponse:
    """The file of a paper that the desk may open; that it was opened is noted."""
    data = found.file(form)
    if data is None or desk.actor.person is None or desk.actor.organ is None:
        raise Http404
    with writing():
        row = Opening.objects.create(paper=found, person=desk.actor.person, organ=desk.actor.organ, at=desk.now)
        ledgers.bind(ledgers.READINGS, "open", [row], by=row.person, organ=row.organ)
    return as_file(data, "docx" if form == "docx" else "pdf", f"{found.label}{found.number}")


@staff
@require_POST
def void_paper(request: HttpRequest, desk: Desk, number: str, paper: int) -> HttpResponse:
    """Void a paper of one's own organ; its number stays. Only the head may."""
    case = fetch(desk, number)
    found = get_object_or_404(Paper, id=paper, matter=case.id)
    why = request.POST.get("why", "").strip()
    if not why:
        refusal = {"label": found.label, "why": P("请写明为什么作废。")}
        return _page(request, desk, case, refusal, UNFIT)
    try:
        withdraw(found, desk.actor, desk.today, why)
    except NotYours:
        raise Http404 from None
    response = redirect("desk:papers", number)
    response.status_code = 303
    return response


@staff
@require_safe
def opinion(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The drafts of the opinion: what to look at again, and what changed between them."""
    case = fetch(desk, number)
    versions = versions_of(case)
    found: list[Remark] = remarks(versions[0].facts.claims, _known()) if versions else []
    return page(request, desk, "desk/opinion.html", {"case": case, "versions": versions, "remarks": found})


def _known() -> dict[str, tuple[int, ...]]:
    """Articles of the laws this office has loaded."""
    from_library = {"xf2022": article_numbers("xf2022")}
    return {law: numbers for law, numbers in from_library.items() if numbers}
