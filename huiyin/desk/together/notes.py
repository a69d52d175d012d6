"""Notes (备注) on the case page: what colleagues tell each other beside the record."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases.models import Case
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.desk.together.notes_shown import noted
from huiyin.law.words import Phrase
from huiyin.together.notes import LONGEST, NotNoted, note, readers_of, take_back
from huiyin.typed.wholes import row_ids
from huiyin.wording.listed import LONGEST as LONGEST_OF_LISTS


@staff
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The notes with the form to write one. htmx puts the part ``#notes`` into the case page."""
    case = fetch(desk, number)
    if request.method == "GET":
        return _form(request, desk, case, "", set())
    text, people = request.POST.get("text", ""), row_ids(request.POST.getlist("to"))
    try:
        note(case, desk.actor, text, people, desk.now)
    except NotNoted as fault:
        return _form(request, desk, case, text, people, fault.reason)
    return _back(request, desk, case, done=_draft(desk, case))


@staff
@require_POST
def note_back(request: HttpRequest, desk: Desk, number: str, note: int) -> HttpResponse:
    """Take one's own note back."""
    case = fetch(desk, number)
    if not take_back(case, desk.actor, note):
        raise Http404
    return _back(request, desk, case)


def _form(
    request: HttpRequest, desk: Desk, case: Case, text: str, people: set[int], fault: Phrase | None = None
) -> HttpResponse:
    context = {
        **noted(case, desk, LONGEST_OF_LISTS),
        "writing": True,
        "text": text,
        "chosen": people,
        "fault": fault,
        "longest": LONGEST,
        "readers": readers_of(case, desk.actor, desk.now),
        "draft": _draft(desk, case),
    }
    return page(request, desk, "desk/notes.html", context, status=422 if fault else 200)


def _draft(desk: Desk, case: Case) -> str:
    return f"desk:{desk.person.id}:{case.number}:note"


def _back(request: HttpRequest, desk: Desk, case: Case, done: str = "") -> HttpResponse:
    if "HX-Request" in request.headers:
        return render(request, "desk/_notes.html", {**noted(case, desk), "note_done": done})
    return see_other(f"{reverse('desk:case', args=[case.number])}#notes")
