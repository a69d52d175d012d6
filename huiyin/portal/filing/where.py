"""Filing: where it happened, by typing, by voice or by pointing. Where somebody stands is asked of nobody unasked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.people.gazetteer import Place, find, known, place, within
from huiyin.people.sketch import sketch
from huiyin.portal.entering.browser import remembered
from huiyin.portal.filing import drafts
from huiyin.portal.redirects import to_step


@require_safe
def places(request: HttpRequest) -> JsonResponse:
    """What the words typed so far may mean; nothing of it is kept."""
    found = [{"code": each.code, "path": each.path} for each in find(request.GET.get("q", ""))]
    return JsonResponse({"places": found}, json_dumps_params={"ensure_ascii": False})


@require_safe
def centres(_request: HttpRequest) -> JsonResponse:
    """The centre of every place, so that a telephone finds by itself which it is nearest to, and tells nobody."""
    drawn = [(each.code, each.path, *each.point) for each in known().values() if each.point]
    answer = JsonResponse({"centres": drawn}, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


@require_http_methods(["GET", "POST"])
@remembered
def where(request: HttpRequest) -> HttpResponse:
    """Point at it: a small map of what lies in a place, and the same as a list, down to the village."""
    draft = drafts.load(request)
    chosen = place(request.POST.get("place", "")) if request.method == "POST" else None
    if chosen is not None:
        # Who has come to the second step without a place was asked there, and goes on there.
        asked_from_claims = bool(draft.claims and not draft.place)
        draft.place, draft.place_said = chosen.code, ""
        drafts.save(request, draft)
        return to_step(request, "submit-claims" if asked_from_claims else "submit", draft)
    at = place(request.GET.get("at", "")) or _beginning()
    below = within(at.code if at else "")
    context = {
        "draft": draft, "here": "submit", "at": at, "trail": _trail(at), "below": list(enumerate(below, 1)),
        "sketch": sketch(below), "locates": any(each.point for each in known().values()),
    }  # fmt: skip
    answer = render(request, "portal/where.html", context)
    # Only on this page, and only once the person presses the button, the browser may ask where they stand.
    answer.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self), payment=()"
    return answer


def _beginning() -> Place | None:
    """The smallest place that holds all others: nobody must point at the province they live in."""
    at = None
    while len(below := within(at.code if at else "")) == 1:
        at = below[0]
    return at


def _trail(at: Place | None) -> list[Place]:
    """What lies around it, the largest first, as far as there was something to choose."""
    top = _beginning()
    around = [each for each in known().values() if at and at.is_in(each.code)]
    inside = [each for each in around if top is None or each.code == top.code or each.is_in(top.code)]
    return sorted(inside, key=lambda each: -each.level.height)
