"""The papers of a record at the desk: drawn as a draft, issued, opened, voided."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.unfit import UNFIT
from huiyin.desk.papers.pages import opened, refusal_of
from huiyin.desk.records.fetching import Shown, fetch
from huiyin.desk.records.pages import record_page
from huiyin.desk.staff import Desk, staff
from huiyin.law.words import P
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.models import Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.served import as_file
from huiyin.record.instruments import Debt, NotYours, debts_of, issue, preview, withdraw


def _debt(shown: Shown, owed: int) -> Debt:
    """The debt, if it is this organ's to pay; 404 else."""
    mine = shown.desk.organ.id
    found = next((each for each in debts_of(shown.kind, shown.row) if each.row.id == owed), None)
    if found is None or found.row.organ != mine:
        raise Http404
    return found


@staff
@require_safe
def draft(request: HttpRequest, desk: Desk, kind: str, number: str, owed: int) -> HttpResponse:
    """An owed paper as it would be, marked as a draft."""
    shown = fetch(desk, kind, number)
    debt = _debt(shown, owed)
    try:
        return as_file(preview(debt, desk.today), "pdf", str(debt.label))
    except (Incomplete, Unprintable, NoFonts) as fault:
        return _refused(request, shown, debt, fault)


@staff
@require_POST
def issue_paper(request: HttpRequest, desk: Desk, kind: str, number: str, owed: int) -> HttpResponse:
    shown = fetch(desk, kind, number)
    debt = _debt(shown, owed)
    try:
        issue(debt.row.id, desk.actor, desk.now)
    except (Incomplete, Unprintable, NoFonts) as fault:
        return _refused(request, shown, debt, fault)
    except NotYours:
        raise Http404 from None
    return see_other(shown.url)


@staff
@require_safe
def paper(request: HttpRequest, desk: Desk, kind: str, number: str, paper: int, form: str) -> HttpResponse:
    """An issued paper as PDF or DOCX, for whoever reads the record; one that greets a person by name is for the organ
    that issued it alone. Who opened it is noted."""
    shown = fetch(desk, kind, number)
    theirs = Q(to_petitioner=False) | Q(organ=desk.organ.id)
    found = get_object_or_404(Paper, theirs, id=paper, matter=shown.row.id, drawn_at__isnull=False)
    return opened(desk, found, form)


@staff
@require_POST
def void_paper(request: HttpRequest, desk: Desk, kind: str, number: str, paper: int) -> HttpResponse:
    """Void a paper of one's own organ; its number stays. Only the head may."""
    shown = fetch(desk, kind, number)
    found, why = get_object_or_404(Paper, id=paper, matter=shown.row.id), request.POST.get("why", "").strip()
    if not why:
        refusal: dict[str, Any] = {"label": found.label, "why": P("请写明为什么作废。")}
        return record_page(request, shown, refusal, UNFIT)
    try:
        withdraw(found, desk.actor, desk.today, why)
    except NotYours:
        raise Http404 from None
    return see_other(shown.url)


def _refused(request: HttpRequest, shown: Shown, debt: Debt, fault: Exception) -> HttpResponse:
    return record_page(request, shown, refusal_of(debt.label, fault), UNFIT)
