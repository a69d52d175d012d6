"""The case page. Fetching the matter is the permission check: what a reader may not see is not found."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.keeping_keys import supply
from huiyin.cases.models import Case
from huiyin.cases.queries import find
from huiyin.cases.readings import record_reading
from huiyin.desk.frame import page
from huiyin.desk.matter.case_page import context
from huiyin.desk.staff import Desk, staff
from huiyin.desk.together.notes_shown import noted
from huiyin.law.terms import Act


def fetch(desk: Desk, number: str) -> Case:
    """The matter with this number if the reader may see it, else 404."""
    found = find(desk.actor, desk.today, number)
    if found is None:
        raise Http404
    record_reading(found, desk.actor, desk.now)
    return found


@staff
@require_safe
def case(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    found = fetch(desk, number)
    supply(found)
    done = request.GET.get("done", "")
    # The page after an act tells the browser to drop the draft of its form.
    draft = draft_name(desk, number, Act(done)) if done in list(Act) else ""
    return page(
        request, desk, "desk/case.html", {**context(request, found, desk), **noted(found, desk), "draft_done": draft}
    )


def draft_name(desk: Desk, number: str, act: Act) -> str:
    """Under which name the browser keeps what was typed; colleagues at one computer do not see each other's."""
    return f"desk:{desk.person.id}:{number}:{act.value}"
